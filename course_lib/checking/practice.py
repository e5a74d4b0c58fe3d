"""Practice: a panel that never runs out of questions."""

import random
from html import escape

from course_lib import progress
from course_lib.checking.panel import PRACTICE, Panel
from course_lib.checking.verdict import Kind

MISSED = {Kind.MISCONCEPTION, Kind.WRONG}
# What a question adds to the weight of its exercise if it took help: the last one, the one before, and so on.
HALVED = (4, 2, 1)


class Practice(Panel):
    """One exercise after another, each with fresh numbers, drawn by `weights` and never the same twice running.

    `exercises` are those to draw from; all of them vary, and are answered in the panel itself. `draw` is a
    `random.Random`. Made anew, the panel shows the question of practice that was last worked on.
    """

    def __init__(self, exercises, draw=None):
        self.exercises, self.draw = list(exercises), draw or random.Random()
        super().__init__(self.exercises[0])

    def _static_bundle(self):
        names = ", ".join(exercise.name for exercise in self.exercises)
        text = f"Questions with fresh numbers, one after another: {names}.\n\n*To begin, run the cells from the top.*"
        return {"text/plain": text, "text/markdown": text}

    def _begin(self):
        """Show the question of practice that was last worked on, or draw one."""
        named = {exercise.name: exercise for exercise in self.exercises}
        for event in reversed(progress.events()):
            if event.exercise in named and event.variant >= PRACTICE:
                self.written = named[event.exercise]
                self._turn_to(event.variant)
                return
        self._draw_from(self.exercises)

    def _another(self):
        """Show a question of another exercise."""
        others = [exercise for exercise in self.exercises if exercise.name != self.written.name]
        self._draw_from(others or self.exercises)

    def _draw_from(self, exercises):
        likely = weights([exercise.name for exercise in exercises], progress.events())
        [self.written] = self.draw.choices(exercises, likely)
        self._turn_to(self.draw.randrange(PRACTICE, 10**9))

    def _described(self):
        return super()._described() | {"from": escape(self.written.name)}


def weights(names, events):
    """How likely each of these exercises is to come next, as a list of whole numbers from 1 to 8.

    A question is a variant of an exercise, in practice or in the lesson. It took help if there was a wrong
    answer, a hint or the solution before it was solved. The weight of an exercise is 1; its last question adds
    4 if it took help, the one before that 2, the one before that 1.
    """
    helped = {name: {} for name in names}  # exercise → variant, in the order they were begun → it took help
    solved = set()
    for event in events:
        question = event.exercise, event.variant
        if event.exercise in helped and question not in solved:
            took_help = event.kind != "answer" or event.verdict in MISSED
            helped[event.exercise][event.variant] = took_help or helped[event.exercise].get(
                event.variant, False
            )
            if event.verdict == progress.SOLVED:
                solved.add(question)
    return [
        1
        + sum(
            more * took_help for more, took_help in zip(HALVED, reversed(helped[name].values()), strict=False)
        )
        for name in names
    ]
