"""How LUTs are laid out in texture files. A layout is one module and one line here."""

from __future__ import annotations

from hairsdk.bundle.layouts import hald, raw, strip, tiles
from hairsdk.bundle.layouts.layout import Layout

__all__ = ["LAYOUTS", "Layout"]

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        raw.RGBA16F,
        raw.RGBA8,
        raw.CICOLORCUBE,
        tiles.TILES_512,
        strip.STRIP,
        strip.UNITY_STRIP,
        hald.HALD_8,
        hald.HALD_16,
    )
}
