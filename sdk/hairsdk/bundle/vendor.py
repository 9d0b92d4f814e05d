"""The npm packages that the web page carries, fetched once and checked against their digests."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.client
import io
import os
import sys
import tarfile
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from hairsdk.errors import BundleError, FileReadError
from hairsdk.files import found_at, read_bytes, write_bytes

__all__ = ["CORE", "WASM_UTILS", "NpmPackage", "cache_folder", "package_files", "packed"]

MAX_PACKAGE_BYTES = 64 * 2**20
_REGISTRY = "https://registry.npmjs.org"


@dataclass(frozen=True)
class NpmPackage:
    """A package of a fixed version.

    Parameters
    ----------
    name, version : str
    integrity : str
        Digest as npm writes it.
    licence : str
        As its package.json states it.
    """

    name: str
    version: str
    integrity: str
    licence: str

    @property
    def file(self) -> str:
        """Name of its archive, as `npm pack` gives it."""
        return f"{self.name.lstrip('@').replace('/', '-')}-{self.version}.tgz"

    @property
    def address(self) -> str:
        """Path of its archive in a registry."""
        return f"{self.name}/-/{self.name.rpartition('/')[2]}-{self.version}.tgz"


CORE = NpmPackage(
    "@litertjs/core",
    "2.5.3",
    "sha512-PlGmbMOq9WitX7FO0jhbdJw9GthatsyuCQXjTt/wJZo0FLaw48q4tz8IwqgqCIkviYGr9OFDL1kCnN4nzWoyJQ==",
    "Apache-2.0",
)

WASM_UTILS = NpmPackage(
    "@litertjs/wasm-utils",
    "2.5.3",
    "sha512-4fJiw6tBQnIs+0jH/OQ16nYOiSl8/+zZnn5h2ul8aTKHi05sVqZW580Tmk78pC2kT39A9OYBVdFawteZ/sI1kQ==",
    "Apache-2.0",
)


def cache_folder() -> Path:
    """Where fetched packages are kept.

    `HAIRSDK_NPM_CACHE` names another folder: one with the archives that `npm pack` makes lets
    bundles be exported without a network.
    """
    named = os.environ.get("HAIRSDK_NPM_CACHE")
    if named:
        return Path(named)
    if sys.platform == "darwin":
        base = _home() / "Library" / "Caches"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or _home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or _home() / ".cache")
    return base / "hairsdk" / "npm"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        # As a container's user may have none.
        return Path(tempfile.gettempdir())


def packed(package: NpmPackage) -> bytes:
    """The archive of a package, from the cache or the registry.

    The registry is npm's own, or the one that `NPM_CONFIG_REGISTRY` names, as for npm itself.

    Raises
    ------
    FileReadError
        It cannot be fetched.
    BundleError
        It is not the package that it should be, or the registry has no https.
    """
    path = cache_folder() / package.file
    # A cache that cannot be read, as that in another user's home, is none.
    with contextlib.suppress(OSError):
        if found_at(path) == "file":
            data = read_bytes(path, MAX_PACKAGE_BYTES)
            if _matches(data, package.integrity):
                return data
    data = _fetched(package)
    if not _matches(data, package.integrity):
        raise BundleError(
            f"{package.name} {package.version} from the npm registry is not the package that "
            "hairsdk was tested with: its digest differs"
        )
    # A cache that cannot be written costs time at the next export, nothing else.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, data)
    return data


def package_files(archive: bytes, *names: str) -> list[bytes]:
    """Files of a package, unpacked in one pass.

    Parameters
    ----------
    archive : bytes
    *names : str
        From the package's root, as in ``dist/index.js``.
    """
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        wanted, found = {f"package/{name}": name for name in names}, {}
        for member in tar:
            if member.isfile() and member.name in wanted:
                file = tar.extractfile(member)
                found[wanted[member.name]] = b"" if file is None else file.read()
    for name in names:
        if name not in found:
            raise BundleError(f"the npm package has no {name}")
    return [found[name] for name in names]


def _matches(data: bytes, integrity: str) -> bool:
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode("ascii")
    return integrity == f"sha512-{digest}"


def _fetched(package: NpmPackage) -> bytes:
    registry = (os.environ.get("NPM_CONFIG_REGISTRY") or _REGISTRY).rstrip("/")
    address = f"{registry}/{package.address}"
    if not address.startswith("https://"):
        raise BundleError(
            f"NPM_CONFIG_REGISTRY: npm's registry must be reached over https, not {registry}"
        )
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            data: bytes = answer.read(MAX_PACKAGE_BYTES + 1)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise FileReadError(
            f"cannot fetch {address}: {error}. Without a network, put {package.file} (npm pack "
            f"{package.name}@{package.version}) into {cache_folder()}, or into a folder that "
            "HAIRSDK_NPM_CACHE names"
        ) from error
    return data
