"""Value: a number that remembers how it was computed, so that `backward` can find every slope at once.

    a, b, c, f = Value(2), Value(-3), Value(10), Value(-2)
    L = (a * b + c) * f
    L.backward()
    L.data, a.grad                  # (-8.0, 6.0): L is −8, and grows 6 times as fast as a

Each operation makes a node. It knows its parents, the nodes it was computed from, and its slope along each of them
while the others stand still. These local slopes are all that is needed: going back from the result, a node hands
slope · grad on to each parent, and a parent adds up what it gets.
"""

import math
from itertools import count
from numbers import Real
from operator import attrgetter

_made = count()
_by_age = attrgetter("_age")


class Value:
    """One real number in a graph of computation; `grad` is the slope of the last result along it.

    It goes with other Values and with real numbers in `+ - * / **`. TypeError for anything else.
    """

    # A graph has many nodes; with slots each is smaller, and made faster.
    __slots__ = ("_age", "data", "grad", "parents", "slopes")

    def __init__(self, data, parents=(), slopes=()):
        self.data = data if type(data) is float else _real(data)
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes
        self._age = next(_made)

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    # --- Operations: what comes out, from which parents, with which local slopes ----------------------------

    def __add__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __sub__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data - other.data, (self, other), (1.0, -1.0))

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __truediv__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        quotient = self.data / other.data
        return Value(quotient, (self, other), (1 / other.data, -quotient / other.data))

    def __pow__(self, other):
        """ValueError where the power, or its slope along an exponent that is a Value, is not real."""
        if not isinstance(other, Value):
            exponent = _real(other)
            return Value(_power(self.data, exponent), (self,), (_power_slope(self.data, exponent),))
        if self.data < 0:
            raise ValueError(f"{self.data} to a power that may vary: only x ≥ 0 has all its powers")
        power = _power(self.data, other.data)
        along_exponent = power * math.log(self.data) if power else 0.0
        return Value(power, (self, other), (_power_slope(self.data, other.data), along_exponent))

    def __neg__(self):
        return Value(-self.data, (self,), (-1.0,))

    def exp(self):
        power = math.exp(self.data)
        return Value(power, (self,), (power,))

    def log(self):
        """The natural logarithm; ValueError unless the number is positive."""
        if self.data <= 0:
            raise ValueError(f"log of {self.data}: only positive numbers have a logarithm")
        return Value(math.log(self.data), (self,), (1 / self.data,))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, (self,), (1 - t * t,))

    def sigmoid(self, a=1):
        """φ(s) = 1 / (1 + e^(−a·s)), computed so that no exponential overflows."""
        e = math.exp(-abs(a * self.data))
        phi = (1 if a * self.data >= 0 else e) / (1 + e)
        return Value(phi, (self,), (a * phi * (1 - phi),))

    def relu(self):
        """max(0, x). At the corner, where there is no slope, 0 is taken for it, as the common libraries do."""
        return Value(max(0.0, self.data), (self,), (1.0 if self.data > 0 else 0.0,))

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return Value(other) - self

    def __rtruediv__(self, other):
        return Value(other) / self

    def __rpow__(self, other):
        return Value(other) ** self

    # --- The way back ---------------------------------------------------------------------------------------

    def backward(self):
        """Find the slope of this value along each node that it was computed from, and write it in their `grad`.

        To a leaf, a node without parents, it is added: set `grad` to 0 for a fresh start. In all other nodes it
        takes the place of what an earlier call has left, which would otherwise be handed on a second time.
        """
        self.grad = 1.0 if self.parents else self.grad + 1.0
        between, seen, stack = [], {self}, [self]
        while stack:
            node = stack.pop()
            between.append(node)
            for parent in node.parents:
                if parent.parents and parent not in seen:
                    parent.grad = 0.0
                    seen.add(parent)
                    stack.append(parent)
        # A node is younger than its parents: from young to old, it has all its shares before it hands any on.
        for node in sorted(between, key=_by_age, reverse=True):
            upstream = node.grad
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad += slope * upstream


def _real(number):
    if not isinstance(number, Real):
        raise TypeError(f"a Value goes with real numbers and other Values, not with {number!r:.60}")
    return float(number)


def _power(base, exponent):
    if base < 0 and not exponent.is_integer():
        raise ValueError(f"{base} to the power of {exponent} is not a real number")
    return base**exponent


def _power_slope(base, exponent):
    """The slope of base^exponent along its base: infinite where the tangent is vertical."""
    if exponent == 0:
        return 0.0
    if base == 0 and exponent < 1:
        return math.inf
    return exponent * base ** (exponent - 1)
