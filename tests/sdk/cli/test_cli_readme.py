"""README.md: its commands exist, its links lead somewhere, its presets are there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from hairsdk import list_presets
from hairsdk.cli.program import build_parser
from hairsdk.images import decode_photo, read_photo
from hairsdk.resources import sample_photo

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def shell_lines() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    joined = "".join(blocks).replace("\\\n", " ")
    return [line.removesuffix("&&").strip() for line in joined.splitlines()]


@pytest.mark.parametrize(
    "line", [line for line in shell_lines() if re.match(r"(\.venv/bin/)?hairsdk ", line)]
)
def test_that_the_commands_of_the_readme_are_understood(line: str) -> None:
    args = build_parser().parse_args(shlex.split(line)[1:])
    preset = getattr(args, "preset", None)
    assert preset is None or preset in list_presets() or "/" in preset or "." in preset


def test_that_the_links_of_the_readme_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    local = [target for target in targets if "://" not in target]
    assert local
    assert [target for target in local if not (ROOT / target).exists()] == []


def test_that_ci_finds_its_two_commands_in_the_readme() -> None:
    marks = re.findall(r"^<!-- ci: (\w+) -->\n```sh$", README, re.MULTILINE)
    assert marks == ["recolour", "test"]


def test_that_the_readmes_python_examples_for_photos_run(workplace: Path) -> None:
    """With the real network and looks: the one end-to-end run that the README promises."""
    shutil.copy(sample_photo(), "portrait.jpg")
    photo, service = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)[:2]
    names: dict[str, Any] = {}
    exec(compile(photo, "README.md", "exec"), names)
    before, after = read_photo("portrait.jpg").rgb, read_photo("copper.jpg").rgb
    mask = names["mask"]
    hair = mask > 0.9
    assert 0.02 < hair.mean() < 0.3
    shift = (after.astype(int) - before)[hair].mean(axis=0)
    assert shift[0] > 10 > shift[2], "copper hair is redder and no bluer than it was"
    names["upload"] = Path("portrait.jpg").read_bytes()
    exec(compile(service, "README.md", "exec"), names)
    names["recolorer"].close()
    rose = (decode_photo(names["answer"]).rgb.astype(int) - before)[hair].mean(axis=0)
    assert min(rose[0], rose[2]) > rose[1] + 10, "rose hair is less green than it was"
