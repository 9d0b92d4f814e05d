"""The sheet for the client: heads before and after."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtPdf import QPdfDocument

from hairsdk.images import read_photo
from hairstudio.core import Registry, Stack
from hairstudio.document.look import Look, empty_look
from hairstudio.services import sheet as sheets
from hairstudio.services.control import Cancelled, TaskControl
from hairstudio.services.heads import Head, builtin_heads, heads_in
from hairstudio.services.intake import take_in
from hairstudio.services.proof import write_proof
from hairstudio.services.renderer import Renderer

WHITE, TILE, CORNER = 255, 360, (168, 48)
"""Of the first pair of heads, (y, x)."""


@pytest.fixture
def black_look(registry: Registry) -> Look:
    """Makes all hair black."""
    look = replace(empty_look(), goal=(122 / 255, 59 / 255, 30 / 255))
    black = Stack().append(registry.get("exposure")().with_values(stops=-5.0))
    return look.with_stack("light", black).with_stack("dark", black)


@pytest.fixture
def write(finder):
    """Writes a sheet and returns its path."""
    renderer = Renderer()

    def write_it(path: Path, look: Look, heads: tuple[Head, ...]) -> Path:
        control = TaskControl()
        write_proof(path, "Rust", look, heads, renderer, finder, control)
        return path

    yield write_it
    renderer.close()


def test_that_each_head_is_shown_before_and_after_with_the_goal(
    qapp: object, tmp_path: Path, photo, finder, write, black_look: Look
) -> None:
    folder = tmp_path / "heads"
    folder.mkdir()
    photo("heads/grey.png", 90, (400, 400))
    heads, _ = heads_in(folder, finder, TaskControl())
    sheet = read_photo(write(tmp_path / "proof.png", black_look, heads)).pixels
    y, x = CORNER
    before, after = sheet[y : y + TILE, x : x + TILE], sheet[y : y + TILE, x + TILE : x + 2 * TILE]
    np.testing.assert_allclose(before.mean(axis=(0, 1)), 90, atol=1)
    assert after[: TILE // 4].max() < 30  # the finder calls the upper half of a photo hair
    np.testing.assert_allclose(after[-TILE // 8 :].mean(axis=(0, 1)), 90, atol=1)
    assert (sheet == (122, 59, 30)).all(axis=2).sum() == 160 * 90
    assert sheet[:, : x - 1].min() == WHITE
    assert sheet[48:100, x : x + 200].min() < 60, "no name is written"


def test_that_the_artists_own_references_are_on_it_beside_the_built_in_heads(
    qapp: object, tmp_path: Path, photo, finder, write
) -> None:
    heads = builtin_heads()
    look = empty_look()
    three_lines = read_photo(write(tmp_path / "proof.jpg", look, heads[:12])).height
    control = TaskControl()
    own = take_in(photo("anna.png", 200, (400, 400)), finder, control).reference
    look = look.with_reference("light", own)
    four_lines = read_photo(write(tmp_path / "proof.jpg", look, heads[:12])).height
    assert four_lines > three_lines


def test_that_a_picture_of_very_many_heads_stays_of_a_size_that_programs_open(
    qapp: object, tmp_path: Path, write, black_look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_MOST_ROWS", 600)
    shown = read_photo(write(tmp_path / "proof.png", black_look, builtin_heads()[:9])).pixels
    assert len(shown) == 600
    assert shown[-200:].min() < 60, "the last head"


def test_that_a_pdf_has_as_many_pages_as_it_needs(
    qapp: object, tmp_path: Path, write, black_look: Look
) -> None:
    heads = builtin_heads()
    for count, pages in ((13, 1), (17, 2)):
        document = QPdfDocument(None)
        document.load(str(write(tmp_path / "proof.pdf", black_look, (heads * 2)[:count])))
        assert document.pageCount() == pages
        size = document.pagePointSize(0)
        assert (round(size.width()), round(size.height())) == (842, 595)
        text = document.getAllText(pages - 1).text()
        assert "Rust" in text
        assert "Goal #7A3B1E" in text
        assert ("2 / 2" in text) == (pages == 2)
        document.close()


def test_that_the_day_is_written_as_in_german(
    german: object, tmp_path: Path, write, black_look: Look
) -> None:
    document = QPdfDocument(None)
    document.load(str(write(tmp_path / "proof.pdf", black_look, builtin_heads()[:1])))
    text = document.getAllText(0).text()
    assert re.search(rf"\b\d\d\.\d\d\.{datetime.date.today():%Y} · Jeder Kopf", text)
    document.close()


def test_that_the_other_heads_are_written_where_a_photo_is_gone_and_none_once_the_window_closes(
    qapp: object, tmp_path: Path, photo, finder, write
) -> None:
    folder = tmp_path / "heads"
    folder.mkdir()
    path = photo("heads/grey.png", 90)
    control = TaskControl()
    heads, _ = heads_in(folder, finder, control)
    path.unlink()
    others = builtin_heads()[:4]
    with_gone, without = (
        read_photo(write(tmp_path / "proof.png", empty_look(), given)).pixels
        for given in ((*others, *heads), others)
    )
    assert np.array_equal(with_gone, without)
    control.cancel()
    with pytest.raises(Cancelled):
        write_proof(tmp_path / "proof.jpg", "", empty_look(), heads, None, finder, control)
    assert not (tmp_path / "proof.jpg").exists()
