"""hairsdk's own shaders as readers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing

from hairsdk.bundle.conformance.case import Case, Pixels, Reader, Render
from hairsdk.bundle.conformance.engine import Engine, LookTextures, recoloured
from hairsdk.bundle.conformance.gles import GlesEngine
from hairsdk.bundle.conformance.wgsl import WgslEngine

__all__ = ["READERS"]


def _with(make: type[GlesEngine] | type[WgslEngine], layout: str) -> Callable[[ExitStack], Render]:
    def open_engine(stack: ExitStack) -> Render:
        engine: Engine = stack.enter_context(closing(make()))

        def render(case: Case) -> Pixels:
            look = LookTextures.of(engine, case.preset, layout)
            return recoloured(engine, case.kit.frame, case.kit.mask, look)[0]

        return render

    return open_engine


READERS = tuple(
    Reader(f"{name} shader", layout, limit, _with(engine, layout))
    for name, engine in (("GLSL ES", GlesEngine), ("WGSL", WgslEngine))
    for layout, limit in (("rgba16f", 1), ("rgba8", 3))
)
