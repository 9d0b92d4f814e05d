"""The page as a file: what it carries, and what is said where it cannot be put together."""

from __future__ import annotations

import io
import re
import tarfile
from pathlib import Path

import pytest

from hairsdk import Preset
from hairsdk.bundle.check import check_bundle
from hairsdk.bundle.export import bundle_contents, export_bundle
from hairsdk.bundle.vendor import CORE, WASM_UTILS
from hairsdk.bundle.web import page
from hairsdk.errors import BundleError


def test_that_the_bundle_is_whole_and_reproducible(
    web: Path, preset: Preset, other: Preset, network: Path
) -> None:
    assert check_bundle(web) == []
    again = bundle_contents([preset, other], "web", network)
    assert again["index.html"] == (web / "index.html").read_bytes()
    assert again["manifest.json"] == (web / "manifest.json").read_bytes()


def test_that_the_runtimes_licence_travels_along(web: Path) -> None:
    notice = (web / "LICENSES" / "NOTICE.md").read_text()
    assert "LiteRT.js inside index.html" in notice
    assert "Apache License" in (web / "LICENSES" / "Apache-2.0.txt").read_text()
    provenance = (web / "vendor" / "README.md").read_text()
    for package in (CORE, WASM_UTILS):
        assert f"| {package.name} | {package.version} | Apache-2.0 | {package.integrity} |" in (
            provenance
        )


def test_that_only_the_pages_own_script_may_run(web: Path) -> None:
    page = (web / "index.html").read_text()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe-inline" not in policy[1]
    assert "'unsafe-eval'" not in policy[1]


def archive(files: dict[str, str]) -> bytes:
    """A package as npm packs it."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        for name, text in files.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    return file.getvalue()


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("export default 1;", "wasmUtils: imports or exports are not what hairsdk was tested with"),
        ('import a from "b";\nexport { a };', "wasmUtils: imports or exports are not"),
        ("const a = '</script>';\nexport { a };", "holds </script, which would end it early"),
    ],
)
def test_that_a_runtime_that_does_not_fit_into_the_page_is_refused(
    module: str,
    words: str,
    preset: Preset,
    network: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    core = dict.fromkeys((page._MODULE, page._GLUE, page._WASM, page._PACKAGE), "export { a };")
    utils = {page._MODULE: module, page._PACKAGE: "{}"}
    packages = {CORE: archive(core), WASM_UTILS: archive(utils)}
    monkeypatch.setattr(page, "packed", packages.__getitem__)
    with pytest.raises(BundleError, match=words):
        export_bundle([preset], tmp_path / "web", "web", network)
    assert list(tmp_path.glob("web*")) == []
