"""Check, read and write the values of each kind of parameter.

:func:`check` turns anything a caller or a JSON file may hold into the kind's own immutable
Python value, or raises :class:`~hairstudio.core.errors.ParameterError` naming the field.
:func:`to_json` is its inverse.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeGuard

from hairstudio.core.errors import ParameterError
from hairstudio.core.parameters import Colour, Parameter, Value

__all__ = ["check", "colour_from_json", "colour_to_json", "hexadecimal", "to_json"]

_LEAST_STEP = 1e-9
"""Between two positions: slopes of less overflow, or are lost a few turns further on."""


def check(parameter: Parameter, value: object, where: str) -> Value:
    """Return ``value`` as the parameter's own kind.

    Parameters
    ----------
    parameter : Parameter
        What is expected.
    value : object
        A Python value, or one read from JSON.
    where : str
        Path of the field, for the message.

    Raises
    ------
    ParameterError
        If the value is of another kind or out of range.
    """
    checked: Value = _CHECKS[parameter.kind](parameter, value, where)
    return checked


def to_json(parameter: Parameter, value: Value) -> Any:
    """Return what :func:`check` reads back as ``value``."""
    own: Any = value  # of the type that goes with the kind
    if parameter.kind == "colour":
        return colour_to_json(own)
    if parameter.kind == "gradient":
        return [[position, colour_to_json(colour)] for position, colour in own]
    if parameter.kind in ("curve", "hue-curve"):
        return [list(point) for point in own]
    return list(own) if parameter.kind == "wheel" else own


def colour_to_json(colour: Colour) -> str | list[float]:
    """Return ``#rrggbb`` where that is exact, else the three numbers."""
    exact = all(round(channel * 255) / 255 == channel for channel in colour)
    return hexadecimal(colour) if exact else list(colour)


def hexadecimal(colour: Iterable[float]) -> str:
    """Return ``#rrggbb`` of sRGB-encoded channels in [0, 1], rounded to 8 bits."""
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in colour)


def colour_from_json(value: object, where: str) -> Colour:
    """Read ``#rgb``, ``#rrggbb`` or three sRGB-encoded numbers in [0, 1].

    Raises
    ------
    ParameterError
        If it is neither.
    """
    expected = 'a colour such as "#a6462a" or three numbers in 0..1'
    if isinstance(value, str):
        digits = value.strip().removeprefix("#")
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        try:
            raw = bytes.fromhex(digits)
        except ValueError:
            raw = b""
        if len(raw) != 3 or len(digits) != 6:
            raise ParameterError(where, expected, value)
        return raw[0] / 255, raw[1] / 255, raw[2] / 255
    return _triple(value, 0.0, 1.0, where, expected)


def _check_float(parameter: Parameter, value: object, where: str) -> float:
    expected = f"a number in {parameter.minimum:g}..{parameter.maximum:g}"
    result = _number(value, where, expected)
    if not parameter.minimum <= result <= parameter.maximum:
        raise ParameterError(where, expected, value)
    return result


def _check_int(parameter: Parameter, value: object, where: str) -> int:
    expected = f"a whole number in {parameter.minimum:g}..{parameter.maximum:g}"
    result = _number(value, where, expected)
    if result != int(result) or not parameter.minimum <= result <= parameter.maximum:
        raise ParameterError(where, expected, value)
    return int(result)


def _check_bool(parameter: Parameter, value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ParameterError(where, "true or false", value)
    return value


def _check_choice(parameter: Parameter, value: object, where: str) -> str:
    names = [name for name, _ in parameter.choices]
    if not isinstance(value, str) or value not in names:
        raise ParameterError(where, "one of " + ", ".join(names), value)
    return value


def _check_colour(parameter: Parameter, value: object, where: str) -> Colour:
    return colour_from_json(value, where)


def _check_wheel(parameter: Parameter, value: object, where: str) -> Colour:
    expected = f"three numbers in {parameter.minimum:g}..{parameter.maximum:g}"
    return _triple(value, parameter.minimum, parameter.maximum, where, expected)


def _check_curve(
    parameter: Parameter, value: object, where: str
) -> tuple[tuple[float, float], ...]:
    expected = "two or more points [x, y] with x rising in 0..1"
    points = _points(value, where, expected)
    rising = _is_rising(x for x, _ in points)
    if len(points) < 2 or not rising or points[0][0] < 0 or points[-1][0] > 1:
        raise ParameterError(where, expected, value)
    _check_ordinates(parameter, points, where)
    return points


def _check_hue_curve(
    parameter: Parameter, value: object, where: str
) -> tuple[tuple[float, float], ...]:
    expected = "one or more points [degrees, y] with degrees rising in 0..360, 360 excluded"
    points = _points(value, where, expected)
    rising = _is_rising(x for x, _ in points)
    if not points or not rising or points[0][0] < 0 or points[-1][0] >= 360:
        raise ParameterError(where, expected, value)
    _check_ordinates(parameter, points, where)
    return points


def _check_gradient(
    parameter: Parameter, value: object, where: str
) -> tuple[tuple[float, Colour], ...]:
    expected = "two or more stops [position, colour] with positions rising in 0..1"
    if not _is_list(value) or len(value) < 2:
        raise ParameterError(where, expected, value)
    stops = []
    for index, stop in enumerate(value):
        if not _is_list(stop) or len(stop) != 2:
            raise ParameterError(f"{where}[{index}]", "a stop [position, colour]", stop)
        position = _number(stop[0], f"{where}[{index}][0]", "a position in 0..1")
        stops.append((position, colour_from_json(stop[1], f"{where}[{index}][1]")))
    positions = [position for position, _ in stops]
    if not _is_rising(positions) or positions[0] < 0 or positions[-1] > 1:
        raise ParameterError(where, expected, value)
    return tuple(stops)


def _check_file(parameter: Parameter, value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ParameterError(where, "a path, or an empty string for none", value)
    return value


def _check_ordinates(
    parameter: Parameter, points: tuple[tuple[float, float], ...], where: str
) -> None:
    for index, (_, y) in enumerate(points):
        if not parameter.minimum <= y <= parameter.maximum:
            expected = f"a value in {parameter.minimum:g}..{parameter.maximum:g}"
            raise ParameterError(f"{where}[{index}][1]", expected, y)


def _is_rising(positions: Iterable[float]) -> bool:
    return all(b - a >= _LEAST_STEP for a, b in itertools.pairwise(positions))


def _points(value: object, where: str, expected: str) -> tuple[tuple[float, float], ...]:
    if not _is_list(value):
        raise ParameterError(where, expected, value)
    points = []
    for index, point in enumerate(value):
        if not _is_list(point) or len(point) != 2:
            raise ParameterError(f"{where}[{index}]", "a point [x, y]", point)
        x = _number(point[0], f"{where}[{index}][0]", "a number")
        points.append((x, _number(point[1], f"{where}[{index}][1]", "a number")))
    return tuple(points)


def _triple(value: object, low: float, high: float, where: str, expected: str) -> Colour:
    if not _is_list(value) or len(value) != 3:
        raise ParameterError(where, expected, value)
    red, green, blue = (
        _number(channel, f"{where}[{index}]", expected) for index, channel in enumerate(value)
    )
    for index, channel in enumerate((red, green, blue)):
        if not low <= channel <= high:
            raise ParameterError(f"{where}[{index}]", f"a number in {low:g}..{high:g}", channel)
    return red, green, blue


def _number(value: object, where: str, expected: str) -> float:
    if isinstance(value, bool) or not hasattr(value, "__float__") or isinstance(value, str):
        raise ParameterError(where, expected, value)
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ParameterError(where, expected, value) from None
    if not math.isfinite(result):
        raise ParameterError(where, expected, value)
    return result


def _is_list(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


_CHECKS: Mapping[str, Callable[[Parameter, Any, str], Any]] = MappingProxyType(
    {
        "float": _check_float,
        "int": _check_int,
        "bool": _check_bool,
        "choice": _check_choice,
        "colour": _check_colour,
        "wheel": _check_wheel,
        "curve": _check_curve,
        "hue-curve": _check_hue_curve,
        "gradient": _check_gradient,
        "file": _check_file,
    }
)
