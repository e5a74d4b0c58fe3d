"""The map of the course with the learner's own progress on it."""

from html import escape

import ipywidgets

from course_lib import progress

# A sign and a word for each state of an exercise, so that colour never carries it alone.
STATES = {"solved": ("✓", "#007a5a"), "tried": ("◐", "#b84a00"), "open": ("○", "#6b6b6c")}


class CourseMap(ipywidgets.HTML):
    """All lessons with how much of each is solved, or with `lesson` the exercises of that lesson one by one.

    It follows while the learner answers, in this notebook at once and in another when it is run again.
    """

    def __init__(self, lessons, exercises, lesson=None):
        super().__init__()
        self.lessons, self.exercises, self.lesson = lessons, exercises, lesson
        self._refresh()
        progress.observe(self._refresh)

    def close(self):
        progress.unobserve(self._refresh)
        super().close()

    def _repr_mimebundle_(self, **kwargs):
        counts = {lesson: sum(e.lesson == lesson for e in self.exercises) for lesson in self.lessons}
        shown = [self.lesson] if self.lesson else list(self.lessons)
        text = "\n".join(f"- {self.lessons[lesson]}: {counts[lesson]} exercises" for lesson in shown)
        text += "\n\n*Run this cell to see how far you are.*"
        return {**super()._repr_mimebundle_(**kwargs), "text/plain": text, "text/markdown": text}

    def _refresh(self, *_):
        body = self._one_lesson() if self.lesson else self._all_lessons()
        self.value = f'<div style="max-width: 44rem; line-height: 1.6">{body}{self._next()}{_notices()}</div>'

    def _one_lesson(self):
        chips = [_chip(exercise.name) for exercise in self.exercises if exercise.lesson == self.lesson]
        return self._bar(self.lesson) + f'<div style="margin: 6px 0">{" &ensp;".join(chips)}</div>'

    def _all_lessons(self):
        return "".join(self._bar(lesson) for lesson in self.lessons)

    def _bar(self, lesson):
        solved = progress.solved()
        names = [exercise.name for exercise in self.exercises if exercise.lesson == lesson]
        done = sum(name in solved for name in names)
        return (
            f'<div style="display: flex; gap: 12px; align-items: center; flex-wrap: wrap">'
            f'<label style="flex: 1 1 16rem">{escape(self.lessons[lesson])}'
            f' <progress value="{done}" max="{len(names)}" style="width: 12rem; accent-color: #009e73; float: right">'
            f'</progress></label><span style="width: 9rem">{done} of {len(names)} solved</span></div>'
        )

    def _next(self):
        solved = progress.solved()
        scope = [e for e in self.exercises if e.lesson == self.lesson or not self.lesson]
        left = [exercise for exercise in scope if exercise.name not in solved]
        if not left:
            return "<div>All exercises are solved.</div>"
        place = "" if self.lesson else f" in “{escape(self.lessons[left[0].lesson])}”"
        return f"<div>Go on with: <strong>{escape(left[0].name)}</strong>{place}</div>"


def _chip(name):
    state = progress.state(name)
    word = "solved" if state.solved else "tried" if state.tried else "open"
    sign, colour = STATES[word]
    return f'<span style="white-space: nowrap"><span style="color: {colour}" title="{word}">{sign}</span> {escape(name)}</span>'


def _notices():
    return "".join(f"<div><em>{escape(notice)}</em></div>" for notice in progress.notices())
