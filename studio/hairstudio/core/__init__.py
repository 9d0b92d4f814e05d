"""The colour engine: effects, stacks, baking, fitting, references. Knows no Qt.

An **effect** is a frozen dataclass of typed parameters and a function on colours
(sRGB-encoded, float32 or float64, shape (..., 3)). A **stack** is an immutable list of
entries: effect, on/off, opacity, name. **Baking** a stack gives the SDK's ``Lut3D``.

>>> from hairstudio.core import Entry, Stack, bake, load_registry
>>> registry = load_registry()            # once at start; registry.problems: broken packages
>>> Lighten, Dye = registry.get("lighten"), registry.get("dye")
>>> stack = Stack().append(Lighten(amount=0.6)).append(Dye(colour="#a6462a", amount=0.8))
>>> lut = bake(stack, 33)                 # 17 while a slider moves, 33 to keep
>>> lut.size
33

Editing gives new stacks, so a document keeps old ones for undo:

>>> dye = stack.entries[1].effect
>>> stack = stack.replace(1, dye.with_values(amount=0.5))      # keeps on/off, opacity, name
>>> stack = stack.replace(1, Entry(stack.entries[1].effect, opacity=0.7, name="Glaze"))
>>> stack = stack.move(1, 0).remove(0)

An editor is built from the parameters' description, never from the effect's class:

>>> [(p.name, p.kind, p.label, p.minimum, p.maximum, p.unit) for p in Lighten.parameters()][0]
('amount', 'float', 'Bleach', 0.0, 1.0, '')

``registry.groups`` is the Add menu. JSON goes through ``stack.to_json()`` and
``Stack.from_json(data, registry, where="light", missing="keep")``; errors name the field.

Modules
-------
parameters, kinds   what parameters are, and how their values are checked and written
effect, effects/    the base, and one file for each effect
registry            which effects there are; entry point group ``hairstudio.effects``
stack, bake         order and opacity; lattice and LUT
bench               how fast stacks bake: ``python -m hairstudio.core.bench``
curves              monotone curves through points
fit                 solve parameters so that a reference's hair lands on a goal
hair                where hair is in a picture; mean and spread of its colours in OkLab
references          the built-in reference heads with exact masks
palettes            swatches of hair-colour brands
colour/             sRGB, OkLab, CIE Lab, CIEDE2000, chromatic adaptation
looks/              the built-in looks: ``python -m hairstudio.core.looks build``
extent              which part of a picture a screen shows
paths, turns        files that may be anywhere; loading beside a window
errors              what is raised
"""

from hairstudio.core.bake import BAKE_SIZES, bake
from hairstudio.core.effect import Effect
from hairstudio.core.errors import (
    ColourEngineError,
    FitCancelled,
    FitError,
    ParameterError,
    StackError,
    UnknownEffectError,
)
from hairstudio.core.parameters import Parameter
from hairstudio.core.registry import BrokenEffect, Registry, load_registry
from hairstudio.core.stack import Entry, MissingEffect, Stack

__all__ = [
    "BAKE_SIZES",
    "BrokenEffect",
    "ColourEngineError",
    "Effect",
    "Entry",
    "FitCancelled",
    "FitError",
    "MissingEffect",
    "Parameter",
    "ParameterError",
    "Registry",
    "Stack",
    "StackError",
    "UnknownEffectError",
    "bake",
    "load_registry",
]
