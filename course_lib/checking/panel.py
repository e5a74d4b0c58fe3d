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
        if (
            past.tried
            and isinstance(past.answer, str)
            and not isinstance(self.exercise.answer, (Function, State))
        ):
            self._answer = past.answer
            self._show(self.exercise.judge(past.answer))
        elif past.solved:
            self._verdict = {
                "kind": Kind.CORRECT,
                "sign": LOOK[Kind.CORRECT][0],
                "heading": "Solved before",
                "html": "",
            }

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
        self._notice = " ".join(progress.notices())

    def _check(self, answer):
        if self._locked:
            return
        self._answer = answer
        given = self.figure if isinstance(self.exercise.answer, State) else answer
        verdict = self.exercise.judge(given)
        if verdict.kind is not Kind.NOT_ATTEMPTED:
            kept = self.figure.values if isinstance(self.exercise.answer, State) else answer
            progress.record(self.exercise.name, verdict.kind, kept)
        self._show(verdict)

    def _show(self, verdict):
        sign, heading, _ = LOOK[verdict.kind]
        if isinstance(self.exercise.answer, Prediction) and verdict.kind in (
            Kind.CORRECT,
            Kind.MISCONCEPTION,
            Kind.WRONG,
        ):
            self._locked = True
            heading = "As you predicted" if verdict.solved else "Not as predicted"
            self._show_solution()
        self._verdict = {
            "kind": verdict.kind,
            "sign": sign,
            "heading": heading,
            "html": html(verdict.message),
        }

    def _show_solution(self):
        self._solution = html(self.exercise.solution)

    def _hint(self):
        if len(self._hints) < len(self.exercise.hints):
            self._hints = [*self._hints, html(self.exercise.hints[len(self._hints)])]
            progress.hinted(self.exercise.name, len(self._hints))

    def _read(self, text):
        """The typed text as mathematics, or where it cannot be read."""
        if not text.strip():
            return {"text": text, "html": "", "problem": False}
        names = self.exercise.answer.names if isinstance(self.exercise.answer, Formula) else ()
        try:
            read = formula.read(text, names)
        except formula.FormulaError as error:
            return {"text": text, "html": html(error.message), "problem": True}
        notices = "".join(html(notice) for notice in read.notices)
        return {"text": text, "html": mathml(read.tex(), block=True) + notices, "problem": False}
