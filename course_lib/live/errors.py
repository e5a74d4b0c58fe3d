"""What is said when a figure cannot be made."""


class FigureError(ValueError):
    """A figure was asked for something it cannot do. In a notebook it shows as its sentence, without a traceback."""

    def _render_traceback_(self):
        # IPython asks for this.
        return [f"{type(self).__name__}: {self}"]
