"""A stack of effects: order, on/off, opacity and name of each; JSON there and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

import numpy as np

from hairstudio.core.effect import Colours, Effect
from hairstudio.core.errors import ParameterError, StackError, UnknownEffectError
from hairstudio.core.registry import Registry

__all__ = ["Entry", "MissingEffect", "Stack"]

SCHEMA_VERSION = 1

# Temporaries of this many colours stay in the cache and in malloc's arena: a bake is twice as
# fast as on the whole lattice at once.
_BLOCK = 6144

_FARTHEST = 100.0
"""Of an encoded value between two effects: far outside of all that is seen, near enough to go on
with in float32."""


@dataclasses.dataclass(frozen=True)
class Entry:
    """One effect in a stack.

    Attributes
    ----------
    effect : Effect
    enabled : bool
        Off leaves colours as they are.
    opacity : float
        In [0, 1]: how much of the effect is mixed into what came before, on encoded values.
    name : str
        The artist's own name for it; empty shows the effect's label.
    """

    effect: Effect
    enabled: bool = True
    opacity: float = 1.0
    name: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.opacity <= 1.0:
            raise ParameterError("opacity", "a number in 0..1", self.opacity)

    def apply(self, rgb: Colours) -> Colours:
        """Return the changed colours; see :meth:`Effect.apply`."""
        if not self.enabled or self.opacity == 0.0 or self.effect.changes_nothing:
            return rgb
        changed = self.effect.apply(rgb)
        if self.opacity == 1.0:
            return changed
        return rgb + np.asarray(self.opacity, rgb.dtype) * (changed - rgb)


@dataclasses.dataclass(frozen=True)
class Stack:
    """Effects applied one after the other, the first one first. Immutable.

    Attributes
    ----------
    entries : tuple of Entry

    Examples
    --------
    >>> from hairstudio.core import Stack, load_registry
    >>> registry = load_registry()
    >>> stack = Stack().append(registry.get("exposure")(stops=1.0))
    >>> stack.to_json()["entries"][0]["parameters"]
    {'stops': 1.0}
    """

    entries: tuple[Entry, ...] = ()

    def __len__(self) -> int:
        return len(self.entries)

    def apply(self, rgb: Colours) -> Colours:
        """Return the colours after all effects, clipped to [0, 1].

        Parameters
        ----------
        rgb : ndarray, shape (..., 3), float32 or float64
            sRGB-encoded in [0, 1].

        Returns
        -------
        ndarray
            A new array of the same shape and dtype.
        """
        flat = rgb.reshape(-1, 3)
        result = np.empty_like(flat)
        for start in range(0, len(flat), _BLOCK):
            colours = flat[start : start + _BLOCK]
            for entry in self.entries:
                # Sliders at their ends give infinite colours, of which the next effect makes NaN.
                with np.errstate(over="ignore"):
                    colours = np.clip(entry.apply(colours), -_FARTHEST, _FARTHEST)
            np.clip(colours, 0, 1, out=result[start : start + _BLOCK])
        return result.reshape(rgb.shape)

    def reaching(self, index: int, rgb: Colours) -> Colours:
        """Return the colours as they come to the entry at ``index``; see :meth:`apply`."""
        self._check(index)
        return Stack(self.entries[:index]).apply(rgb)

    def append(self, effect: Effect | Entry) -> Stack:
        """Return the stack with an effect added at its end."""
        return self.insert(len(self.entries), effect)

    def insert(self, index: int, effect: Effect | Entry) -> Stack:
        """Return the stack with an effect inserted before ``index``."""
        entry = effect if isinstance(effect, Entry) else Entry(effect)
        return Stack((*self.entries[:index], entry, *self.entries[index:]))

    def remove(self, index: int) -> Stack:
        """Return the stack without the entry at ``index``."""
        self._check(index)
        return Stack(self.entries[:index] + self.entries[index + 1 :])

    def move(self, index: int, to: int) -> Stack:
        """Return the stack with the entry at ``index`` standing at ``to``."""
        return self.remove(index).insert(to, self.entries[index])

    def replace(self, index: int, entry: Effect | Entry) -> Stack:
        """Return the stack with another entry at ``index``; a bare effect keeps the rest of it."""
        self._check(index)
        if isinstance(entry, Effect):
            entry = dataclasses.replace(self.entries[index], effect=entry)
        return Stack((*self.entries[:index], entry, *self.entries[index + 1 :]))

    def to_json(self) -> dict[str, Any]:
        """Return the stack as JSON values."""
        return {
            "schema_version": SCHEMA_VERSION,
            "entries": [_entry_to_json(entry) for entry in self.entries],
        }

    @classmethod
    def from_json(
        cls,
        data: object,
        registry: Registry,
        *,
        where: str = "stack",
        missing: Literal["raise", "keep"] = "raise",
    ) -> Stack:
        """Read a stack back.

        Parameters
        ----------
        data : object
            What :meth:`to_json` gave, or what a JSON file holds.
        registry : Registry
            The effects there are.
        where : str
            What errors call the stack: ``light``, ``dark``.
        missing : {"raise", "keep"}
            What to do with an effect that no package provides: raise, or keep it as
            a :class:`MissingEffect` that changes nothing and is written back unharmed.

        Raises
        ------
        StackError
            If the JSON is not a stack.
        UnknownEffectError
            If an effect is unknown and ``missing`` is ``"raise"``.
        ParameterError
            If a parameter is of the wrong kind or out of range.
        """
        if not isinstance(data, Mapping):
            raise StackError(
                f"{where}: expected an object with entries, found {type(data).__name__}"
            )
        version = data.get("schema_version", SCHEMA_VERSION)
        if not isinstance(version, int) or version > SCHEMA_VERSION:
            raise StackError(
                f"{where}.schema_version: this version reads up to {SCHEMA_VERSION}, found "
                f"{version!r}; update hairsdk"
            )
        entries = data.get("entries")
        if not isinstance(entries, Sequence) or isinstance(entries, str | bytes):
            raise StackError(f"{where}.entries: expected a list, found {type(entries).__name__}")
        return cls(
            tuple(
                _entry_from_json(entry, registry, f"{where}.entries[{index}]", missing)
                for index, entry in enumerate(entries)
            )
        )

    def _check(self, index: int) -> None:
        if not 0 <= index < len(self.entries):
            raise StackError(f"there is no entry {index} in a stack of {len(self.entries)}")


@dataclasses.dataclass(frozen=True)
class MissingEffect(Effect):
    """Stands in for an effect whose package is not installed: changes nothing, loses nothing.

    Attributes
    ----------
    missing_type : str
        Type id of the effect.
    raw : tuple of (name, JSON value)
        Its parameters as they were read.
    """

    type_id: ClassVar[str] = "missing"
    label: ClassVar[str] = "Missing effect"
    summary: ClassVar[str] = "The package that provides this effect is not installed."

    missing_type: str = ""
    raw: tuple[tuple[str, Any], ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Always true."""
        return True

    def apply(self, rgb: Colours) -> Colours:
        """Return the colours as they are."""
        return rgb

    def to_json(self) -> dict[str, Any]:
        """Return the parameters as they were read."""
        return dict(self.raw)


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    effect = entry.effect
    return {
        "effect": effect.missing_type if isinstance(effect, MissingEffect) else effect.type_id,
        "enabled": entry.enabled,
        "opacity": entry.opacity,
        "name": entry.name,
        "parameters": effect.to_json(),
    }


def _entry_from_json(
    data: object, registry: Registry, where: str, missing: Literal["raise", "keep"]
) -> Entry:
    if not isinstance(data, Mapping):
        raise StackError(f"{where}: expected an object, found {type(data).__name__}")
    unknown = sorted(set(data) - {"effect", "enabled", "opacity", "name", "parameters"})
    if unknown:
        raise StackError(f"{where}.{unknown[0]}: unknown field")
    type_id = _typed(data, "effect", str, None, where)
    parameters = data.get("parameters", {})
    effect: Effect
    try:
        kind = registry.get(type_id, f"{where}.effect")
    except UnknownEffectError:
        if missing == "raise":
            raise
        if not isinstance(parameters, Mapping):
            raise StackError(f"{where}.parameters: expected an object") from None
        effect = MissingEffect(missing_type=type_id, raw=tuple(parameters.items()))
    else:
        effect = kind.from_json(parameters, f"{where}.parameters")
    opacity = _typed(data, "opacity", (int, float), 1.0, where)
    if not 0.0 <= opacity <= 1.0:
        raise ParameterError(f"{where}.opacity", "a number in 0..1", opacity)
    return Entry(
        effect,
        enabled=_typed(data, "enabled", bool, True, where),
        opacity=float(opacity),
        name=_typed(data, "name", str, "", where),
    )


def _typed(data: Mapping[str, Any], name: str, kind: Any, default: Any, where: str) -> Any:
    value = data.get(name, default)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        names = kind.__name__ if isinstance(kind, type) else "number"
        raise ParameterError(f"{where}.{name}", f"a value of kind {names}", value)
    return value
