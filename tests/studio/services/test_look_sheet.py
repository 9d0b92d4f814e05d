"""The sheet to choose from: heads in rows, looks in columns."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtPdf import QPdfDocument

from hairsdk.apply import recolor_pixels
from hairsdk.errors import HairSdkError
from hairsdk.images import encode_photo, read_photo
from hairsdk.lut import blend_luts
from hairsdk.position import position
from hairsdk.preset import Preset
from hairsdk.resources import presets_dir
from hairstudio.core import Registry, Stack
from hairstudio.core.hair import crop_to_hair
from hairstudio.document.look import Look, empty_look
from hairstudio.services import look_sheet, sheet
from hairstudio.services.control import Cancelled, TaskControl
from hairstudio.services.heads import Head, builtin_heads, whole_head
from hairstudio.services.intake import take_in
from hairstudio.services.look_sheet import write_look_sheet
from hairstudio.services.renderer import Renderer

TILE, STEP, LINE, LEFT, TOP = 300, 312, 352, 48, 248
BUILTIN = [presets_dir() / name for name in ("copper", "platinum", "ocean", "rose", "violet")]


@pytest.fixture
def black_look(registry: Registry) -> Look:
    """Makes all hair black."""
    black = Stack().append(registry.get("exposure")().with_values(stops=-5.0))
    look = empty_look().with_about(name="Pitch")
    return look.with_stack("light", black).with_stack("dark", black)


@pytest.fixture
def write(qapp: object, finder):
    """Writes a sheet and returns its path."""
    renderer = Renderer()

    def write_it(
        path: Path, look: Look, others: list[Path], heads: tuple[Head, ...], control=None
    ) -> Path:
        control = control or TaskControl()
        write_look_sheet(path, "Pitch", look, others, heads, renderer, finder, control)
        return path

    yield write_it
    renderer.close()


def tile(shown: np.ndarray, column: int, row: int) -> np.ndarray:
    x, y = LEFT + column * STEP, TOP + row * LINE
    return shown[y : y + TILE, x : x + TILE]


def test_that_looks_stand_beside_the_untouched_head_in_the_order_of_the_list(
    tmp_path: Path, write, finder, black_look: Look
) -> None:
    heads = builtin_heads()[::6]
    shown = read_photo(write(tmp_path / "looks.png", black_look, BUILTIN[:2], heads)).pixels
    assert shown.shape == (2 * 48 + 200 + len(heads) * LINE, 2 * 48 + 4 * STEP - 12, 3)
    for row, head in enumerate(heads):
        whole = whole_head(head, finder)
        image, mask = crop_to_hair(whole.image, whole.mask, TILE)
        assert np.array_equal(tile(shown, 0, row), image)
        assert tile(shown, 1, row)[mask == 1.0].mean() < 40
        for column, path in enumerate(BUILTIN[:2], start=2):
            look = Preset.load(path)
            lut = blend_luts(look.dark, look.light, position(head.intensity, look))
            assert np.array_equal(tile(shown, column, row), recolor_pixels(image, mask, lut))


def test_that_a_pdf_shares_the_looks_out_over_pages_and_names_them(
    tmp_path: Path, write, german, black_look: Look
) -> None:
    document = QPdfDocument(None)
    heads = builtin_heads()[:6]
    document.load(str(write(tmp_path / "looks.PDF", black_look, BUILTIN, heads)))
    texts = [document.getAllText(page).text() for page in range(document.pageCount())]
    # Three looks each, on four heads and on two, which tell their intensities.
    assert [len(re.findall(r"\b0,\d\d\b", text)) for text in texts] == [4, 2, 4, 2]
    assert [f"· {page} / 4" in text for page, text in enumerate(texts, start=1)] == [True] * 4
    assert document.metaData(QPdfDocument.MetaDataField.Title) == "Looks zum Vergleichen"
    size = document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (595, 842)
    first, _, third, _ = texts
    for name in ("Looks zum Vergleichen", "Vorher", "Pitch", "Kupfer", "Platin"):
        assert name in first
    for name in ("Ozean", "Rosé", "Violett"):
        assert name in third
        assert name not in first
    assert re.search(rf"\b\d\d\.\d\d\.{datetime.date.today():%Y} · ", first)
    document.close()


def test_that_a_long_name_takes_two_lines_and_stays_above_its_column(
    tmp_path: Path, write, black_look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "Warmes Kupferrot mit dunklen Ansätzen für Frau Hämmerle aus Überlingen"
    monkeypatch.setattr(look_sheet, "look_name", lambda name, path: long)
    heads = builtin_heads()[:1]
    shown = read_photo(write(tmp_path / "looks.png", black_look, BUILTIN[:2], heads)).pixels
    above = (shown[168:TOP] < 128).all(axis=2)
    x = LEFT + 2 * STEP
    written = np.flatnonzero(above[:, x : x + TILE].any(axis=1))
    assert written[-1] - written[0] > 40, "one line only"
    assert not above[:, x + TILE : x + STEP].any(), "it runs into the next column"


def test_that_a_picture_of_many_heads_and_looks_stays_of_a_size_that_programs_open(
    tmp_path: Path, write, black_look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "_MOST_PIXELS", 400_000)
    heads = builtin_heads()[:3]
    shown = read_photo(write(tmp_path / "looks.jpg", black_look, BUILTIN[:1], heads))
    assert 390_000 < shown.width * shown.height < 401_000
    monkeypatch.setattr(sheet, "_MOST_ROWS", 500)
    assert read_photo(write(tmp_path / "rows.jpg", black_look, BUILTIN[:1], heads)).height == 500


@pytest.mark.parametrize("suffix", [".jpg", ".pdf"])
def test_that_nothing_is_written_where_a_look_is_gone_or_the_artist_stops_it(
    tmp_path: Path, write, black_look: Look, suffix: str
) -> None:
    heads, path = builtin_heads()[:3], tmp_path / f"looks{suffix}"
    with pytest.raises(HairSdkError, match="gone"):
        write(path, black_look, [tmp_path / "gone.hairlook"], heads)
    shares: list[float] = []

    def stop(share: float, text: str) -> None:
        shares.append(share)
        if share > 0.7:
            control.cancel()

    control = TaskControl(stop)
    with pytest.raises(Cancelled):
        write(path, black_look, BUILTIN[:3], heads, control)
    assert shares == sorted(shares)
    assert 0.7 < shares[-1] < 1.0
    assert not path.exists()


def test_that_a_sheet_stopped_while_it_is_encoded_is_not_written(
    tmp_path: Path, write, black_look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop_and_encode(*arguments: object) -> tuple[bytes, tuple[str, ...]]:
        control.cancel()
        return encode_photo(*arguments)

    monkeypatch.setattr(sheet, "encode_photo", stop_and_encode)
    control = TaskControl()
    with pytest.raises(Cancelled):
        write(tmp_path / "looks.jpg", black_look, [], builtin_heads()[:1], control)
    assert not (tmp_path / "looks.jpg").exists()


def test_that_the_artists_own_photo_is_among_the_heads(
    tmp_path: Path, write, photo, finder, black_look: Look
) -> None:
    control = TaskControl()
    own = take_in(photo("anna.png", 200, (400, 400)), finder, control).reference
    look = black_look.with_reference("light", own)
    shown = read_photo(write(tmp_path / "looks.png", look, [], builtin_heads()[:1])).pixels
    np.testing.assert_allclose(tile(shown, 0, 1).mean(axis=(0, 1)), 200, atol=1)
    assert tile(shown, 1, 1)[: TILE // 4].max() < 60
