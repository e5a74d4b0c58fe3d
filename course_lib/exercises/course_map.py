"""The map of the course with the learner's own progress on it."""

from html import escape
from pathlib import Path

import ipywidgets

from course_lib import progress
from course_lib.checking import Kind

# A sign for each state of an exercise.
SIGNS = {"done": "✓", "tried": "◐", "open": "○"}

STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


class CourseMap(ipywidgets.HTML):
    """All lessons with how much of each is done, or with `lesson` the exercises of that lesson one by one.

    It follows while the learner answers, in this notebook at once and in another when it is run again.
    """

    def __init__(self, lessons, exercises, lesson=None):
        super().__init__()
        self.lessons, self.lesson = lessons, lesson
        self.exercises = [e for e in exercises if lesson in (None, e.lesson)]
        self.notices = progress.notices()
        self._refresh()
        progress.observe(self._refresh)

    def close(self):
        progress.unobserve(self._refresh)
        super().close()

    def _repr_mimebundle_(self, **kwargs):
        text = "\n".join(
            f"- {self.lessons[lesson]}: {len(group)} exercises" for lesson, group in self._groups()
        )
        text += "\n\n*To see how far you are, run the cells from the top.*"
        return {**super()._repr_mimebundle_(**kwargs), "text/plain": text, "text/markdown": text}

    def _groups(self):
        for lesson in self.lessons:
            group = [exercise for exercise in self.exercises if exercise.lesson == lesson]
            if group:
                yield lesson, group

    def _refresh(self, *_):
        standing = {exercise.name: standing_in(exercise) for exercise in self.exercises}
        parts = [f'<div class="course-map-bars">{"".join(self._bars(standing))}</div>']
        if self.lesson:
            items = "".join(f"<li>{sign(word)}{escape(name)}</li>" for name, word in standing.items())
            parts += [f"<ul>{items}</ul>"]
        parts += [f"<p>{sentence}</p>" for sentence in [self._next(standing), *map(escape, self.notices)]]
        self.value = f'<style>{STYLE}</style><div class="course-map">{"".join(parts)}</div>'

    def _bars(self, standing):
        for lesson, group in self._groups():
            done = sum(standing[exercise.name] == "done" for exercise in group)
            yield (
                f"<label><span>{escape(self.lessons[lesson])}</span>"
                f'<progress value="{done}" max="{len(group)}"></progress></label>'
                f"<span>{done} of {len(group)} done</span>"
            )

    def _next(self, standing):
        """Where to go on: from the exercise that was last dealt with, in course order, and round to the first."""
        names = list(standing)
        last = next((e.exercise for e in reversed(progress.events()) if e.exercise in standing), names[0])
        here = names.index(last)
        for name in names[here:] + names[:here]:
            if standing[name] != "done":
                lesson = next(e.lesson for e in self.exercises if e.name == name)
                place = "" if self.lesson else f" in “{escape(self.lessons[lesson])}”"
                return f"Go on with: <strong>{escape(name)}</strong>{place}"
        return "All exercises are done."


def standing_in(exercise):
    """ "done", "tried" or "open"; any variant will do. A prediction is done when it is committed, right or wrong."""
    state = progress.state(exercise.name, variant=None)
    committed = exercise.kind == "prediction" and state.verdict in (Kind.MISCONCEPTION, Kind.WRONG)
    return "done" if state.solved or committed else "tried" if state.tried else "open"


def sign(word):
    return f'<span role="img" aria-label="{word}" title="{word}">{SIGNS[word]}</span>'
