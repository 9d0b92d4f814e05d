"""The npm packages that the page carries."""

from __future__ import annotations

import base64
import hashlib
import http.client
import io
import re
import sys
import tarfile
import tempfile
import urllib.request
from pathlib import Path

import pytest

from hairsdk import Preset
from hairsdk.bundle.export import bundle_contents
from hairsdk.bundle.vendor import CORE, NpmPackage, cache_folder, package_files, packed
from hairsdk.errors import BundleError, FileReadError


def test_that_an_unreachable_registry_is_explained(
    preset: Preset, network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAIRSDK_NPM_CACHE", str(tmp_path / "empty"))
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "https://localhost:9")
    with pytest.raises(FileReadError, match=r"put litertjs-core-2\.5\.3\.tgz .*npm pack"):
        bundle_contents([preset], "web", network)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "litertjs-core-2.5.3.tgz").write_bytes(b"not it")
    with pytest.raises(FileReadError, match="cannot fetch"):
        bundle_contents([preset], "web", network)


def archive(content: bytes) -> tuple[bytes, NpmPackage]:
    """A package as npm packs it, and its record."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        info = tarfile.TarInfo("package/index.js")
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
    digest = base64.b64encode(hashlib.sha512(file.getvalue()).digest()).decode()
    return file.getvalue(), NpmPackage("@own/thing", "1.2.3", f"sha512-{digest}", "MIT")


def test_that_a_package_is_fetched_once_and_only_if_it_is_the_one_that_was_tested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAIRSDK_NPM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "https://npm.example/")
    right, package = archive(b"right")
    wrong, _ = archive(b"wrong")
    served, asked = [wrong, right], []

    def answer(address: str, timeout: float) -> io.BytesIO:
        asked.append(address)
        return io.BytesIO(served.pop(0))

    monkeypatch.setattr(urllib.request, "urlopen", answer)
    with pytest.raises(BundleError, match="is not the package that hairsdk was tested with"):
        packed(package)
    assert not (tmp_path / "cache").exists()
    assert packed(package) == packed(package) == right
    assert asked == 2 * ["https://npm.example/@own/thing/-/thing-1.2.3.tgz"]
    assert package_files(right, "index.js") == [b"right"]
    with pytest.raises(BundleError, match=r"has no wasm/x\.wasm"):
        package_files(right, "index.js", "wasm/x.wasm")


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_that_a_user_without_a_home_has_a_cache_among_the_temporary_files(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", home)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("HAIRSDK_NPM_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert tmp_path in cache_folder().parents


def test_that_a_cache_that_may_not_be_looked_into_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    # As good as another user's home, which keeps nothing from root: no name is so long.
    monkeypatch.setenv("HAIRSDK_NPM_CACHE", "a" * 300)
    content, package = archive(b"right")
    monkeypatch.setattr(urllib.request, "urlopen", lambda address, timeout: io.BytesIO(content))
    assert packed(package) == content


def test_that_a_registry_without_https_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAIRSDK_NPM_CACHE", str(tmp_path))
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "http://npm.example")
    with pytest.raises(BundleError, match=r"^NPM_CONFIG_REGISTRY: .* not http://npm\.example"):
        packed(CORE)


@pytest.mark.parametrize("name", ["https://[::1", "https://npm..example"])
def test_that_a_registry_that_cannot_have_such_a_name_is_explained(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAIRSDK_NPM_CACHE", str(tmp_path))
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", name)
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(FileReadError, match=rf"cannot fetch {re.escape(name)}/"):
        packed(CORE)


@pytest.mark.parametrize("error", [TimeoutError("timed out"), http.client.BadStatusLine("SSH-2.0")])
def test_that_a_registry_that_answers_in_no_http_is_explained(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty setting means npm's own registry, as npm takes it."""
    monkeypatch.setenv("HAIRSDK_NPM_CACHE", str(tmp_path))
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "")

    def answer(address: str, timeout: float) -> io.BytesIO:
        raise error

    monkeypatch.setattr(urllib.request, "urlopen", answer)
    with pytest.raises(FileReadError, match=rf"cannot fetch https://registry\.npmjs.*: {error}"):
        packed(CORE)
