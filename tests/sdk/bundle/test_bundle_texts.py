"""What a bundle's texts name is there."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from hairsdk import Preset
from hairsdk.bundle.export import bundle_contents
from hairsdk.bundle.targets import TARGETS
from hairsdk.matte import STILL, MatteSettings, cut_toe

ELSEWHERE = (
    "app/src/main/assets/hair/",
    "app/src/main/java/hairsdk/",
    "Assets/HairLooks/",
    "dist/index.js",
    "wasm/*",
)
"""Places in the developer's project, and in the npm packages that the page is made from."""

NO_FILE = "LiteRT.js"

KINDS = (
    "md|json|txt|png|bin|cube|tflite|html|js|wasm|py|cs|java|swift"
    "|glsl|wgsl|metal|hlsl|slang|shader"
)
FILE = re.compile(rf"[\w*./-]*(/|\.({KINDS}))")


def named(text: str) -> set[str]:
    """Files and folders that a text names: between backquotes, in links, in tables of files."""
    found = re.findall(r"`([^`\n]+)`", text) + re.findall(r"\]\(([^)]+)\)", text)
    for row in re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE):
        found += [word for word in re.split(r",? ", row) if "/" in word or "." in word]
    return {word for word in found if FILE.fullmatch(word)} - {NO_FILE}


def is_there(name: str, files: Mapping[str, bytes]) -> bool:
    pattern = name.replace("LOOK", "*").replace("SIDE", "*") + ("*" if name.endswith("/") else "")
    return any(fnmatch(file, f"*{pattern}") for file in files)


@pytest.fixture(scope="module", params=TARGETS)
def target(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def files(target: str, preset: Preset) -> Mapping[str, bytes]:
    """What a bundle holds, for each target."""
    return MappingProxyType(bundle_contents([preset], target))


def test_that_every_file_that_a_text_names_is_in_the_bundle(
    target: str, files: Mapping[str, bytes]
) -> None:
    texts = [name for name in files if name.endswith(".md") and "MODEL_CARD" not in name]
    assert len(texts) == (3 if target == "web" else 2)
    for text in texts:
        names = named(files[text].decode())
        assert len(names) > 2
        lacking = {name for name in names if not is_there(name, files)}
        assert {n for n in lacking if not any(fnmatch(n, place) for place in ELSEWHERE)} == set()


def test_that_the_networks_card_travels_along(preset: Preset) -> None:
    files = bundle_contents([preset], "android")
    card = files["model/MODEL_CARD.md"].decode()
    assert "non-commercial" in card
    # Nothing that it links to stands beside it here.
    assert re.findall(r"\]\((?!https://)", card) == []
    notice = files["LICENSES/NOTICE.md"].decode()
    assert "| model/hair_512.tflite, model/MODEL_CARD.md | hairsdk; trained on" in notice
    assert "`model/MODEL_CARD.md`" in files["README.md"].decode()


def test_that_a_network_of_ones_own_is_not_called_hairsdks(
    preset: Preset, network: Path, tmp_path: Path
) -> None:
    own = tmp_path / "mine.tflite"
    shutil.copy(network, own)
    row = "| model/mine.tflite | unknown | unknown |"
    assert row in bundle_contents([preset], model=own)["LICENSES/NOTICE.md"].decode()
    # What `hairnet export --manifest` writes beside it.
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    entry = {"file": own.name, "sha256": digest, "licence": "ours alone", "data": "our photos"}
    manifest = {"schema_version": 1, "models": {"mine": entry}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    row = "| model/mine.tflite | our photos | ours alone |"
    assert row in bundle_contents([preset], model=own)["LICENSES/NOTICE.md"].decode()


def test_that_the_notice_says_whose_each_file_is(files: Mapping[str, bytes]) -> None:
    notice = files["LICENSES/NOTICE.md"].decode()
    told = [name for row in re.findall(r"^\| (.+?) \|", notice, re.M) for name in row.split(", ")]
    # The manifest is the bundle's own, and what stands in vendor/ says itself whose it is.
    others = [
        name for name in files if not name.startswith(("manifest.json", "LICENSES/", "vendor/"))
    ]
    assert [name for name in others if not name.startswith(tuple(told))] == []


def test_that_the_readme_says_how_large_is_what_an_app_carries(
    target: str, files: Mapping[str, bytes]
) -> None:
    text = files["README.md"].decode()
    (network,) = (data for name, data in files.items() if name.endswith(".tflite"))
    assert f"the network ({len(network) / 1e6:.1f} MB)" in text
    assert re.search(r"^\| SIDE\.rgba16f\.bin \| \d+ \|", text, re.MULTILINE)
    if target == "web":
        assert f"`index.html` ({len(files['index.html']) / 1e6:.1f} MB)" in text


def test_that_a_network_without_a_card_has_none(preset: Preset, network) -> None:
    files = bundle_contents([preset], "android", network)
    assert all(b"MODEL_CARD" not in data for name, data in files.items())


def test_that_the_readme_says_how_answers_are_cut(preset: Preset) -> None:
    text = bundle_contents([preset], "generic", None)["README.md"].decode()
    toe, span = map(float, re.findall(r"clamp\(\(p − ([\d.]+)\) / ([\d.]+), 0, 1\)", text)[0])
    answer = np.linspace(0.0, 1.0, 101, dtype=np.float32)
    told = np.clip((answer - toe) / span, 0.0, 1.0)
    assert cut_toe(answer, MatteSettings().toe) == pytest.approx(told, abs=1e-6)
    still = r"clamp\(([\d.]+) \+ ([\d.]+) · \(p − ([\d.]+)\), 0, 1\)"
    low, scale, cut = map(float, re.findall(still, text)[0])
    told = cut_toe(np.clip(low + scale * (answer - cut), 0.0, 1.0).astype(np.float32), toe)
    assert cut_toe(answer, STILL.toe, STILL.shoulder) == pytest.approx(told, abs=1e-5)
