"""The base of every effect: typed, immutable parameters and a function on colours."""

from __future__ import annotations

import dataclasses
import functools
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import numpy as np
import numpy.typing as npt

from hairstudio.core import kinds
from hairstudio.core.errors import ParameterError
from hairstudio.core.parameters import Colour, Parameter, Value

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Colours", "Effect"]

Colours: TypeAlias = npt.NDArray[np.floating[Any]]
"""Colours, shape (..., 3), float32 or float64, sRGB-encoded."""


@dataclasses.dataclass(frozen=True)
class Effect(ABC):
    """A point-wise change of colour.

    A subclass is a frozen dataclass whose fields come from
    :mod:`hairstudio.core.parameters`, with these class attributes:

    Attributes
    ----------
    type_id : str
        Name in JSON; never changes once released.
    label : str
        Name on screen.
    group : str
        Submenu in which the studio offers it: ``Hair``, ``Tone``, ``Colour``, ``Curves``.
    summary : str
        One sentence for a tooltip.

    Raises
    ------
    ParameterError
        At construction, if a value is of the wrong kind or out of range.
    """

    type_id: ClassVar[str] = ""
    label: ClassVar[str] = ""
    group: ClassVar[str] = "Colour"
    summary: ClassVar[str] = ""

    def __post_init__(self) -> None:
        for parameter in self.parameters():
            value = getattr(self, parameter.name)
            checked = kinds.check(parameter, value, f"{self.type_id}.{parameter.name}")
            object.__setattr__(self, parameter.name, checked)

    @classmethod
    def added(cls, goal: Colour | None = None) -> Self:
        """Return the effect as an artist adds it to a stack.

        Neutral, as its defaults are. An effect that lays a colour on is seen at once instead, in
        the goal's colour: who chooses another one would see nothing happen.

        Parameters
        ----------
        goal : (float, float, float), optional
            The colour that the look is after, sRGB-encoded, each in [0, 1].
        """
        return cls()

    @classmethod
    def parameters(cls) -> tuple[Parameter, ...]:
        """Return the parameters in the order in which an editor shows them."""
        return _parameters(cls)

    @abstractmethod
    def apply(self, rgb: Colours) -> Colours:
        """Return the changed colours.

        Parameters
        ----------
        rgb : ndarray, shape (..., 3), float32 or float64
            sRGB-encoded. [0, 1] is the displayable range; an effect before this one may have
            gone a little beyond it.

        Returns
        -------
        ndarray
            Same shape and dtype, a new array or the one given; the input is never written to.
        """

    def histograms(self, rgb: Colours) -> dict[str, npt.NDArray[np.float64]]:
        """Return how often colours meet each place of a curve, by the curve's parameter.

        Parameters
        ----------
        rgb : ndarray, shape (..., 3)
            sRGB-encoded colours as they come to the effect.

        Returns
        -------
        dict of ndarray, shape (N,)
            Even over the curve's abscissa, any scale; empty for an effect without curves.
        """
        return {}

    @property
    def changes_nothing(self) -> bool:
        """True where the parameters are known to be neutral, so that the effect is skipped."""
        return False

    def values(self) -> dict[str, Value]:
        """Return all parameters by name."""
        return {parameter.name: getattr(self, parameter.name) for parameter in self.parameters()}

    def with_values(self, **values: Value) -> Self:
        """Return a copy with some parameters replaced.

        Raises
        ------
        ParameterError
            If a name is unknown, or a value of the wrong kind or out of range.
        """
        names = {parameter.name for parameter in self.parameters()}
        for name in values:
            if name not in names:
                expected = "one of " + ", ".join(sorted(names))
                raise ParameterError(f"{self.type_id}.{name}", expected, name)
        return dataclasses.replace(self, **values)

    def to_json(self) -> dict[str, Any]:
        """Return the parameters as JSON values."""
        return {
            parameter.name: kinds.to_json(parameter, getattr(self, parameter.name))
            for parameter in self.parameters()
        }

    @classmethod
    def from_json(cls, data: object, where: str = "parameters") -> Self:
        """Build the effect from its JSON parameters; absent ones take their defaults.

        Raises
        ------
        ParameterError
            If a field is unknown, of the wrong kind or out of range; the message names it.
        """
        if not isinstance(data, Mapping):
            raise ParameterError(where, "an object of parameters", data)
        known = {parameter.name: parameter for parameter in cls.parameters()}
        values: dict[str, Value] = {}
        for name, value in data.items():
            if name not in known:
                expected = f"a parameter of {cls.type_id} ({', '.join(known)})"
                raise ParameterError(f"{where}.{name}", expected, name)
            values[name] = kinds.check(known[name], value, f"{where}.{name}")
        return cls(**values)


@functools.cache
def _parameters(cls: type[Effect]) -> tuple[Parameter, ...]:
    return tuple(
        dataclasses.replace(field.metadata["parameter"], name=field.name)
        for field in dataclasses.fields(cls)
        if "parameter" in field.metadata
    )
