"""What hairsdk, the colour engine and the document say, in German."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

import hairsdk
import hairstudio
from hairsdk.cube import read_cube
from hairsdk.errors import HairSdkError
from hairsdk.imagefiles.pixels import _DECODERS_LOG, LIBJPEG_WARNING
from hairsdk.preset import Preset
from hairsdk.resources import presets_dir
from hairsdk.segmenter import Segmenter
from hairstudio.services.explain import explained, explained_failure
from hairstudio.services.look_names import entry_name
from hairstudio.services.lut_import import import_lut
from hairstudio.services.retold import SAID, retold
from hairstudio.services.session import Session

SDK, STUDIO = (Path(str(package.__file__)).parent for package in (hairsdk, hairstudio))
# These speak of the artist's own files; much else of hairsdk speaks to programmers only.
SPEAKERS = (
    *(
        SDK / "imagefiles" / f"{name}.py"
        for name in ("pixels", "pnm", "probe", "strangers", "tiff")
    ),
    SDK / "images.py",
    *(SDK / f"{name}.py" for name in ("preset_files", "safe_zip", "strict_json")),
    *(
        STUDIO / "core" / f"{name}.py"
        for name in ("effect", "kinds", "lut_reading", "palettes", "stack")
    ),
    *(STUDIO / "document" / f"{name}.py" for name in ("hairlook", "recipe")),
    *(
        STUDIO / "services" / f"{name}.py"
        for name in ("collection", "export", "hald", "intake", "lut_import", "trash")
    ),
)
FUNCTIONS = (
    "read_photo",
    "decode_photo",
    "encode_photo",
    "_undecodable",
    "_encode",
    "_notes",
    "_fit",
    "_no_room",
)
"""Of images.py: those that read and write photos."""
OTHERS = {
    # Not said, or by its own name
    "light - light",
    "light · light",
    "intensity: light light",
    "Reading the photo",
    "Finding the hair",
    LIBJPEG_WARNING,
    _DECODERS_LOG.removesuffix(LIBJPEG_WARNING),
    # To programmers
    "there is no entry light in a stack of light",
    "The package that provides this effect is not installed.",
    "a picture file; read_photo takes a path",
    "decode_photo takes the bytes of a file",
    "expected a Photo, found light; photo.with_pixels(pixels) makes one of the photo that was "
    "read, Photo(pixels) a new one",
    "quality is a whole number from 1 to 100, this one is light",
    "max_pixels is a number of pixels, found light",
    # Unlikely
    "light: an entry has no name",
    "light is a light, which this OpenCV light was built without; upgrade opencv-python",
}
FILLED = {
    # What is put together of two literals
    "light is light; photos are read as ": "light is light; photos are read as JPEG, PNG",
    "light is in the light format: light": (
        "light is in the light format: pip install 'hairsdk[heif]' brings the reader"
    ),
    "light holds light: the photo's was left out": "light holds no light: the photo's was left out",
    "at most light kB of light": (
        "light holds at most light kB of light: the photo's was left out"
    ),
    "light was left out": "its EXIF was left out",
}


def sentences(path: Path) -> Iterator[str]:
    """The sentences in a module, all their fields filled with one word."""
    tree: ast.AST = ast.parse(path.read_text("utf-8"))
    nodes = list(ast.walk(tree))
    if path.name == "images.py":
        nodes = [
            inner
            for node in nodes
            if isinstance(node, ast.FunctionDef) and node.name in FUNCTIONS
            for inner in ast.walk(node)
        ]
    passed = {part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    passed |= {node.value for node in nodes if isinstance(node, ast.Expr)}
    # Said within another sentence, which has a test of its own.
    passed |= {
        part
        for node in nodes
        if "unread.append" in ast.unparse(node)[:14]
        for part in ast.walk(node)
    }
    for node in nodes:
        if node in passed or not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        filled = [part.value if isinstance(part, ast.Constant) else "light" for part in parts]
        text = "".join(part for part in filled if isinstance(part, str))
        if len(text.replace("×", "").split()) > 2:
            yield FILLED.get(text, text)


@pytest.mark.parametrize("path", SPEAKERS, ids=lambda path: path.stem)
def test_that_each_sentence_about_the_artists_files_has_its_german(
    path: Path, german: tuple[QTranslator, ...]
) -> None:
    said = set(sentences(path)) - OTHERS
    assert said
    silent = [text for text in said if retold(text) == text]
    assert not silent, "add them to services/retold.py and translations/hairstudio_de.ts"


def test_that_each_part_of_a_photo_that_is_left_out_has_its_german(
    german: tuple[QTranslator, ...],
) -> None:
    modules = (SDK / "images.py", *(SDK / "imagefiles").glob("*.py"))
    sources = "".join(path.read_text("utf-8") for path in modules)
    parts = set(re.findall(r'unread(?:\.append\(|=\()"([^"]+)"', sources))
    assert len(parts) > 5
    said = [f"{part} was left out" for part in parts]
    assert [text for text in said if retold(text) == text] == []


def test_that_no_sentence_is_taken_for_another(german: tuple[QTranslator, ...]) -> None:
    for text in map(str, SAID):
        fields = [f"<{place}>" for place in range(text.count("{"))]
        german_text = QCoreApplication.translate("Errors", text)
        assert german_text != text
        assert retold(text.format(*fields)) == german_text.format(*fields)


def test_that_sentences_stay_as_they_are_in_english(qapp: object) -> None:
    for text in map(str, SAID):
        said = text.format("a: b", "{0}", "c", "d", "e")
        assert retold(said) == said


def test_that_a_place_and_a_reason_are_told_with_what_is_between(
    german: tuple[QTranslator, ...], tmp_path: Path
) -> None:
    lut = tmp_path / "a.cube"
    lut.write_text("LUT_3D_SIZE 2\n0 0 0\n0,5 0 0\n" + "1 1 1\n" * 6)
    with pytest.raises(HairSdkError) as damaged:
        read_cube(lut)
    assert explained(damaged.value) == (
        f"{lut}, Zeile 3: '0,5' ist keine Zahl (ein Dezimalkomma? Nimm einen Punkt)"
    )
    with pytest.raises(HairSdkError) as gone:
        import_lut(tmp_path / "gone.cube", tmp_path)
    assert explained(gone.value) == (
        f"{tmp_path / 'gone.cube'} lässt sich nicht lesen: Diese Datei gibt es nicht"
    )
    forbidden = OSError(errno.EROFS, os.strerror(errno.EROFS), "/home/ann/recovery")
    assert explained(forbidden) == (
        "Das System erlaubt das nicht; wähle einen anderen Ordner "
        "(Der Datenträger ist schreibgeschützt (/home/ann/recovery))"
    )
    assert retold("an effect of another package says: no") == (
        "an effect of another package says: no"
    )


def test_that_ranges_have_the_decimal_sign_of_german(german: tuple[QTranslator, ...]) -> None:
    assert retold("gamma: expected a number in 0.25..4, found 4.5") == (
        "gamma: Erwartet: eine Zahl in 0,25..4, gefunden: 4,5"
    )


def test_that_large_numbers_are_grouped_as_in_german(german: tuple[QTranslator, ...]) -> None:
    assert retold("a.zip: b.cube has 1,342,454 bytes, 1,000 allowed") == (
        "a.zip: b.cube hat 1.342.454 Byte, erlaubt sind 1.000"
    )


def test_that_what_is_wrong_with_a_look_is_told_in_german_to_the_last_word(
    german: tuple[QTranslator, ...],
) -> None:
    assert retold("a.hairlook: dark.cube is damaged: Bad CRC-32 for file 'dark.cube'") == (
        "a.hairlook: dark.cube ist beschädigt: Die Prüfsumme von 'dark.cube' stimmt nicht"
    )
    swapped = "the light intensity 0.1 must be above the dark one 0.7 (by 0.001 at least)"
    assert retold(f"preset ocean: {swapped}").startswith("Preset ocean: Die helle Intensität 0,1")


def test_that_a_lut_that_opencolorio_cannot_read_is_explained(
    german: tuple[QTranslator, ...], tmp_path: Path
) -> None:
    (tmp_path / "a.3dl").write_text("foo")
    with pytest.raises(HairSdkError) as unknown:
        import_lut(tmp_path / "a.3dl", tmp_path)
    assert unknown.value.__cause__ is not unknown.value  # what asks for causes would never end
    assert explained(unknown.value).startswith("a.3dl ist keine LUT, die OpenColorIO lesen kann: ")


def test_that_too_little_memory_is_told_and_a_bug_is_raised(
    german: tuple[QTranslator, ...],
) -> None:
    for error in (MemoryError(), MemoryError("cannot encode a.jpg: too little memory")):
        assert explained_failure(error).startswith("Der Arbeitsspeicher reicht nicht: ")
    with pytest.raises(ZeroDivisionError):
        explained_failure(ZeroDivisionError())


def test_that_notes_of_photos_and_looks_are_told_in_german(
    german: tuple[QTranslator, ...], session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    pages = tmp_path / "pages.tiff"
    cv2.imwritemulti(str(pages), [np.full((32, 32, 3), 90, np.uint8)] * 2)
    session.new()
    heard: list[str] = []
    session.references.remarked.connect(lambda _side, _kind, text: heard.append(text))
    session.remarked.connect(lambda _kind, text: heard.append(text))
    session.references.take("light", pages)
    qtbot.waitUntil(lambda: not session.references.busy("light"), timeout=10000)
    assert heard[0].startswith("Von seinen 2 Bildern ist das erste genommen")
    heard.clear()
    bare = Preset.load(presets_dir() / "copper")
    Preset(**{**bare.__dict__, "recipe": None}).save(tmp_path / "bare.hairlook")
    with qtbot.waitSignal(session.opened, timeout=20000):
        session.open(tmp_path / "bare.hairlook")
    assert heard[-1].startswith("Copper hat kein Rezept: ")


@pytest.mark.parametrize(("threads", "told"), [(1, "1 Thread"), (2, "2 Threads")])
def test_that_what_a_network_runs_on_is_told_in_german(
    german: tuple[QTranslator, ...], threads: int, told: str
) -> None:
    with Segmenter("256", device="cpu", threads=threads) as segmenter:
        assert retold(segmenter.description).endswith(f", XNNPACK, {told}")


def test_that_effects_of_built_in_looks_have_german_names(
    german: tuple[QTranslator, ...],
) -> None:
    names = ("Tone", "Bleach", "Trim", "Copper ramp", "Goal ramp")
    assert [entry_name(name) for name in names] == [
        "Tonwerte",
        "Blondierung",
        "Feinabgleich",
        "Verlauf Kupfer",
        "Zielverlauf",
    ]
    assert entry_name("My ramp") == "My ramp"
    assert entry_name("") == ""
