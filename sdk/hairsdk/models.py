"""The networks that ship with hairsdk, and those that users bring."""

from __future__ import annotations

import difflib
import hashlib
import reprlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hairsdk import resources
from hairsdk.errors import FileReadError, HairSdkError, ModelError, ModelNotFoundError
from hairsdk.files import read_bytes
from hairsdk.strict_json import parse_json

__all__ = ["DEFAULT_MODEL", "Model", "list_models", "load_model", "model_record"]

DEFAULT_MODEL = "512"
MANIFEST_VERSION = 1
MAX_MODEL_BYTES = 256 * 2**20


@dataclass(frozen=True)
class Model:
    """A network file in memory.

    Parameters
    ----------
    name : str
        Its name in the manifest, or its file name.
    path : Path
    data : bytes
        Contents of the .tflite file.
    record : dict
        Its entry in the manifest (size, licence, data, metrics). For a user's own file that of a
        `manifest.json` beside it, as ``hairnet export --manifest`` writes it; empty without one.
    """

    name: str
    path: Path
    data: bytes
    record: dict[str, Any]


def list_models() -> list[str]:
    """Names of the networks that ship with hairsdk, the default one first.

    Raises
    ------
    ModelNotFoundError, ResourceError
        The installation has none.
    ModelError
        The manifest is damaged.
    """
    return sorted(_manifest(), key=lambda name: (name != DEFAULT_MODEL, name))


def model_record(name: str) -> dict[str, Any]:
    """Manifest entry of a network: input size, sha256, licence, data origin, metrics.

    Parameters
    ----------
    name : str
        One of `list_models`.

    Raises
    ------
    ModelNotFoundError
        There is none of that name.
    ModelError
        `name` is no text.
    """
    if not isinstance(name, str):
        raise _no_name(name)
    return _record(_manifest(), name)


def load_model(model: str | Path) -> Model:
    """Read a network.

    Parameters
    ----------
    model : str or Path
        A name from the manifest ("512", "256"), or a path to a .tflite file.

    Raises
    ------
    ModelNotFoundError
        Neither a name in the manifest nor a file.
    ModelError
        The file is not the one that the manifest describes.
    """
    if not isinstance(model, str | Path):
        raise _no_name(model)
    if isinstance(model, Path) or model.endswith(".tflite") or Path(model).name != model:
        path = Path(model)
        data = _read(path)
        return Model(path.name, path, data, _record_beside(path, data))
    record = _record(_manifest(), model)
    path = resources.models_dir() / str(record["file"])
    data = _read(path)
    found = hashlib.sha256(data).hexdigest()
    if found != record["sha256"]:
        raise ModelError(
            f"{path} is damaged: the manifest gives sha256 {record['sha256']}, the file has "
            f"{found}; reinstall hairsdk"
        )
    return Model(model, path, data, record)


def _no_name(model: Any) -> ModelError:
    # In short: it may be the bytes of a network.
    found = reprlib.repr(model)
    return ModelError(f"a model is a name, as '{DEFAULT_MODEL}', or a path, found {found}")


def _read(path: Path) -> bytes:
    try:
        data = read_bytes(path, MAX_MODEL_BYTES)
    except FileReadError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise ModelNotFoundError(f"no such network file: {path}") from error
        raise ModelError(str(error)) from error
    # "TFL3" stands at bytes 4 to 8 of every .tflite file (schema.fbs, file_identifier).
    if data[4:8] != b"TFL3":
        raise ModelError(f"{path} is not a .tflite file")
    return data


def _record(manifest: dict[str, Any], name: str) -> dict[str, Any]:
    if name not in manifest:
        near = difflib.get_close_matches(name, manifest, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ModelNotFoundError(
            f"no network {name!r}: there are {', '.join(sorted(manifest)) or 'none'}, "
            f"or give the path of a .tflite file{hint}"
        )
    record: dict[str, Any] = manifest[name]
    return record


def _record_beside(path: Path, data: bytes) -> dict[str, Any]:
    """What a manifest in the same folder says of exactly this file; any other says nothing."""
    try:
        records = _records(path.with_name("manifest.json")).values()
    except HairSdkError:
        return {}
    digest = hashlib.sha256(data).hexdigest()
    return next((record for record in records if record["sha256"] == digest), {})


def _manifest() -> dict[str, Any]:
    try:
        return _records(resources.models_dir() / "manifest.json")
    except FileReadError as error:
        raise ModelNotFoundError(f"this installation has no networks: {error}") from error


def _records(path: Path) -> dict[str, Any]:
    try:
        document = parse_json(read_bytes(path, 2**20))
    except ValueError as error:
        raise ModelError(f"{path} is not valid JSON: {error}") from error
    version = document.get("schema_version") if isinstance(document, dict) else None
    if version != MANIFEST_VERSION:
        raise ModelError(f"{path}: expected schema_version {MANIFEST_VERSION}, found {version!r}")
    models = document.get("models")
    if not isinstance(models, dict):
        raise ModelError(f"{path}: expected an object at 'models'")
    for name, record in models.items():
        missing = {"file", "sha256"} - set(record if isinstance(record, dict) else ())
        if missing:
            raise ModelError(f"{path}: models.{name} lacks {', '.join(sorted(missing))}")
        if Path(str(record["file"])).name != record["file"]:
            raise ModelError(f"{path}: models.{name}.file must be a bare file name")
    return models
