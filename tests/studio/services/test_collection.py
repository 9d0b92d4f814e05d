"""Several looks in one folder: each as if it were exported alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hairsdk.resources import presets_dir
from hairstudio.core import Registry
from hairstudio.document.hairlook import open_look
from hairstudio.document.look import empty_look
from hairstudio.services.collection import Outcome, Piece, export_looks
from hairstudio.services.control import Cancelled, TaskControl
from hairstudio.services.export import ExportOptions, export_look
from hairstudio.services.saving import save_document

QUIET = TaskControl()


def piece(path: Path, folder: Path) -> Piece:
    return Piece(path, path.stem, ExportOptions(folder, path.stem, size=17, preset_folder=True))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_that_each_look_is_written_as_alone_and_one_that_is_damaged_is_told(
    tmp_path: Path, registry: Registry
) -> None:
    broken = tmp_path / "broken.hairlook"
    broken.write_bytes(b"no look")
    paths = (presets_dir() / "copper", broken, presets_dir() / "platinum")
    together, alone = tmp_path / "together", tmp_path / "alone"
    pieces = [piece(path, together) for path in paths]
    outcome = export_looks(pieces, (), registry, tmp_path / "luts", QUIET, Outcome())
    for path in (paths[0], paths[2]):
        export_look(open_look(path, registry, tmp_path).look, piece(path, alone).options, QUIET)
    assert contents(together) == contents(alone)
    assert len(contents(together)) == 14
    assert outcome.done == ["copper", "platinum"]
    assert len(outcome.written) == 8
    [(title, error)] = outcome.failed
    assert title == "broken"
    assert str(broken) in str(error)


def test_that_a_look_is_not_written_over_the_file_of_another(
    tmp_path: Path, registry: Registry
) -> None:
    own = tmp_path / "copper.hairlook"
    shutil.make_archive(str(tmp_path / "copper"), "zip", presets_dir() / "copper")
    (tmp_path / "copper.zip").rename(own)
    before = own.read_bytes()
    options = ExportOptions(tmp_path, "copper", size=17)
    pieces = [Piece(empty_look(), "mine", options)]
    outcome = export_looks(pieces, (own,), registry, tmp_path, QUIET, Outcome())
    assert "copper.hairlook would be written over" in str(outcome.failed[0][1])
    assert own.read_bytes() == before
    assert list(tmp_path.iterdir()) == [own]


def test_that_an_export_takes_the_place_of_one_and_of_no_document_with_photos(
    tmp_path: Path, registry: Registry
) -> None:
    def export() -> Outcome:
        pieces = [Piece(empty_look(), "mine", ExportOptions(tmp_path, "rust", size=17))]
        return export_looks(pieces, (), registry, tmp_path, QUIET, Outcome())

    assert export().done == export().done == ["mine"]
    another = save_document(tmp_path / "rust.hairlook", empty_look(), None).path
    before = another.read_bytes()
    [(_, error)] = export().failed
    assert f"{another} would be written over" in str(error)
    assert another.read_bytes() == before
    another.write_bytes(before[: len(before) // 2])  # no document any more
    assert export().done == ["mine"]


def test_that_what_is_stopped_leaves_no_half_of_a_look(tmp_path: Path, registry: Registry) -> None:
    heard: list[tuple[float, str]] = []

    def stop_in_the_middle(share: float, title: str) -> None:
        heard.append((share, title))
        if share > 0.1:
            control.cancel()

    control = TaskControl(stop_in_the_middle)
    pieces = [piece(presets_dir() / name, tmp_path / "out") for name in ("copper", "platinum")]
    outcome = Outcome()
    with pytest.raises(Cancelled):
        export_looks(pieces, (), registry, tmp_path / "luts", control, outcome)
    assert outcome.done == ["copper"]
    assert {title for _, title in heard} == {"copper"}
    assert heard == sorted(heard)
    assert all(path.exists() for path in outcome.written)
    assert len(contents(tmp_path / "out")) == 7
