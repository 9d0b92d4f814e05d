"""The README of a bundle: what every target shares, and what its developers need to know."""

from __future__ import annotations

import math
import string
from pathlib import Path
from typing import Any

from hairsdk.bundle.model import CARD
from hairsdk.bundle.vendor import CORE

__all__ = ["cell", "readme"]

_TEXTS = Path(__file__).with_name("readme")
_CARD = f"How good the network is, on whom, and where it fails is in `{CARD}`."


def readme(document: dict[str, Any], files: dict[str, bytes]) -> str:
    """Text of README.md.

    Parameters
    ----------
    document : dict
        The manifest so far.
    files : dict
        The bundle's files, but for texts and manifest.
    """
    model = document["model"]
    render = document["render"]
    first = document["looks"][0]
    toe, still = render["matte"]["toe"], render["matte"]["still"]
    between_toes = 1.0 - 2.0 * toe
    values = {
        **_numbers(render),
        "target": document["target"],
        "generator": document["generator"],
        "looks": _looks(document),
        "textures": _textures(document, files),
        "first": first["id"],
        "intensity": f"{first['test']['intensity']:.6f}",
        "model": "none: it was exported without one" if model is None else model["file"],
        "network": _network(model, files),
        "litert": f"{CORE.name}@{CORE.version}",
        "page": f"{len(files.get('index.html', b'')) / 1e6:.1f} MB",
        "card": _CARD if CARD in files else "",
        "side": 512 if model is None else model["input"]["shape"][1],
        "cut_times": f"{render['cuts']['times']:g}",
        "room": f"{1.0 + 2.0 * render['closer']['margin']:g}",
        "halvings": render["steady"]["levels"] - 1,
        "between_toes": f"{between_toes:g}",
        "still_scale": f"{between_toes / (1.0 - still['toe'] - still['shoulder']):.6g}",
    }
    texts = ["head", document["target"], "method", "prove"]
    test_stream = document["test"]["stream"]
    if test_stream is not None:
        texts.append("stream")
        values["frames"] = len(test_stream["frames"])
        values["rate"] = test_stream["frames_per_second"]
        values["stream_tolerance"] = test_stream["tolerance"]
        values["stray"] = f"{test_stream['stray']:.2%}"
    texts.append("licences")
    joined = "\n".join((_TEXTS / f"{name}.md").read_text("utf-8") for name in texts)
    return _Template(joined).substitute(values)


class _Template(string.Template):
    """Braces hold the way to a value of the manifest's `render`, as in ``${cuts.side}``."""

    braceidpattern = r"[a-z_]+(?:\.[a-z_]+)+"


def _numbers(section: dict[str, Any], way: str = "") -> dict[str, Any]:
    """The values of nested tables, by their ways there."""
    found: dict[str, Any] = {}
    for name, value in section.items():
        if isinstance(value, dict):
            found |= _numbers(value, f"{way}{name}.")
        else:
            found[way + name] = value
    return found


def _looks(document: dict[str, Any]) -> str:
    rows = ["| look | name | hair intensity, dark to light | LUTs |", "|---|---|---|---|"]
    rows += [
        f"| {look['id']} | {cell(look['name'])} | {look['intensity']['dark']:.4f} to "
        f"{look['intensity']['light']:.4f} | {look['lut_size']}³ |"
        for look in document["looks"]
    ]
    return "\n".join(rows)


def _network(model: dict[str, Any] | None, files: dict[str, bytes]) -> str:
    if model is None:
        return "a network"
    return f"the network ({len(files[model['file']]) / 1e6:.1f} MB)"


def _textures(document: dict[str, Any], files: dict[str, bytes]) -> str:
    rows = [
        "| file | kB at most | layout | texels | component | sampled |",
        "|---|---|---|---|---|---|",
    ]
    textures = [texture for look in document["looks"] for texture in look["textures"]]
    sizes: dict[str, dict[str, None]] = {}
    lengths: dict[str, int] = {}
    for texture in textures:
        name = _name(texture)
        size = f"{texture['width']} × {texture['height']} × {texture['depth']}"
        sizes.setdefault(name, {})[size] = None
        lengths[name] = max(lengths.get(name, 0), len(files[texture["file"]]))
    # The looks differ in their sizes at most.
    for texture in document["looks"][0]["textures"]:
        if texture["side"] == "dark":
            name = _name(texture)
            rows.append(
                f"| {name} | {math.ceil(lengths[name] / 1000)} | {texture['layout']} | "
                f"{' or '.join(sizes[name])} | {texture['component']} | {texture['filtering']} |"
            )
    return "\n".join(rows)


def _name(texture: dict[str, Any]) -> str:
    file: str = texture["file"].rpartition("/")[2]
    return file.replace(texture["side"], "SIDE", 1)


def cell(text: str) -> str:
    """Any text in a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")
