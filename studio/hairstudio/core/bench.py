"""How fast stacks bake: ``python -m hairstudio.core.bench``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial

from hairstudio.core.bake import BAKE_SIZES, bake
from hairstudio.core.effect import Effect
from hairstudio.core.parameters import Parameter, Value
from hairstudio.core.registry import Registry, load_registry
from hairstudio.core.stack import Stack

__all__ = ["main"]

# One of each family, all doing something: the stack of an artist who left nothing out.
_TEN = (
    "lighten",
    "dye",
    "gradient-map",
    "highlight",
    "exposure",
    "white-balance",
    "contrast",
    "oklch",
    "saturation",
    "curves",
)


def main(arguments: list[str] | None = None) -> int:
    """Print the time of each effect at 33³ and of ten effects at each size, best of several."""
    parser = argparse.ArgumentParser(prog="python -m hairstudio.core.bench", description=__doc__)
    parser.add_argument("--repeat", type=int, default=15, help="runs of which the best counts")
    options = parser.parse_args(arguments)
    registry = load_registry()
    lines = ["one effect at 33³, ms"]
    for effect in registry:
        stack = Stack().append(_busy(effect))
        lines.append(f"  {effect.type_id:20} {_best(partial(bake, stack), options.repeat):7.2f}")
    ten = _stack(registry)
    lines.append(f"ten effects ({', '.join(_TEN)}), ms")
    times = [(size, _best(partial(bake, ten, size), options.repeat)) for size in BAKE_SIZES]
    lines += [f"  {size:2}³ {milliseconds:9.1f}" for size, milliseconds in times]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _stack(registry: Registry) -> Stack:
    stack = Stack()
    for name in _TEN:
        stack = stack.append(_busy(registry.get(name)))
    return stack


def _busy(effect: type[Effect]) -> Effect:
    """Return the effect with parameters away from neutral, so that nothing is skipped."""
    values = {parameter.name: _away(parameter) for parameter in effect.parameters()}
    return effect(**values)


def _away(parameter: Parameter) -> Value:
    if parameter.kind == "float":
        return parameter.minimum + 0.6 * (parameter.maximum - parameter.minimum)
    if parameter.kind == "curve":
        return ((0.0, 0.05), (0.3, 0.4), (1.0, 0.95))
    if parameter.kind == "hue-curve":
        return ((20.0, 0.7 * parameter.maximum), (200.0, 0.5 * parameter.maximum))
    return parameter.default


def _best(work: Callable[[], object], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


if __name__ == "__main__":
    sys.exit(main())
