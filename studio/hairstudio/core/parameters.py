"""What a parameter of an effect is: its kind, label, unit, range and default.

An effect declares its parameters as dataclass fields made by the functions here::

    stops: float = number("Exposure", 0.0, -5.0, 5.0, unit="EV")

and an editor is built from :class:`Parameter`, which says all that a widget needs. The kinds
and the Python values they hold:

========== ============================================== ==========================
kind       value                                          JSON
========== ============================================== ==========================
float      float                                          number
int        int                                            number
bool       bool                                           true / false
choice     str, one of ``choices``                        string
colour     (r, g, b), sRGB-encoded in [0, 1]              "#rrggbb" or [r, g, b]
wheel      (r, g, b) within minimum..maximum              [r, g, b]
curve      ((x, y), …), x rising in [0, 1]                [[x, y], …]
hue-curve  ((degrees, y), …), rising in [0, 360)          [[degrees, y], …]
gradient   ((position, (r, g, b)), …), rising in [0, 1]   [[position, "#rrggbb"], …]
file       str, a path; "" is none                        string
========== ============================================== ==========================
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

__all__ = [
    "Colour",
    "Curve",
    "Gradient",
    "Kind",
    "Parameter",
    "Value",
    "choice",
    "colour",
    "curve",
    "file",
    "flag",
    "gradient",
    "hue_curve",
    "number",
    "wheel",
    "whole",
]

Kind: TypeAlias = Literal[
    "float",
    "int",
    "bool",
    "choice",
    "colour",
    "wheel",
    "curve",
    "hue-curve",
    "gradient",
    "file",
]
Colour: TypeAlias = tuple[float, float, float]
Curve: TypeAlias = tuple[tuple[float, float], ...]
Gradient: TypeAlias = tuple[tuple[float, Colour], ...]
Value: TypeAlias = float | int | bool | str | Colour | Curve | Gradient

IDENTITY_CURVE: Curve = ((0.0, 0.0), (1.0, 1.0))


@dataclass(frozen=True)
class Parameter:
    """Everything that an editor or a reader needs to know of one parameter.

    Attributes
    ----------
    name : str
        Field of the effect, and key in its JSON.
    kind : str
        One of the kinds in the table above.
    label : str
        What stands beside the editor.
    default : Value
        The neutral value, as a rule.
    minimum, maximum : float
        Inclusive range of a number, of each channel of a wheel, of a curve's ordinate.
    unit : str
        Shown behind the number: ``EV``, ``°``, ``%``; empty for plain ratios.
    step : float
        What an arrow key adds.
    decimals : int
        Digits behind the point in an edit field.
    choices : tuple of (value, label)
        For ``choice``.
    help : str
        One sentence for a tooltip.
    groove : str
        What a slider's groove may show: ``hue``, ``temperature``, ``tint``, ``lightness``,
        ``saturation`` or nothing.
    suffixes : tuple of str
        File suffixes for ``file``, with the dot.
    inverse : bool
        Whether a channel of a wheel that rises takes its colour away, as an exponent does.
    """

    name: str
    kind: Kind
    label: str
    default: Value
    minimum: float = 0.0
    maximum: float = 1.0
    unit: str = ""
    step: float = 0.01
    decimals: int = 2
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    groove: str = ""
    suffixes: tuple[str, ...] = ()
    inverse: bool = False


def number(
    label: str,
    default: float,
    minimum: float,
    maximum: float,
    *,
    unit: str = "",
    step: float = 0.01,
    decimals: int = 2,
    help: str = "",  # noqa: A002 - the word that GUIs use
    groove: str = "",
) -> Any:
    """Declare a float between ``minimum`` and ``maximum``, both allowed."""
    return _field(
        Parameter(
            "",
            "float",
            label,
            default,
            minimum,
            maximum,
            unit,
            step,
            decimals,
            help=help,
            groove=groove,
        )
    )


def whole(
    label: str,
    default: int,
    minimum: int,
    maximum: int,
    *,
    unit: str = "",
    help: str = "",  # noqa: A002
) -> Any:
    """Declare an integer between ``minimum`` and ``maximum``, both allowed."""
    return _field(Parameter("", "int", label, default, minimum, maximum, unit, 1.0, 0, help=help))


def flag(label: str, default: bool, *, help: str = "") -> Any:  # noqa: A002
    """Declare a check box."""
    return _field(Parameter("", "bool", label, default, help=help))


def choice(
    label: str,
    default: str,
    choices: tuple[tuple[str, str], ...],
    *,
    help: str = "",  # noqa: A002
) -> Any:
    """Declare one of several named options, each ``(value, label)``."""
    return _field(Parameter("", "choice", label, default, choices=choices, help=help))


def colour(label: str, default: Colour, *, help: str = "") -> Any:  # noqa: A002
    """Declare an sRGB-encoded colour in [0, 1]."""
    return _field(Parameter("", "colour", label, default, help=help))


def wheel(
    label: str,
    neutral: float,
    minimum: float,
    maximum: float,
    *,
    help: str = "",  # noqa: A002
    inverse: bool = False,
) -> Any:
    """Declare a triple of channel values with a common neutral, edited on a colour wheel."""
    return _field(
        Parameter(
            "",
            "wheel",
            label,
            (neutral, neutral, neutral),
            minimum,
            maximum,
            decimals=3,
            help=help,
            inverse=inverse,
        )
    )


def curve(label: str, *, help: str = "") -> Any:  # noqa: A002
    """Declare a monotone-cubic curve through points in the unit square; the diagonal changes
    nothing."""
    return _field(Parameter("", "curve", label, IDENTITY_CURVE, 0.0, 1.0, decimals=3, help=help))


def hue_curve(
    label: str,
    neutral: float,
    minimum: float,
    maximum: float,
    *,
    unit: str = "",
    help: str = "",  # noqa: A002
) -> Any:
    """Declare a periodic curve over hue; its one-point default is flat at ``neutral``."""
    return _field(
        Parameter(
            "",
            "hue-curve",
            label,
            ((0.0, neutral),),
            minimum,
            maximum,
            unit,
            help=help,
            groove="hue",
        )
    )


def gradient(label: str, default: Gradient, *, help: str = "") -> Any:  # noqa: A002
    """Declare colour stops over [0, 1]."""
    return _field(Parameter("", "gradient", label, default, help=help))


def file(label: str, suffixes: tuple[str, ...], *, help: str = "") -> Any:  # noqa: A002
    """Declare the path of a file; the empty string is none."""
    return _field(Parameter("", "file", label, "", suffixes=suffixes, help=help))


def _field(parameter: Parameter) -> Any:
    return field(default=parameter.default, metadata={"parameter": parameter})
