"""Values of each kind: what is taken, and how errors name the field."""

from __future__ import annotations

import pytest

from hairstudio.core import kinds
from hairstudio.core.errors import ColourEngineError, ParameterError
from hairstudio.core.parameters import Parameter

FLOAT = Parameter("x", "float", "X", 0.0, -1.0, 1.0)
INT = Parameter("n", "int", "N", 1, 0, 9)
FLAG = Parameter("f", "bool", "F", False)
CHOICE = Parameter("c", "choice", "C", "a", choices=(("a", "A"), ("b", "B")))
COLOUR = Parameter("c", "colour", "C", (0.0, 0.0, 0.0))
WHEEL = Parameter("w", "wheel", "W", (1.0, 1.0, 1.0), 0.0, 4.0)
CURVE = Parameter("c", "curve", "C", ((0.0, 0.0), (1.0, 1.0)))
HUES = Parameter("h", "hue-curve", "H", ((0.0, 0.0),), -180.0, 180.0)
STOPS = Parameter("s", "gradient", "S", ((0.0, (0.0, 0.0, 0.0)), (1.0, (1.0, 1.0, 1.0))))
FILE = Parameter("p", "file", "P", "")


@pytest.mark.parametrize(
    ("parameter", "given", "value"),
    [
        (FLOAT, 1, 1.0),
        (INT, 3.0, 3),
        (FLAG, True, True),
        (CHOICE, "b", "b"),
        (COLOUR, "#FF8000", (1.0, 128 / 255, 0.0)),
        (COLOUR, "#f80", (1.0, 136 / 255, 0.0)),
        (COLOUR, [0.1, 0.2, 0.3], (0.1, 0.2, 0.3)),
        (WHEEL, [1, 2, 3.5], (1.0, 2.0, 3.5)),
        (CURVE, [[0, 0.5], [1, 1]], ((0.0, 0.5), (1.0, 1.0))),
        (HUES, [[350, -20]], ((350.0, -20.0),)),
        (STOPS, [[0, "#000"], [0.5, [0.5, 0, 0]]], ((0.0, (0.0,) * 3), (0.5, (0.5, 0.0, 0.0)))),
        (FILE, "look.cube", "look.cube"),
    ],
)
def test_that_values_become_the_kind_s_own(parameter, given, value):
    checked = kinds.check(parameter, given, "here")
    assert checked == value
    assert type(checked) is type(value)
    assert kinds.check(parameter, kinds.to_json(parameter, checked), "here") == value


@pytest.mark.parametrize(
    ("parameter", "given", "message"),
    [
        (FLOAT, 1.5, r"here: expected a number in -1..1, found 1.5"),
        (FLOAT, -1.5, r"here: expected a number in -1..1, found -1.5"),
        (FLOAT, "1", r"here: expected a number"),
        (FLOAT, None, r"here: expected a number"),
        (FLOAT, True, r"here: expected a number"),
        (FLOAT, float("inf"), r"here: expected a number"),
        (FLOAT, 10**400, r"here: expected a number"),
        (INT, 2.5, r"here: expected a whole number in 0..9, found 2.5"),
        (INT, 10, r"here: expected a whole number in 0..9, found 10"),
        (FLAG, 1, r"here: expected true or false, found 1"),
        (CHOICE, "z", r"here: expected one of a, b, found 'z'"),
        (COLOUR, "#12345", r"here: expected a colour"),
        (COLOUR, "copper", r"here: expected a colour"),
        (COLOUR, [0, 0], r"here: expected a colour"),
        (COLOUR, [0, 0, 1.2], r"here\[2\]: expected a number in 0..1, found 1.2"),
        (WHEEL, [1, 1, 5], r"here\[2\]: expected a number in 0..4"),
        (CURVE, [[0, 0]], r"here: expected two or more points"),
        (CURVE, [[0.5, 0], [0.5, 1]], r"here: expected two or more points .* rising"),
        (CURVE, [[0, 0], [1e-320, 1]], r"here: expected two or more points .* rising"),
        (CURVE, [[-0.1, 0], [1, 1]], r"here: expected two or more points .* in 0..1"),
        (CURVE, [[0, 0], [1.1, 1]], r"here: expected two or more points .* in 0..1"),
        (CURVE, [[0, 0], [1, 1.5]], r"here\[1\]\[1\]: expected a value in 0..1, found 1.5"),
        (CURVE, [[0, 0], [1]], r"here\[1\]: expected a point"),
        (CURVE, "steep", r"here: expected two or more points"),
        (HUES, [[360, 0]], r"here: expected one or more points .* 360 excluded"),
        (HUES, [], r"here: expected one or more points"),
        (HUES, [[10, 0], [10, 1]], r"here: expected one or more points .* rising"),
        (HUES, [[0, 0], [1e-14, 1]], r"here: expected one or more points .* rising"),
        (HUES, [[-1, 0]], r"here: expected one or more points .* in 0..360"),
        (HUES, [[0, 200]], r"here\[0\]\[1\]: expected a value in -180..180, found 200"),
        (STOPS, [[0, "#000"], [0, "#fff"]], r"here: expected two or more stops .* rising"),
        (STOPS, [[0, "#000"], [1e-320, "#fff"]], r"here: expected two or more stops .* rising"),
        (STOPS, [[-0.1, "#000"], [1, "#fff"]], r"here: expected two or more stops .* in 0..1"),
        (STOPS, [[0, "#000"], [1.1, "#fff"]], r"here: expected two or more stops .* in 0..1"),
        (STOPS, [[0, "#000"], [1]], r"here\[1\]: expected a stop"),
        (STOPS, [[0, "#000"], 1], r"here\[1\]: expected a stop"),
        (STOPS, [[0, "#000"]], r"here: expected two or more stops"),
        (STOPS, [[0, "#000"], [1, "red"]], r"here\[1\]\[1\]: expected a colour"),
        (FILE, 3, r"here: expected a path"),
    ],
)
def test_that_a_wrong_value_is_refused_with_its_place(parameter, given, message):
    with pytest.raises(ParameterError, match=message) as caught:
        kinds.check(parameter, given, "here")
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, ColourEngineError)


def test_that_a_colour_that_8_bits_cannot_hold_keeps_its_digits():
    assert kinds.to_json(COLOUR, (0.1, 0.2, 0.3)) == [0.1, 0.2, 0.3]
    assert kinds.to_json(COLOUR, (0.2, 0.4, 0.6)) == "#336699"
