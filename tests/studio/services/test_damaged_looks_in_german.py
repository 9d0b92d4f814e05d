"""What is wrong with a damaged look is told in German, also where parsers found it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTranslator

import hairsdk
from hairsdk.errors import HairSdkError
from hairsdk.resources import presets_dir
from hairstudio.core import Registry
from hairstudio.core.effects.curves import Curves
from hairstudio.document.hairlook import open_look
from hairstudio.services.explain import explained
from hairstudio.services.retold import retold

SCHEMA = Path(str(hairsdk.__file__)).with_name("schema") / "preset-1.schema.json"
TOLD = {"additionalProperties", "const", "maxLength", "maximum", "minLength", "minimum", "pattern"}
TOLD |= {"required", "type"}
"""Rules of the schema; `FAULTS` breaks each."""

FAULTS = [
    (("schema_version",), 0, "schema_version: Erwartet: 1"),
    (
        ("id",),
        "Copper Look",
        "id: 'Copper Look' passt nicht: Name in Code und Befehlszeile: Kleinbuchstaben, Ziffern, "
        "- und _, höchstens 64",
    ),
    (("name",), None, "name: None ist nicht vom Typ 'string'"),
    (("name",), "", "name: '' darf nicht leer sein"),
    (("name",), "x" * 500, f"name: '{'x' * 76}... ist zu lang"),
    (
        ("created",),
        "gestern",
        "created: 'gestern' passt nicht: Datum nach ISO 8601 wie 2025-11-22, oder Datum und Zeit "
        "wie 2025-11-22T18:30:00Z",
    ),
    (("created",), "2025-02-31", "created: '2025-02-31' ist kein Datum"),
    (("lut", "size"), 1, "lut.size: 1 liegt unter dem Minimum 2"),
    (("lut", "size"), 33.5, "lut.size: 33,5 ist nicht vom Typ 'integer'"),
    (("lut", "sha256"), {}, "lut.sha256: 'light' fehlt\n  lut.sha256: 'dark' fehlt"),
    (
        ("lut", "sha256", "dark"),
        "abc",
        "lut.sha256.dark: 'abc' passt nicht zu '^[0-9a-f]{64}$'",
    ),
    (("intensity", "light"), 1.5, "intensity.light: 1,5 liegt über dem Maximum 1"),
    (("hue",), 1, "oberste Ebene: Das Feld 'hue' ist nicht bekannt"),
]


@pytest.fixture
def copper(tmp_path: Path) -> Path:
    folder = tmp_path / "copper"
    shutil.copytree(presets_dir() / "copper", folder)
    return folder


@pytest.fixture
def told(german: tuple[QTranslator, ...], copper: Path, registry: Registry) -> Callable[[], str]:
    """Open the look, and give what is said of it behind its path."""

    def open_damaged() -> str:
        with pytest.raises(HairSdkError) as damaged:
            open_look(copper, registry, copper.parent / "luts")
        return explained(damaged.value).removeprefix(str(copper))

    return open_damaged


def edit(copper: Path, path: tuple[str, ...], value: Any) -> None:
    document = json.loads((copper / "preset.json").read_text("utf-8"))
    *parents, last = path
    part = document
    for name in parents:
        part = part[name]
    part[last] = value
    (copper / "preset.json").write_text(json.dumps(document), "utf-8")


@pytest.mark.parametrize(("path", "value", "said"), FAULTS)
def test_that_what_breaks_the_schema_is_told(
    copper: Path, told: Callable[[], str], path: tuple[str, ...], value: Any, said: str
) -> None:
    edit(copper, path, value)
    assert told() == f"/preset.json ist kein gültiges Preset:\n  {said}"


def test_that_each_rule_of_the_schema_is_among_those_that_are_told() -> None:
    rules: set[str] = set()

    def look_into(part: Any) -> None:
        if isinstance(part, dict):
            rules.update(part)
            for name, each in part.items():
                named = name in ("properties", "$defs")
                for child in each.values() if named else [each]:
                    look_into(child)

    look_into(json.loads(SCHEMA.read_text("utf-8")))
    words = {"title", "description", "properties", "$schema", "$id", "$ref", "$defs"}
    assert rules - words == TOLD


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"id":', b'"id"', "Zeile 3, Spalte 8"),
        (b"copper", b"cop\\xper", "Zeile 3, Spalte 13"),
        (b'"id"', b"id", "Zeile 3, Spalte 3"),
        (b'"copper",', b'"copper', "Zeile 3, Spalte 16"),
        (b"copper", b"cop\xffper", "kein UTF-8 ab Byte 37"),
        (b"copper", b"cop\\ud800", "'\\ud800' ist ein halbes Surrogatpaar, kein Zeichen"),
        (b"33", b"NaN", "NaN ist keine Zahl in JSON"),
        (b"33", b"1e999", "1e999 ist eine zu große Zahl"),
        (b"33", b"[" * 100_000, "Es ist zu tief verschachtelt"),
    ],
)
def test_that_what_is_no_json_is_told_with_its_place(
    copper: Path, told: Callable[[], str], old: bytes, new: bytes, said: str
) -> None:
    data = (copper / "preset.json").read_bytes()
    assert old in data
    (copper / "preset.json").write_bytes(data.replace(old, new, 1))
    assert told() == f"/preset.json ist kein gültiges JSON: {said}"


@pytest.mark.parametrize(
    "said",
    [
        "Expecting value",
        "Expecting ',' delimiter",
        "Expecting ':' delimiter",
        "Expecting property name enclosed in double quotes",
        "Extra data",
        "Illegal trailing comma before end of object",
        "Invalid \\escape",
        "Invalid \\escape: 'x'",
        "Invalid \\uXXXX escape",
        "Invalid control character at",
        "Unterminated string starting at",
    ],
)
def test_that_the_words_of_pythons_parsers_are_summed_up(
    german: tuple[QTranslator, ...], said: str
) -> None:
    text = f"Extra data: Invalid/a.json is not valid JSON: {said}: line 12 column 3 (char 456)"
    told = retold(text)
    assert told == "Extra data: Invalid/a.json ist kein gültiges JSON: Zeile 12, Spalte 3"


def test_that_other_damage_is_told(copper: Path, told: Callable[[], str]) -> None:
    (copper / "thumbnail.png").write_bytes(b"no picture")
    assert told() == "Preset copper: Das Vorschaubild ist kein PNG"
    edit(copper, ("lut", "sha256", "light"), "0" * 64)
    assert told().startswith(": light.cube wurde geändert, nachdem das Preset gemacht war: ")
    (copper / "preset.json").write_bytes(b"[1]")
    assert told() == "/preset.json muss ein Objekt enthalten, gefunden: list"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (3, ": Erwartet: eine Liste, gefunden: int"),
        ([3], "[0]: Erwartet: ein Objekt, gefunden: int"),
        (
            [{"effect": "curves", "parameters": {"hue": 1}}],
            "[0].parameters.hue: Erwartet: ein Parameter von curves "
            f"({', '.join(each.name for each in Curves.parameters())}), gefunden: 'hue'",
        ),
        (
            [{"effect": "exposure", "enabled": 3, "parameters": {}}],
            "[0].enabled: Erwartet: ein Wert der Art bool, gefunden: 3",
        ),
    ],
)
def test_that_what_is_wrong_with_a_stack_is_told(
    copper: Path, told: Callable[[], str], entries: Any, said: str
) -> None:
    edit(copper, ("recipe", "light"), {"entries": entries})
    assert told() == f"light.entries{said}"
