"""Which effects there are: the built-in ones, and those of other packages.

A package offers its own effects by the entry point group ``hairstudio.effects``::

    [project.entry-points."hairstudio.effects"]
    glitter = "my_package.glitter:Glitter"

A package that fails to load is left out and reported; it never stops the studio.
"""

from __future__ import annotations

import dataclasses
import difflib
import inspect
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType

from hairstudio.core.effect import Effect
from hairstudio.core.errors import UnknownEffectError

__all__ = ["BUILTIN", "ENTRY_POINT_GROUP", "BrokenEffect", "Registry", "load_registry"]

ENTRY_POINT_GROUP = "hairstudio.effects"

# One line per effect, written as an entry point is. The order is that of the studio's menu.
BUILTIN = (
    "hairstudio.core.effects.lighten:Lighten",
    "hairstudio.core.effects.dye:Dye",
    "hairstudio.core.effects.gradient_map:GradientMap",
    "hairstudio.core.effects.tint:Tint",
    "hairstudio.core.effects.highlight:Highlight",
    "hairstudio.core.effects.exposure:Exposure",
    "hairstudio.core.effects.contrast:Contrast",
    "hairstudio.core.effects.white_balance:WhiteBalance",
    "hairstudio.core.effects.lift_gamma_gain:LiftGammaGain",
    "hairstudio.core.effects.cdl:Cdl",
    "hairstudio.core.effects.oklch:OkLch",
    "hairstudio.core.effects.saturation:Saturation",
    "hairstudio.core.effects.channel_mixer:ChannelMixer",
    "hairstudio.core.effects.split_toning:SplitToning",
    "hairstudio.core.effects.gamut_compression:GamutCompression",
    "hairstudio.core.effects.curves:Curves",
    "hairstudio.core.effects.hue_vs_hue:HueVsHue",
    "hairstudio.core.effects.hue_vs_saturation:HueVsSaturation",
    "hairstudio.core.effects.lut_file:LutFile",
)


@dataclasses.dataclass(frozen=True)
class BrokenEffect:
    """An effect of another package that could not be loaded.

    Attributes
    ----------
    name : str
        Name of the entry point.
    package : str
        Distribution that announced it, with its version where known.
    reason : str
        What went wrong.
    """

    name: str
    package: str
    reason: str

    def __str__(self) -> str:
        return f'effect "{self.name}" of {self.package} was left out: {self.reason}'


class Registry:
    """The effects by their type id.

    Parameters
    ----------
    effects : iterable of Effect classes
        In menu order.
    problems : iterable of BrokenEffect
        What could not be loaded.
    """

    def __init__(
        self, effects: Iterable[type[Effect]], problems: Iterable[BrokenEffect] = ()
    ) -> None:
        self._effects = {effect.type_id: effect for effect in effects}
        self.problems = tuple(problems)

    def __iter__(self) -> Iterator[type[Effect]]:
        return iter(self._effects.values())

    def __len__(self) -> int:
        return len(self._effects)

    def __contains__(self, type_id: object) -> bool:
        return type_id in self._effects

    @property
    def groups(self) -> Mapping[str, tuple[type[Effect], ...]]:
        """The effects by group, both in menu order."""
        groups: dict[str, tuple[type[Effect], ...]] = {}
        for effect in self:
            groups[effect.group] = (*groups.get(effect.group, ()), effect)
        return MappingProxyType(groups)

    def get(self, type_id: str, where: str = "effect") -> type[Effect]:
        """Return the effect class of a type id.

        Raises
        ------
        UnknownEffectError
            If there is none; the message lists the nearest names first.
        """
        if type_id in self._effects:
            return self._effects[type_id]
        near = difflib.get_close_matches(type_id, self._effects, n=3)
        known = (*near, *(name for name in self._effects if name not in near))
        raise UnknownEffectError(where, type_id, known)


def load_registry(extra: Iterable[EntryPoint] | None = None) -> Registry:
    """Load the built-in effects and those that installed packages announce.

    Parameters
    ----------
    extra : iterable of EntryPoint, optional
        Instead of the installed entry points of the group ``hairstudio.effects``.

    Returns
    -------
    Registry
        Its ``problems`` list what other packages announced and could not deliver.
    """
    effects: dict[str, type[Effect]] = {}
    for line in BUILTIN:
        module, _, name = line.partition(":")
        effect: type[Effect] = getattr(import_module(module), name)
        effects[effect.type_id] = effect
    problems = []
    for entry in entry_points(group=ENTRY_POINT_GROUP) if extra is None else extra:
        package = f"{entry.dist.name} {entry.dist.version}" if entry.dist else "unknown package"
        try:
            loaded = _checked(entry.load(), effects)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            problems.append(BrokenEffect(entry.name, package, reason))
        else:
            effects[loaded.type_id] = loaded
    return Registry(effects.values(), problems)


def _checked(loaded: object, known: Mapping[str, type[Effect]]) -> type[Effect]:
    if not (isinstance(loaded, type) and issubclass(loaded, Effect)):
        raise TypeError(f"expected a subclass of hairstudio.core.Effect, found {loaded!r}")
    if inspect.isabstract(loaded) or not loaded.type_id or not loaded.label:
        raise TypeError(f"{loaded.__name__} needs apply(), type_id and label")
    if loaded.type_id in known:
        raise ValueError(f'the type id "{loaded.type_id}" is taken')
    loaded()  # the defaults must be valid, or the menu would offer what cannot be added
    return loaded
