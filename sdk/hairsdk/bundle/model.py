"""The network of a bundle, and the contract that an app has to keep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hairsdk.backends import open_backend
from hairsdk.bundle.float32 import with_float32_weights
from hairsdk.files import read_bytes
from hairsdk.models import Model, load_model

__all__ = ["CARD", "BundledModel", "bundled_model"]

CARD = "model/MODEL_CARD.md"
_MAX_CARD_BYTES = 2**20
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n\n?", re.MULTILINE)
_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?!https?:|#)[^)]*\)")


@dataclass(frozen=True)
class BundledModel:
    """A network for a bundle.

    Parameters
    ----------
    file : str
        Its name in the bundle.
    data : bytes
    record : dict
        The manifest's entry.
    card : bytes or None
        The model card that the entry refers to, if one stands beside the network.
    """

    file: str
    data: bytes
    record: dict[str, Any]
    card: bytes | None


def bundled_model(model: str | Path, float32: bool) -> BundledModel:
    """Load a network, try it, and describe it.

    Parameters
    ----------
    model : str or Path
        "512", "256", or a path to a .tflite file as `Recolorer` takes it.
    float32 : bool
        Store its weights as float32; see `hairsdk.bundle.float32`.

    Raises
    ------
    ModelNotFoundError, ModelError
        There is no such network, or it is damaged or of another contract.
    """
    loaded = load_model(model)
    data = with_float32_weights(loaded.data, str(loaded.path)) if float32 else loaded.data
    backend = open_backend(data, str(loaded.path), device="cpu")
    try:
        size = backend.size
    finally:
        backend.close()
    file = f"model/{_file_name(loaded.path)}"
    stored = "float32" if float32 else str(loaded.record.get("weights", "unknown"))
    record = {
        "name": loaded.name,
        "file": file,
        "weights": stored,
        "licence": str(loaded.record.get("licence", "unknown")),
        "data": str(loaded.record.get("data", "unknown")),
        "input": {
            "shape": [1, size, size, 4],
            "dtype": "float32",
            "layout": "NHWC",
            "channels": ["r", "g", "b", "previous_mask"],
            "range": [0, 1],
            "resize": "stretch to the square: halve each axis, rounded down, while it is at least "
            "twice the square's side, then shrink to it; bilinear by pixel centres each time, "
            "which averages pairs where the length is even; r, g, b = byte / 255",
        },
        "output": {
            "shape": [1, size, size, 1],
            "dtype": "float32",
            "layout": "NHWC",
            "channels": ["hair_probability"],
            "range": [0, 1],
        },
        "feedback": "previous_mask is the mask of the frame before, the output as it is or made "
        "steady (render.steady); zeros for the first look at a still, at the first frame, and at "
        "that after a cut or a switch of cameras",
    }
    return BundledModel(file, data, record, _card(loaded))


def _card(model: Model) -> bytes | None:
    path = model.path.with_name("MODEL_CARD.md")
    if path.name not in str(model.record.get("data")) or not path.is_file():
        return None
    text = read_bytes(path, _MAX_CARD_BYTES).decode("utf-8")
    # Its pictures and what it links to beside it stay behind.
    return _LINK.sub(r"\g<text>", _PICTURE.sub("", text)).encode("utf-8")


def _file_name(path: Path) -> str:
    """A network's own name, or what of it any system takes."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem.encode("ascii", "ignore").decode())
    return f"{plain.strip('._-') or 'network'}.tflite"
