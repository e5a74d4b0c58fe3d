"""Graphs of computation: nodes from left to right in the order in which they are computed."""

from collections import defaultdict

from matplotlib.patches import FancyBboxPatch

from course_lib.live.errors import FigureError
from course_lib.live.stage import GREY, INK, PAPER

WIDTH, HEIGHT = 0.62, 0.5  # of a node; columns and rows are 1 apart


def draw_graph(ax, edges, names=None):
    """Draw a graph on the stage and return where its nodes stand: node → (x, y), the middle of its box.

    `edges` are pairs (from, to); every node is named in one. `names` maps nodes to what is written at the top of their
    boxes, the node itself where it is missing; the lower part is left for marks that change, such as values.
    FigureError for a cycle.
    """
    places = layered(edges)
    ax.set_axis_off()
    ax.set(aspect="equal")
    for start, end in edges:
        (x0, y0), (x1, y1) = places[start], places[end]
        arrow = {"arrowstyle": "-|>", "color": GREY, "shrinkA": 0, "shrinkB": 0, "linewidth": 1.5}
        ax.annotate("", (x1 - WIDTH / 2, y1), (x0 + WIDTH / 2, y0), arrowprops=arrow)
    for node, (x, y) in places.items():
        corner = x - WIDTH / 2, y - HEIGHT / 2
        box = FancyBboxPatch(
            corner, WIDTH, HEIGHT, boxstyle="round,pad=0,rounding_size=0.06", fc=PAPER, ec=GREY
        )
        ax.add_patch(box)
        ax.text(x, y + HEIGHT * 0.26, (names or {}).get(node, node), ha="center", va="center", color=INK)
    xs, ys = zip(*places.values(), strict=True)
    ax.set(xlim=(min(xs) - WIDTH, max(xs) + WIDTH), ylim=(min(ys) - HEIGHT, max(ys) + HEIGHT))
    return places


def layered(edges):
    """Node → (column, row): each node right of all it depends on, near the middle of them, columns centred on row 0.

    The column is the length of the longest path to the node; within a column nodes are ordered by the mean row of their
    parents (Sugiyama, Tagawa and Toda, 1981).
    """
    parents = defaultdict(list)
    for start, end in edges:
        parents[start], parents[end].append(start)
    columns = {}
    while len(columns) < len(parents):
        ready = [n for n in parents if n not in columns and all(parent in columns for parent in parents[n])]
        if not ready:
            raise FigureError("a graph of computation has no cycles, but this one goes in a circle")
        columns |= {
            node: 1 + max((columns[parent] for parent in parents[node]), default=-1) for node in ready
        }
    # An input stands just left of the first node that uses it.
    for node in parents:
        if not parents[node]:
            columns[node] = min(columns[end] for start, end in edges if start == node) - 1
    places = {}
    for column in range(max(columns.values()) + 1):
        mine = [node for node in parents if columns[node] == column]
        if column:
            mine.sort(key=lambda node: -_mean([places[p][1] for p in parents[node] if p in places]))
        for k, node in enumerate(mine):
            places[node] = column, (len(mine) - 1) / 2 - k
    return places


def _mean(numbers):
    return sum(numbers) / len(numbers) if numbers else 0.0
