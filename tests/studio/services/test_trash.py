from __future__ import annotations

from pathlib import Path

import pytest

from hairsdk.errors import FileWriteError
from hairstudio.services.trash import Trashed, move_to_trash


def test_that_a_file_in_the_trash_can_be_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "rust.hairlook"
    path.write_bytes(b"look")
    trashed = move_to_trash(path)
    assert not path.exists()
    path.write_bytes(b"another")
    assert trashed.put_back() == tmp_path / "rust-2.hairlook"
    assert (tmp_path / "rust-2.hairlook").read_bytes() == b"look"
    assert path.read_bytes() == b"another"
    assert not list(tmp_path.rglob("*.trashinfo"))


def test_that_an_emptied_trash_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileWriteError, match=r"rust\.hairlook cannot be put back"):
        Trashed(tmp_path / "rust.hairlook", tmp_path / "gone").put_back()


def test_that_a_place_that_the_system_refuses_is_told_and_the_file_stays(tmp_path: Path) -> None:
    (place := tmp_path / "rust.hairlook").write_bytes(b"look")
    with pytest.raises(FileWriteError, match="cannot be put back: File name too long"):
        Trashed(tmp_path / ("x" * 300), place).put_back()
    assert place.read_bytes() == b"look"


def test_that_what_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    with pytest.raises(FileWriteError, match=r"to the trash: .+ delete .*none\.hairlook"):
        move_to_trash(tmp_path / "none.hairlook")
