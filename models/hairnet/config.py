"""The training recipe: one TOML file, every number in it documented here."""

from __future__ import annotations

import dataclasses
import math
import sys
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hairnet.network import NetworkConfig

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


Config = typing.TypeVar("Config")


class ConfigError(ValueError):
    """The recipe is wrong; the message names the field."""


def _require(config: Any, least: float, most: float, *names: str) -> None:
    """`ConfigError` for a field that is not from `least` to `most`, or no number."""
    for name in names:
        value = getattr(config, name)
        if not (least <= value <= most and math.isfinite(value)):
            span = f"from {least:g} to {most:g}" if math.isfinite(most) else f"at least {least:g}"
            raise ConfigError(f"{name} must be {span}, found {value}")


@dataclass(frozen=True)
class Geometry:
    """Random framing. Scales are the side of the crop over the side of the photo."""

    zoom_in: float = 0.45
    zoom_out: float = 2.0
    plain: float = 0.25
    """Share of samples framed as the SDK frames them: the whole photo, only jittered."""
    aspect: float = 0.35
    """Standard deviation of the log of the stretch of the sides."""
    rotation: float = 25.0
    """Degrees, either way; one sample in twenty turns up to 180."""
    flip: float = 0.5

    def __post_init__(self) -> None:
        _require(self, 0, 1, "plain", "flip")
        _require(self, 0, math.inf, "aspect", "rotation")
        if not 0 < self.zoom_in <= self.zoom_out < math.inf:
            raise ConfigError(
                f"zoom_in must be above 0 and at most zoom_out, found {self.zoom_in} and "
                f"{self.zoom_out}"
            )


@dataclass(frozen=True)
class Photometry:
    """Chances of each change of colour and quality."""

    tone: float = 0.8
    saturation: float = 0.6
    recolour: float = 0.2
    grey: float = 0.06
    dark: float = 0.1
    coloured_light: float = 0.15
    blur: float = 0.15
    noise: float = 0.25
    jpeg: float = 0.15
    low_resolution: float = 0.15
    occluder: float = 0.1

    def __post_init__(self) -> None:
        _require(self, 0, 1, *(field.name for field in dataclasses.fields(self)))


PREVIOUS_KINDS = ("empty", "small_affine", "large_affine", "thin_plate", "other")
"""What the fourth channel may hold, by the fields of `Previous`."""


@dataclass(frozen=True)
class Previous:
    """Proportions of what the fourth channel holds, after section 2 of the paper."""

    empty: float = 0.5
    small_affine: float = 0.2
    large_affine: float = 0.08
    thin_plate: float = 0.17
    """The *image* is warped and the previous mask is not: fast motion of the camera."""
    other: float = 0.05
    """Somebody else's mask, a full one or noise: after a cut, or after an error."""
    own: float = 0.0
    """Share of the samples of ``empty`` that get the network's own answer to a made-up frame
    before (`hairnet.feedback`)."""
    flicker: float = 0.0
    """Weight in the loss of the mean change since that answer, over the samples that have one."""
    coherence: float = 0.0
    """Weight of the difference between that change and the masks' own (`coherence_loss`)."""
    frames: int = 1
    """Frames before that are made up and answered for one such sample."""
    film: int = 1
    """Frames of a film made up from every photo and learned from as one
    (`hairnet.feedback.film_loss`); what the proportions describe is then the memory before
    its first frame. 1 for photos alone."""

    def __post_init__(self) -> None:
        _require(self, 0, math.inf, *PREVIOUS_KINDS, "flicker", "coherence")
        _require(self, 0, 1, "own")
        _require(self, 1, math.inf, "frames", "film")
        if not self.total:
            raise ConfigError(f"one of {', '.join(PREVIOUS_KINDS)} must be above 0")
        if self.film > 1 and (self.own or self.flicker):
            raise ConfigError("film above 1 has memories of its own: own and flicker must be 0")

    @property
    def remembered(self) -> float:
        """Share of all samples that get that answer."""
        return self.own * self.empty / self.total

    @property
    def total(self) -> float:
        """Sum of the proportions."""
        return float(sum(getattr(self, kind) for kind in PREVIOUS_KINDS))


@dataclass(frozen=True)
class Stage:
    """One part of the schedule; the rate falls along a half cosine from `lr` to `lr_end`."""

    size: int = 128
    batch: int = 32
    images: int = 100_000
    lr: float = 3e-3
    lr_end: float = 1e-3
    warmup: int = 0
    """Images over which the rate climbs from zero."""

    def __post_init__(self) -> None:
        _require(self, 0, math.inf, "lr", "lr_end", "warmup")
        if not 1 <= self.batch <= self.images:
            raise ConfigError(
                f"batch must be from 1 to images, found {self.batch} of {self.images}"
            )


@dataclass(frozen=True)
class Recipe:
    """All that a training run depends on, besides the data and the starting weights."""

    seed: int = 1
    network: NetworkConfig = field(default_factory=NetworkConfig)
    pretrained: bool = False
    """Start the trunk from its ImageNet weights, where no ``--from`` is given."""
    trunk_rate: float = 1.0
    """Factor on the learning rate of the trunk: what it knows is to be bent, not replaced."""
    geometry: Geometry = field(default_factory=Geometry)
    photometry: Photometry = field(default_factory=Photometry)
    previous: Previous = field(default_factory=Previous)
    stages: tuple[Stage, ...] = (Stage(),)
    head_rate: float = 1.0
    """Factor on the learning rate of the refining layers: higher where they alone are new."""
    weight_decay: float = 0.02
    jaccard: float = 0.5
    """Weight in the loss of the soft Jaccard distance, that of the cross-entropy being 1."""
    distil: float = 0.0
    """Share of the loss that compares with a teacher's answer (``--teacher``), not with masks."""
    ema: float = 0.999
    validation: float = 0.06
    set_weights: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.stages:
            raise ConfigError("stages: at least one is needed")
        for number, stage in enumerate(self.stages):
            self.network.check(stage.size, f"stages[{number}]: size")
        if self.pretrained and self.network.trunk is None:
            raise ConfigError('pretrained = true needs a network with encoder = "lite0" or "lite2"')
        _require(self, 0, 2**63 - 1, "seed")  # PyTorch takes no more.
        _require(self, 0, math.inf, "trunk_rate", "head_rate", "weight_decay", "jaccard")
        _require(self, 0, 1, "distil", "ema", "validation")
        for name, weight in self.set_weights.items():
            if not 0 <= weight < math.inf:
                raise ConfigError(f"set_weights: {name} must be at least 0, found {weight}")


def load_recipe(path: str | Path) -> Recipe:
    """Read a recipe; an unknown or ill-typed field is a `ConfigError` that names it."""
    path = Path(path)
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    # Of text that is not UTF-8, too.
    except ValueError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error
    return from_dict(Recipe, document, str(path))


def to_dict(config: Any) -> dict[str, Any]:
    """Plain dictionaries and lists, as written into checkpoints and weight files."""
    return dataclasses.asdict(config)


def differences(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Names of the fields of two nested dictionaries that differ, with both values."""
    old, new = dict(_flat(before)), dict(_flat(now))
    return [
        f"{name} {old.get(name, 'nothing')} → {new.get(name, 'nothing')}"
        for name in old | new
        if name not in old or name not in new or old[name] != new[name]
    ]


def _flat(values: dict[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{within}{name}.")
        elif isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            for number, one in enumerate(value):
                yield from _flat(one, f"{within}{name}[{number}].")
        else:
            yield within + name, list(value) if isinstance(value, tuple) else value


def from_dict(kind: type[Config], values: Any, where: str) -> Config:
    """Build the dataclass `kind` from plain values, field by field."""
    if not isinstance(values, dict):
        raise ConfigError(f"{where}: expected a table, found {values!r}")
    hints = typing.get_type_hints(kind)
    unknown = set(values) - set(hints)
    if unknown:
        raise ConfigError(
            f"{where}: unknown field(s) {', '.join(sorted(unknown))}; "
            f"known are {', '.join(sorted(hints))}"
        )
    known = {name: _value(hints[name], value, f"{where}: {name}") for name, value in values.items()}
    try:
        return kind(**known)
    except ValueError as error:
        raise ConfigError(f"{where}: {error}") from error


def _value(hint: Any, value: Any, where: str) -> Any:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return from_dict(hint, value, where)
    origin = typing.get_origin(hint)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ConfigError(f"{where}: expected a list, found {value!r}")
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, item, f"{where}[{i}]") for i, item in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            raise ConfigError(f"{where}: expected a table, found {value!r}")
        inner = typing.get_args(hint)[1]
        return {key: _value(inner, item, f"{where}.{key}") for key, item in value.items()}
    if origin is typing.Literal:
        choices = typing.get_args(hint)
        if value not in choices:
            raise ConfigError(f"{where}: expected one of {', '.join(choices)}, found {value!r}")
        return value
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is not bool and isinstance(value, bool)):
        raise ConfigError(f"{where}: expected {hint.__name__}, found {value!r}")
    return value
