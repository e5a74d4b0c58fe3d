"""The panel: a prompt, a place to answer, hints, a solution and the verdict."""

from pathlib import Path

import anywidget
import traitlets

from course_lib import progress
from course_lib.checking import formula
from course_lib.checking.answers import Choice, Formula, Function, Number, Prediction, State
from course_lib.checking.markup import html, mathml
from course_lib.checking.verdict import LOOK, Kind

HERE = Path(__file__).parent
# The verdicts that commit a prediction.
JUDGED = {Kind.CORRECT, Kind.MISCONCEPTION, Kind.WRONG}


class Panel(anywidget.AnyWidget):
    """One exercise on the page. What was answered before, in this session or another, is there again.

    `figure` is the live figure whose sliders answer an exercise of kind "figure state".
    """

    _esm = HERE / "panel.js"
    _css = HERE / "panel.css"
    _question = traitlets.Dict().tag(sync=True)
    _answer = traitlets.Unicode().tag(sync=True)
    _preview = traitlets.Dict().tag(sync=True)
    _verdict = traitlets.Dict().tag(sync=True)
    _hints = traitlets.List().tag(sync=True)
    _solution = traitlets.Unicode().tag(sync=True)
    _notice = traitlets.Unicode().tag(sync=True)
    _locked = traitlets.Bool(False).tag(sync=True)

    def __init__(self, exercise, figure=None):
        self.exercise, self.figure = exercise, figure
        kind = exercise.answer
        if isinstance(kind, State) and figure is None:
            raise ValueError(f"the exercise {exercise.name!r} is answered with a figure: ask(name, figure)")
        super().__init__(
            _question={
                "name": exercise.name,
                "kind": exercise.kind,
                "prompt": html(exercise.prompt),
                "options": [
                    [label, html(option)] for label, option in zip(kind.labels, kind.options, strict=True)
                ]
                if isinstance(kind, Choice)
                else [],
                "box": isinstance(kind, (Number, Formula)),
                "hints": len(exercise.hints),
                "solution": bool(exercise.solution),
            }
        )
        self.on_msg(self._on_message)
        self._restore()

    def _repr_mimebundle_(self, **kwargs):
        bundle, metadata = super()._repr_mimebundle_(**kwargs)
        return {**bundle, "text/plain": self._static(), "text/markdown": self._static()}, metadata

    def _static(self):
        """What a reader of the notebook sees before anything is run."""
        kind = self.exercise.answer
        options = zip(kind.labels, kind.options, strict=True) if isinstance(kind, Choice) else ()
        lines = [f"- **{label}** {option}" for label, option in options]
        ending = "" if isinstance(kind, Function) else "*Run this cell to answer.*"
        return "\n\n".join(part for part in (self.exercise.prompt, "\n".join(lines), ending) if part)

    def _restore(self):
        past = progress.state(self.exercise.name)
        self._hints = [html(hint) for hint in self.exercise.hints[: past.hints]]
        if past.solution_seen:
            self._show_solution()
        kept = past.answer if isinstance(past.answer, str) else None
        if past.tried and kept is not None and not isinstance(self.exercise.answer, (Function, State)):
            self._answer = kept
            self._show(self.exercise.judge(kept))
        elif past.solved:
            self._tell(Kind.CORRECT, "Solved before")

    def _on_message(self, _, message, buffers):
        answer = str(message.get("answer", ""))
        match message.get("do"):
            case "check":
                self._check(answer)
            case "preview":
                self._preview = self._read(answer)
            case "hint":
                self._hint()
            case "solution":
                progress.solution_seen(self.exercise.name)
                self._show_solution()
        self._say_notices()
        self.send({"to": message.get("do")})

    def _check(self, answer):
        past = progress.state(self.exercise.name)
        if isinstance(self.exercise.answer, Prediction) and past.verdict in JUDGED:
            self._restore()  # committed before, perhaps in another panel: the first answer stands
            return
        self._notice = ""
        self._answer = answer
        given = self.figure if isinstance(self.exercise.answer, State) else answer
        verdict = self.exercise.judge(given)
        if verdict.kind is not Kind.NOT_ATTEMPTED:
            kept = getattr(given, "values", None) if isinstance(self.exercise.answer, State) else answer
            progress.record(self.exercise.name, verdict.kind, kept)
        self._show(verdict)

    def _show(self, verdict):
        heading = verdict.heading
        if isinstance(self.exercise.answer, Prediction) and verdict.kind in JUDGED:
            self._locked = True
            heading = "As you predicted" if verdict.solved else "Not as predicted"
            self._show_solution()
        self._tell(verdict.kind, heading, verdict.message)

    def _tell(self, kind, heading, message=""):
        self._verdict = {"kind": kind, "sign": LOOK[kind][0], "heading": heading, "html": html(message)}

    def _say_notices(self):
        notices = progress.notices()
        if notices:
            self._notice = " ".join(notices)

    def _show_solution(self):
        self._solution = html(self.exercise.solution)

    def _hint(self):
        if len(self._hints) < len(self.exercise.hints):
            self._hints = [*self._hints, html(self.exercise.hints[len(self._hints)])]
            progress.hinted(self.exercise.name, len(self._hints))

    def _read(self, text):
        """The typed text as mathematics, or why it cannot be read."""
        if not text.strip():
            return {"text": text, "html": "", "problem": False}
        is_formula = isinstance(self.exercise.answer, Formula)
        try:
            read = formula.read(text, self.exercise.answer.names if is_formula else ())
        except formula.FormulaError as error:
            return {"text": text, "html": html(error.message), "problem": True}
        notices = "".join(html(notice) for notice in read.notices)
        return {"text": text, "html": mathml(read.tex(), block=is_formula) + notices, "problem": False}
