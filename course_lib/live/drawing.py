"""What matplotlib draws, as SVG for the page and as the PNG that a notebook keeps."""

import io
import re
import zlib

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform, TransformedPath
from PIL import Image

from course_lib.live.stage import POINTS_PER_INCH, THEMED, css, styled

DPI = 110

# Pillow loads its file formats with the first picture that is saved, and the learner would wait for that.
Image.preinit()


class Drawing(RendererBase):
    """A figure, or one artist, drawn once and kept in points of the page, to be drawn again by other renderers.

    Most of the time of a drawing passes before matplotlib calls its renderer; that is spent once here and not for each
    format. Texts and collections are kept as paths, so the page gets few elements, all where they stand.
    """

    def __init__(self, artist):
        super().__init__()
        self._calls = []
        figure = artist.get_figure(root=True)
        self.width, self.height = figure.bbox.size
        with styled():
            artist.draw(MixedModeRenderer(figure, *figure.get_size_inches(), DPI, self))

    def replay(self, renderer, scale=1.0):
        """Draw all of it with another renderer, in `scale` dots for a point."""
        zoom = Affine2D().scale(scale)
        for draw, gc in self._calls:
            draw(renderer, _zoomed(gc, zoom), zoom)

    # --- What matplotlib asks of a renderer ---------------------------------------------------------------------------

    def draw_path(self, gc, path, transform, rgbFace=None):
        if gc.get_alpha() == 0 or (rgbFace is None and not gc.get_linewidth() and not gc.get_hatch()):
            return  # nothing is seen of it
        transform = transform.frozen()
        self._keep(gc, lambda to, gc, zoom: to.draw_path(gc, path, transform + zoom, rgbFace))

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        marker_trans, trans = marker_trans.frozen(), trans.frozen()
        self._keep(
            gc,
            lambda to, gc, zoom: to.draw_markers(
                gc, marker_path, marker_trans + zoom, path, trans + zoom, rgbFace
            ),
        )

    def draw_image(self, gc, x, y, im, transform=None):
        self._keep(gc, lambda to, gc, zoom: to.draw_image(gc, *zoom.transform((x, y)), im))

    def get_image_magnification(self):
        return DPI / POINTS_PER_INCH

    def option_image_nocomposite(self):
        return True

    def get_canvas_width_height(self):
        return self.width, self.height

    def get_text_width_height_descent(self, s, prop, ismath):
        return self._text2path.get_text_width_height_descent(s, prop, ismath)

    def flipy(self):
        return False

    def _keep(self, gc, draw):
        self._calls.append((draw, _zoomed(gc, IdentityTransform())))


def svg(drawing):
    """SVG elements whose ink, grid and paper are CSS variables and which style nothing outside themselves."""
    buffer = io.StringIO()
    with styled():
        renderer = _PageRenderer(drawing.width, drawing.height, buffer)
        drawing.replay(renderer)
        renderer.finalize()
    text = buffer.getvalue()
    # What comes before is about the file, and a style for the whole page.
    inside = text[text.index("</style>") + len("</style>\n </defs>") : text.rindex("</svg>")]
    # Less than a hundredth of a point cannot be seen.
    short = re.sub(r"(?<=\.\d\d)\d+|\n", "", inside)
    return re.sub("|".join(THEMED), lambda colour: css(colour[0]), short)


class _PageRenderer(RendererSVG):
    def draw_image(self, gc, x, y, im, transform=None):
        # A pixel for a point: on a slow line the pixels of a surface in space are most of what is waited for.
        size = [round(length * POINTS_PER_INCH / DPI) for length in reversed(im.shape[:2])]
        super().draw_image(gc, x, y, np.asarray(Image.fromarray(im).resize([max(1, n) for n in size])))


def png(drawings):
    """PNG bytes of one drawing over the other, all of one figure, on white paper; the same on every run."""
    scale = DPI / POINTS_PER_INCH
    size = [round(length * scale) for length in (drawings[0].width, drawings[0].height)]
    with styled():
        renderer = RendererAgg(*size, DPI)
        paper = renderer.new_gc()
        paper.set_linewidth(0)
        renderer.draw_path(paper, Path.unit_rectangle(), Affine2D().scale(*size), (1, 1, 1))
        for drawing in drawings:
            drawing.replay(renderer, scale)
    buffer = io.BytesIO()
    picture = Image.frombuffer("RGBA", size, renderer.buffer_rgba()).convert("RGB")
    # Faster than Pillow's own choice, and smaller, for large areas of one colour.
    picture.save(buffer, "png", compress_level=3, compress_type=zlib.Z_RLE)
    return buffer.getvalue()


def _zoomed(gc, zoom):
    """A copy of a graphics context for a page that is so much larger. The widths of its lines are in points."""
    copy = GraphicsContextBase()
    copy.copy_properties(gc)
    if (clip := gc.get_clip_rectangle()) is not None:
        copy.set_clip_rectangle(Bbox(zoom.transform(clip.get_points())))
    path, transform = gc.get_clip_path()
    if path is not None:
        copy.set_clip_path(TransformedPath(path, transform + zoom))
    return copy
