"""The panel: a prompt, a place to answer, hints, a solution and the verdict."""

import base64
import json
from html import escape
from pathlib import Path

import anywidget
import ipywidgets
import traitlets

from course_lib import progress
from course_lib.checking import formula, units
from course_lib.checking.answers import Array, Chain, Choice, Formula, Number, Prediction, State
from course_lib.checking.answers.array import entries
from course_lib.checking.answers.code import Code
from course_lib.checking.markup import html, mathml
from course_lib.checking.pictures import against_slopes
from course_lib.checking.sketch import Sketch
from course_lib.checking.verdict import LOOK, Kind, Refusal

HERE = Path(__file__).parent
# The verdicts that commit a prediction.
JUDGED = {Kind.CORRECT, Kind.MISCONCEPTION, Kind.WRONG}
# What the page sends as an answer, and progress keeps, for kinds that are not answered by a text.
KEPT_AS = {Chain: dict, Sketch: list}
BOXES = {Number: "Your number", Formula: "Your formula", Array: "Your numbers"}
# Variants from this number on belong to practice, so that a lesson never opens with a question that was met there.
PRACTICE = 1000


class Panel(anywidget.AnyWidget):
    """One exercise on the page. What was answered before, in this session or another, is there again.

    `figure` is the live figure whose sliders answer an exercise of kind "figure state". An exercise that varies
    comes back in the variant that was last worked on.
    """

    _esm = HERE / "panel.js"
    _css = HERE / "panel.css"
    _question = traitlets.Dict().tag(sync=True)
    _figure = traitlets.Instance(ipywidgets.Widget, allow_none=True).tag(
        sync=True, **ipywidgets.widget_serialization
    )
    _answer = traitlets.Any("").tag(sync=True)
    _preview = traitlets.Dict().tag(sync=True)
    _verdict = traitlets.Dict().tag(sync=True)
    _hints = traitlets.List().tag(sync=True)
    _solution = traitlets.Unicode().tag(sync=True)
    _notice = traitlets.Unicode().tag(sync=True)
    _locked = traitlets.Bool(False).tag(sync=True)

    def __init__(self, exercise, figure=None):
        if isinstance(exercise.answer, State) and figure is None:
            raise ValueError(f"the exercise {exercise.name!r} is answered with a figure: ask(name, figure)")
        self.written, self.figure = exercise, figure
        super().__init__()
        self._begin()
        super().open()
        self.on_msg(self._on_message)

    def open(self):
        """Nothing yet: the browser is told once there is a question. A slow one may miss what is sent later."""

    def _repr_mimebundle_(self, **kwargs):
        bundle, metadata = super()._repr_mimebundle_(**kwargs)
        return {**bundle, **self._static_bundle()}, metadata

    def _static_bundle(self):
        """What a reader of the notebook sees before anything is run, by media type."""
        bundle = {"text/plain": self._static(), "text/markdown": self._static()}
        if isinstance(self.exercise.answer, Sketch):
            # An image in Markdown would be no picture on GitHub.
            bundle["text/html"] = self._static_picture()
        return bundle

    def _static(self):
        kind = self.exercise.answer
        options = zip(kind.labels, kind.options, strict=True) if isinstance(kind, Choice) else ()
        lines = [f"- **{label}** {option}" for label, option in options]
        ending = "" if isinstance(kind, Code) else "*To answer, run the cells from the top.*"
        return "\n\n".join(part for part in (self.exercise.prompt, "\n".join(lines), ending) if part)

    def _static_picture(self):
        picture = base64.b64encode(self._figure.png()).decode()
        alt = escape(self._figure.description(), quote=True)
        return f'{html(self._static())}<img src="data:image/png;base64,{picture}" alt="{alt}">'

    # --- Variants -------------------------------------------------------------------------------------------

    def _begin(self):
        """Show the first question: the variant that was last worked on."""
        self._turn_to([0, *self._worked_on()][-1])

    def _another(self):
        """Show the next question."""
        self._turn_to(1 + max(*self._worked_on(), self.exercise.seed, 0))

    def _worked_on(self):
        """The variants of the lesson that were worked on, the last one last."""
        if self.written.vary is None:
            return []
        mine = [event.variant for event in progress.events() if event.exercise == self.written.name]
        return [variant for variant in mine if variant < PRACTICE]

    def _turn_to(self, variant):
        """Show a variant as the learner left it; 0 is the exercise as it was written."""
        self.exercise = exercise = self.written.variant(variant)
        before = self._figure
        with self.hold_sync():
            self._answer, self._preview, self._verdict, self._notice = "", {}, {}, ""
            self._solution, self._locked = "", False
            self._figure = exercise.answer.figure() if isinstance(exercise.answer, Sketch) else None
            self._question = self._described()
            self._restore()
        if before:
            before.close()

    def _described(self):
        exercise, kind = self.exercise, self.exercise.answer
        return {
            "name": exercise.name,
            "kind": exercise.kind,
            "prompt": html(exercise.prompt),
            "options": [
                [label, html(option)] for label, option in zip(kind.labels, kind.options, strict=True)
            ]
            if isinstance(kind, Choice)
            else [],
            "box": next((label for boxed, label in BOXES.items() if isinstance(kind, boxed)), ""),
            "steps": [[step.name, html(str(step))] for step in kind.steps] if isinstance(kind, Chain) else [],
            "handles": kind.names if isinstance(kind, Sketch) else [],
            "hints": len(exercise.hints),
            "solution": bool(exercise.solution),
            "varies": self.written.vary is not None,
            "variant": exercise.seed,
        }

    @property
    def _past(self):
        return progress.state(self.exercise.name, self.exercise.seed)

    def _restore(self):
        past, kind = self._past, self.exercise.answer
        self._hints = [html(hint) for hint in self.exercise.hints[: past.hints]]
        if past.solution_seen:
            self._show_solution()
        kept_as = next((shape for answer, shape in KEPT_AS.items() if isinstance(kind, answer)), str)
        if past.tried and isinstance(past.answer, kept_as) and not isinstance(kind, (Code, State)):
            self._answer = _sendable(past.answer)
            if self._figure:
                self._put(past.answer)
            self._show(self.exercise.judge(past.answer))
        elif past.solved:
            self._tell(Kind.CORRECT, "Solved before")

    def _put(self, heights):
        """Move the points of the sketch to where they were."""
        for name, height in zip(self.exercise.answer.names, heights, strict=False):
            if isinstance(height, (int, float)):
                setattr(self._figure, name, height)

    # --- What the learner does ------------------------------------------------------------------------------

    def _on_message(self, _, message, buffers):
        answer = _sendable(message.get("answer", ""))
        match message.get("do"):
            case "check":
                self._check(answer)
            case "preview":
                self._preview = self._read(str(answer))
            case "hint":
                self._hint()
            case "solution":
                progress.solution_seen(self.exercise.name, self.exercise.seed)
                self._show_solution()
            case "another" if self.written.vary:
                self._another()
            case "first":
                self._turn_to(0)
        self._say_notices()
        self.send({"to": message.get("do")})

    def _check(self, answer):
        if isinstance(self.exercise.answer, Prediction) and self._past.verdict in JUDGED:
            self._restore()  # committed before, perhaps in another panel: the first answer stands
            return
        self._notice = ""
        self._answer = answer
        given = self.figure if isinstance(self.exercise.answer, State) else answer
        verdict = self.exercise.judge(given)
        if verdict.kind is not Kind.NOT_ATTEMPTED or self._standing():
            kept = getattr(given, "values", None) if isinstance(self.exercise.answer, State) else answer
            progress.record(self.exercise.name, verdict.kind, kept, self.exercise.seed)
        self._show(verdict)

    def _show(self, verdict):
        heading, standing = verdict.heading, self._standing()
        if isinstance(self.exercise.answer, Prediction) and verdict.kind in JUDGED:
            self._locked = True
            heading = "As you predicted" if verdict.solved else "Not as predicted"
            self._show_solution()
        if verdict.kind is Kind.NOT_ATTEMPTED and standing:
            heading = "Right so far"
        self._tell(verdict.kind, heading, verdict.message, standing)

    def _standing(self):
        """For a chain what each step is, unless nothing could be read."""
        kind = self.exercise.answer
        if not isinstance(kind, Chain):
            return {}
        try:
            return kind.standing(kind.read(self._answer))
        except Refusal:
            return {}

    def _tell(self, kind, heading, message="", standing=None):
        picture = ""
        if kind is Kind.WRONG and isinstance(self.exercise.answer, Formula):
            picture = against_slopes(self.exercise.answer, self.exercise.answer.read(self._answer))
        self._verdict = {
            "kind": kind,
            "sign": LOOK[kind][0],
            "heading": heading,
            "html": html(message),
            "picture": picture,
            "standing": standing or {},
        }

    def _say_notices(self):
        notices = progress.notices()
        if notices:
            self._notice = " ".join(notices)

    def _show_solution(self):
        self._solution = html(self.exercise.solution)

    def _hint(self):
        if len(self._hints) < len(self.exercise.hints):
            self._hints = [*self._hints, html(self.exercise.hints[len(self._hints)])]
            progress.hinted(self.exercise.name, len(self._hints), self.exercise.seed)

    # --- The preview ----------------------------------------------------------------------------------------

    def _read(self, text):
        """The typed text as mathematics, or why it cannot be read."""
        if not text.strip():
            return {"text": text, "html": "", "problem": False}
        try:
            preview = self._set(text)
        except formula.FormulaError as error:
            return {"text": text, "html": html(error.message), "problem": True}
        return {"text": text, "html": preview, "problem": False}

    def _set(self, text):
        """Text as HTML with mathematics. Raises FormulaError."""
        kind = self.exercise.answer
        if isinstance(kind, Array):
            return mathml(matrix(entries(text)), block=True)
        unit = None
        if isinstance(kind, Number) and kind.unit:
            text, unit = units.split(text)
        read = formula.read(text, kind.names if isinstance(kind, Formula) else ())
        if unit:
            return f"{mathml(read.tex())} <span>{escape(unit.text)}</span>"
        return mathml(read.tex(), isinstance(kind, Formula)) + "".join(map(html, read.notices))


def _sendable(answer):
    """What came as JSON, with ? for half characters, which would stop every message that holds them."""
    return json.loads(json.dumps(answer, ensure_ascii=False).encode(errors="replace"))


def matrix(table):
    """What `entries` read as TeX: a formula, a row of them, or rows."""
    if not isinstance(table, list):
        return table.tex()
    rows = table if any(isinstance(row, list) for row in table) else [table]
    lines = [" & ".join(map(matrix, row)) if isinstance(row, list) else matrix(row) for row in rows]
    return r"\begin{pmatrix}" + r" \\ ".join(lines) + r"\end{pmatrix}"
