"""What lesson 7 promises of its capstone: what it reaches, what an interrupt leaves, what a gradient check finds."""

import re
import signal
import time

import numpy as np
import pytest

from course_lib import network, training
from course_lib.figures import sgd
from tests.course.lessons import NOTEBOOKS
from tests.course.test_exercises import exercise_named

SEEDS = range(20)


def trained(X, Y, passes, seed):
    start = network.init(seed, [X.shape[1], 16, 16, 1])
    *_, last = training.descend(start, X, Y, passes, seed=seed)
    return last


def off_the_true_curve(seed):
    grid = np.linspace(-2, 2, 401)[:, None]
    parameters = trained(*training.noisy_curve(), passes=300, seed=seed)
    return np.sqrt(np.mean((network.forward(parameters, grid)[-1] - training.wave(grid)) ** 2))


def right_on_fresh_moons(seed):
    fresh, sides = training.two_moons(seed=1, n=1000)
    parameters = trained(*training.two_moons(), passes=200, seed=seed)
    return np.mean((network.forward(parameters, fresh)[-1] > 0.5) == (sides > 0.5))


def test_the_curve_is_fitted_for_20_seeds():
    off = [off_the_true_curve(seed) for seed in SEEDS]
    assert max(off) < 0.04
    assert (int(np.argmax(off)), f"{max(off):.3f}") == (6, "0.037")


def test_the_moons_are_parted_for_20_seeds():
    right = [right_on_fresh_moons(seed) for seed in SEEDS]
    assert min(right) >= 0.975
    assert (int(np.argmin(right)), f"{min(right):.1%}") == (16, "98.0%")


@pytest.mark.parametrize("reached", [off_the_true_curve, right_on_fresh_moons])
def test_a_training_takes_less_than_ten_seconds(reached):
    begin = time.process_time()
    reached(0)
    assert time.process_time() - begin < 10


# --- The notebook's own code --------------------------------------------------------------------------------


THEIRS = {
    "step_down": "a step down in code",
    "one_layer_back": "one layer back in code",
    "weight_gradient": "the gradient of the weights in code",
    "along": "a nudge in any direction",
}


def lesson_code(*names, **written):
    """The functions of these names as they stand in the lesson, with what the learner has `written`, or ours."""
    source = (NOTEBOOKS / "source" / "07_sgd.md").read_text(encoding="utf-8")
    known = {"np": np, "network": network, "training": training, "math": __import__("math")}
    known |= {name: exercise_named(exercise).reference for name, exercise in THEIRS.items()} | written
    known["X"], known["Y"] = training.noisy_curve()
    cells = re.findall(r"```\{code-cell\}.*?\n(.*?)```", source, flags=re.DOTALL)
    for name in names:
        [cell] = [cell for cell in cells if f"def {name}(" in cell and '\ncheck("' not in cell]
        exec(cell.removesuffix("gradient_check(backward)\n"), known)
    return known


def test_the_loop_of_the_lesson_is_that_of_the_course():
    code = lesson_code("backward", "descend")
    start = network.init(3, [1, 16, 16, 1])
    mine, ours = (
        list(descend(start, code["X"], code["Y"], passes=4))[-1]
        for descend in (code["descend"], training.descend)
    )
    for pair, other in zip(mine, ours, strict=True):
        for one, two in zip(pair, other, strict=True):
            np.testing.assert_allclose(one, two, rtol=1e-9)


def transposed(dW, db):
    return dW.T, db


BUGS = {
    "W2": lambda g: [g[0], transposed(*g[1]), g[2]],
    "b1": lambda g: [(g[0][0], g[0][1] / 2), *g[1:]],
    "W3": lambda g: [*g[:2], (-g[2][0], g[2][1])],
    "W1": lambda g: [(g[0][0] * (1 + 1e-4), g[0][1]), *g[1:]],
}


@pytest.mark.parametrize("place", BUGS)
def test_the_gradient_check_finds_a_bug_and_its_place(place, capsys):
    code = lesson_code("backward", "gradient_check")
    capsys.readouterr()
    code["gradient_check"](lambda *arguments: BUGS[place](code["backward"](*arguments)))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line.endswith("differs")] == [place]
    assert len(lines) == 6


def test_the_gradient_check_is_made_of_their_own_nudge(capsys):
    code = lesson_code("backward", "gradient_check", along=lambda f, x, u, h: 0.0)
    capsys.readouterr()
    code["gradient_check"](code["backward"])
    assert capsys.readouterr().out.count("differs") == 6


def test_the_suspect_lowers_the_loss_and_is_found_all_the_same():
    X, Y = training.noisy_curve()
    states = list(training.descend(network.init(0, [1, 16, 16, 1]), X, Y, 100, backward=training.suspect))
    first, last = (network.loss(network.forward(state, X)[-1], Y) for state in (states[0], states[-1]))
    assert last < first / 100


# --- What the learner is asked to try -----------------------------------------------------------------------


def tried(sizes=(1, 16, 16, 1), **choices):
    """The curve of a network trained with these choices, from left to right, and its loss."""
    X, Y = training.noisy_curve()
    *_, last = training.descend(network.init(0, sizes), X, Y, passes=300, **choices)
    grid = np.linspace(-2, 2, 81)[:, None]
    return network.forward(last, grid)[-1][:, 0], network.loss(network.forward(last, X)[-1], Y)


def test_three_neurons_make_the_wave_and_one_cannot():
    wave, loss = tried((1, 3, 3, 1))
    assert loss < 0.015
    assert wave.argmin() < wave.argmax()
    assert {wave.argmin(), wave.argmax()}.isdisjoint({0, 80})
    rise, loss = tried((1, 1, 1, 1))
    assert loss > 0.1
    assert (np.diff(rise) >= 0).all()


def test_a_long_learning_rate_saturates_and_fewer_or_plainer_steps_get_less_far():
    flat, _ = tried(eta=0.5)
    assert np.ptp(flat) < 1e-6
    reached = tried()[1]
    assert reached < 0.0095
    assert all(tried(**choice)[1] > 1.5 * reached for choice in ({"beta": 0.0}, {"batch": 100}))


def test_the_suspect_never_finds_the_bend_on_the_left():
    spoiled, loss = tried(backward=training.suspect)
    assert 0.055 < loss < 0.065
    assert np.ptp(spoiled[:30]) < 0.1


# --- Watching -----------------------------------------------------------------------------------------------


def size(parameters):
    return float(parameters[0])


def test_an_interrupted_training_keeps_what_it_has(capsys):
    def passes():
        for k in range(10):
            if k == 4:
                signal.raise_signal(signal.SIGINT)
            yield (10.0 - k,)

    watched = training.watch(passes(), total=9, loss=size)
    assert watched.losses == [10.0, 9.0, 8.0, 7.0]
    assert watched.parameters == (7.0,)
    assert "Stopped after 3 passes. What was learned is kept." in capsys.readouterr().out


def test_an_interrupt_between_a_state_and_its_loss_leaves_them_in_step(capsys):
    def loss(parameters):
        if parameters[0] == 7.0:
            raise KeyboardInterrupt
        return parameters[0]

    watched = training.watch(((10.0 - k,) for k in range(10)), total=9, loss=loss)
    assert [state[0] for state in watched.states] == watched.losses == [10.0, 9.0, 8.0]


def test_an_interrupt_lets_the_bar_be_shown_whole(capsys, monkeypatch):
    shown = []

    def curve(losses, total):
        if not shown:
            signal.raise_signal(signal.SIGINT)
        shown.append(len(losses))
        return "a curve"

    monkeypatch.setattr(training, "_curve", curve)
    bars = []
    monkeypatch.setattr(training, "display", bars.append)
    watched = training.watch(((10.0 - k,) for k in range(10)), total=9, loss=size)
    assert watched.losses == [10.0]
    assert shown == [1, 1] and bars[0].value.endswith("a curve")
    assert "Stopped after 0 passes" in capsys.readouterr().out


def test_an_interrupt_of_the_last_bar_loses_nothing(monkeypatch):
    def curve(losses, total):
        if len(losses) == 10:
            signal.raise_signal(signal.SIGINT)
        return "a curve"

    monkeypatch.setattr(training, "_curve", curve)
    monkeypatch.setattr(training, "display", lambda bar: None)
    watched = training.watch(((10.0 - k,) for k in range(10)), total=9, loss=size)
    assert len(watched.losses) == 10


def test_a_training_that_was_interrupted_at_once_has_nothing_and_says_so(capsys):
    def passes():
        raise KeyboardInterrupt
        yield

    watched = training.watch(passes(), total=9, loss=size)
    assert repr(watched) == "Training that has not begun"
    assert "Stopped after 0 passes" in capsys.readouterr().out


def test_a_training_that_runs_away_is_stopped(capsys):
    X, Y = training.noisy_curve()
    start = network.init(0, [1, 16, 16, 1])
    runaway = training.descend(start, X, Y, 50, eta=50.0)
    watched = training.watch(runaway, 50, lambda p: network.loss(network.forward(p, X)[-1], Y))
    assert len(watched.losses) < 50
    assert np.isfinite(watched.losses).all()
    assert "grown beyond all numbers" in capsys.readouterr().out


def test_the_bar_says_how_far_it_is():
    progress = training.ProgressBar(20)
    progress.show([4.0, 2.0, 1.0])
    assert 'value="2" max="20"' in progress.value
    assert "pass 2 of 20" in progress.value
    shown = progress.value
    progress.show([4.0, 2.0, 1.0, 0.5])  # too soon
    assert progress.value == shown
    progress.show([4.0, 2.0, 1.0, 0.5], last=True)
    assert "loss 0.5000" in progress.value


def test_a_training_of_one_pass_can_be_seen_again():
    X, Y = training.two_moons()
    states = list(training.descend(network.init(0, [2, 4, 4, 1]), X, Y, passes=1))
    figure = sgd.boundary(training.Training(states, [1.0, 0.5]), X, Y)
    figure.passes = 1
    assert "after 1 passes" in figure.description()


def test_the_last_pass_of_a_training_is_seen_whatever_its_number():
    X, Y = training.noisy_curve()
    states = [network.init(0, [1, 4, 4, 1])] * 224
    figure = sgd.fitted_curve(training.Training(states, list(np.linspace(1, 0.1, 224))), X, Y)
    figure.passes = 1000
    assert "after 223 passes the loss is 0.1000" in figure.description()


def test_a_long_training_is_seen_in_steps():
    X, Y = training.noisy_curve()
    states = [network.init(0, [1, 4, 4, 1])] * 1001
    figure = sgd.fitted_curve(training.Training(states, list(np.linspace(1, 0.1, 1001))), X, Y)
    figure.passes = 250
    assert figure.sliders["passes"].label == "passes, by 4"
    assert "after 1000 passes" in figure.description()


def test_what_is_not_solved_yet_is_lent(capsys):
    exercise = exercise_named("a step down in code")
    mine = lambda theta, gradient, eta: theta - gradient * eta
    assert training.yours(exercise.name, mine).__wrapped__ is mine
    assert capsys.readouterr().out == ""
    assert training.yours(exercise.name, lambda *_: ...).__wrapped__ is exercise.reference
    assert "stands in" in capsys.readouterr().out


def test_a_network_trains_with_answers_that_are_lists():
    lists = lambda delta, W, H: ((delta @ W) * H * (1 - H)).tolist()
    back = training.yours("one layer back in code", lists)
    down = training.yours(
        "a step down in code", lambda theta, gradient, eta: (theta - eta * gradient).tolist()
    )
    code = lesson_code("backward", "descend", one_layer_back=back, step_down=down)
    start = network.init(3, [1, 4, 4, 1])
    *_, last = code["descend"](start, code["X"], code["Y"], passes=2)
    assert [W.shape for W, _ in last] == [W.shape for W, _ in start]
