"""`manifest.json`: what is in a bundle. Its JSON Schema is `bundle-1.schema.json`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from hairsdk.errors import BundleError, BundleVersionError
from hairsdk.strict_json import parse_json, schema_faults

__all__ = [
    "MAX_MANIFEST_BYTES",
    "SCHEMA_FILE",
    "SCHEMA_VERSION",
    "format_manifest",
    "parse_manifest",
]

SCHEMA_VERSION = 1
SCHEMA_FILE = Path(__file__).with_name("bundle-1.schema.json")
MAX_MANIFEST_BYTES = 8 * 2**20

Document = dict[str, Any]


def format_manifest(document: Document) -> bytes:
    """Bytes of `manifest.json`.

    Parameters
    ----------
    document : dict
        `manifest_sha256` is filled in: it is the digest of the file with this field empty, so
        that a change of any byte shows.

    Raises
    ------
    BundleError
        The document does not keep to the schema.
    """
    complete = {**document, "manifest_sha256": _digest(document)}
    faults = schema_faults(complete, SCHEMA_FILE)
    if faults:
        raise BundleError("the manifest would not be valid:\n  " + "\n  ".join(faults))
    return _dumped(complete)


def parse_manifest(data: bytes, source: str) -> Document:
    """Read and check `manifest.json`.

    Parameters
    ----------
    data : bytes
    source : str
        What to call the file in errors.

    Raises
    ------
    BundleVersionError
        It was made by a newer hairsdk.
    BundleError
        It is no valid manifest, or was changed after it was made.
    """
    try:
        document = parse_json(data)
    except ValueError as error:
        raise BundleError(f"{source} is not valid JSON: {error}") from error
    if not isinstance(document, dict):
        raise BundleError(f"{source} must hold an object, found {type(document).__name__}")
    version = document.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise BundleVersionError(
            f"{source} was made by a newer version (bundle format {version}; this hairsdk reads "
            f"up to {SCHEMA_VERSION}). Update hairsdk: pip install --upgrade hairsdk"
        )
    faults = schema_faults(document, SCHEMA_FILE)
    if faults:
        raise BundleError(f"{source} is not a valid manifest:\n  " + "\n  ".join(faults))
    if document["manifest_sha256"] != _digest(document) or _dumped(document) != data:
        raise BundleError(f"{source} was changed after the bundle was made")
    return document


def _digest(document: Document) -> str:
    return hashlib.sha256(_dumped({**document, "manifest_sha256": ""})).hexdigest()


def _dumped(document: Document) -> bytes:
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8")
