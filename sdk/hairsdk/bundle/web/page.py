"""Putting the page together."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from hairsdk.bundle.vendor import CORE, WASM_UTILS, NpmPackage, package_files, packed
from hairsdk.errors import BundleError

__all__ = ["page_files"]

_HERE = Path(__file__).resolve().parent
_OWN = (
    "manifest.js",
    "passes.js",
    "cuts.js",
    "closer.js",
    "heads.js",
    "steadier.js",
    "sights.js",
    "recolorer.js",
    "app.js",
)

_PACKAGE = "package.json"
_MODULE = "dist/index.js"
_WASM = "wasm/litert_wasm_compat_internal.wasm"
_GLUE = "wasm/litert_wasm_compat_internal.js"
"""The variant without relaxed SIMD, which every browser of today runs."""

_EXPORT = re.compile(r"^export \{\s*(?P<names>[\w\s,]+?)\s*\};?\s*$", re.MULTILINE)
_IMPORT = re.compile(r'^import \{ createWasmLib \} from "@litertjs/wasm-utils";\n', re.MULTILINE)
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*\n?", re.MULTILINE)


def page_files(manifest: dict[str, Any], files: dict[str, bytes]) -> dict[str, bytes]:
    """`index.html`, its scripts one by one, and the provenance of what is in it.

    Parameters
    ----------
    manifest : dict
        The bundle's, so far.
    files : dict
        The bundle's files, so far.

    Raises
    ------
    BundleError, FileReadError
        The runtime cannot be fetched, or the bundle has no network.
    """
    if manifest["model"] is None:
        raise BundleError("a bundle for the web needs a network: leave out --model none")
    core, glue, wasm, core_json = package_files(packed(CORE), _MODULE, _GLUE, _WASM, _PACKAGE)
    utils, utils_json = package_files(packed(WASM_UTILS), _MODULE, _PACKAGE)
    inside = {name: files[name] for name in _shown(manifest)}
    inside |= {"litert.js": glue, "litert.wasm": wasm}
    return {
        "index.html": _page(manifest, inside, _script(core, utils)),
        **{f"web/{name}": (_HERE / name).read_bytes() for name in _OWN},
        "vendor/README.md": _provenance(),
        "vendor/litertjs-core.package.json": core_json,
        "vendor/litertjs-wasm-utils.package.json": utils_json,
    }


def _shown(manifest: dict[str, Any]) -> list[str]:
    """Files that the page reads."""
    names = [
        shader["file"] for shader in manifest["shaders"] if shader["language"] == "glsl-es-300"
    ]
    names.append(manifest["model"]["file"])
    for look in manifest["looks"]:
        names += [t["file"] for t in look["textures"] if t["layout"] == "rgba16f"]
        if look["thumbnail"]:
            names.append(look["thumbnail"])
    return names


def _page(manifest: dict[str, Any], inside: dict[str, bytes], script: str) -> bytes:
    style = (_HERE / "style.css").read_text("utf-8")
    data = {
        "manifest": {
            key: manifest[key]
            for key in (
                "schema_version",
                "target",
                "render",
                "looks",
                "shaders",
                "passes",
                "modules",
                "model",
            )
        },
        "files": {
            # No time and no name in the header: the same bytes give the same page.
            name: base64.b64encode(gzip.compress(content, 9, mtime=0)).decode("ascii")
            for name, content in sorted(inside.items())
        },
    }
    # "</" could end the element that the data stands in.
    embedded = json.dumps(data, separators=(",", ":"), ensure_ascii=True).replace("</", "<\\/")
    values = {
        "policy": _policy(script, style),
        "style": style,
        "bundle": embedded,
        "script": script,
    }
    template = (_HERE / "page.html").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], template).encode("utf-8")


def _policy(script: str, style: str) -> str:
    """Only this page's own script and style run, and nothing is loaded from anywhere.

    The runtime's glue comes from a blob, and WebAssembly has to be allowed by name.
    """
    rules = {
        "default-src": "'none'",
        "script-src": f"'{_digest(script)}' 'wasm-unsafe-eval' blob:",
        "style-src": f"'{_digest(style)}'",
        "img-src": "blob: data:",
        "media-src": "blob: mediastream:",
        "connect-src": "blob: data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


def _script(core: bytes, utils: bytes) -> str:
    own = "\n".join((_HERE / name).read_text("utf-8") for name in _OWN)
    library = _inlined(utils, "wasmUtils", "")
    library += _inlined(core, "litert", "const { createWasmLib } = wasmUtils;\n")
    script = (
        f"\n// {_credit(WASM_UTILS)}\n// {_credit(CORE)}\n{library}\n// hairsdk, Apache-2.0\n{own}"
    )
    if "</script" in script.lower():
        raise BundleError("the page's script holds </script, which would end it early")
    return script


def _credit(package: NpmPackage) -> str:
    return f"{package.name} {package.version}, {package.licence}"


def _inlined(module: bytes, name: str, head: str) -> str:
    """An ES module as a constant that holds its exports: the page has to be one file."""
    text = _SOURCE_MAP.sub("", _IMPORT.sub("", module.decode("utf-8")))
    exported = _EXPORT.findall(text)
    if len(exported) != 1 or re.search(r"^import\s", text, re.MULTILINE):
        raise BundleError(f"{name}: imports or exports are not what hairsdk was tested with")
    body = _EXPORT.sub("", text)
    return f"const {name} = (() => {{\n{head}{body}\nreturn {{ {exported[0]} }};\n}})();\n"


def _provenance() -> bytes:
    lines = [
        "# What index.html carries",
        "",
        "| package | version | licence | digest of its archive on npm |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {p.name} | {p.version} | {p.licence} | {p.integrity} |" for p in (CORE, WASM_UTILS)
    ]
    lines += [
        "",
        f"Taken from them, unchanged but for import and export lines: `dist/index.js` of both, "
        f"`{_GLUE}` and `{_WASM}` of the first. They are LiteRT.js by Google, from "
        "https://github.com/google-ai-edge/LiteRT (litert/js), under Apache-2.0, whose text is "
        "in `LICENSES/Apache-2.0.txt`. The packages come without further notices.",
        "",
    ]
    return "\n".join(lines).encode("utf-8")
