"""Heads from a folder of photos."""

from __future__ import annotations

from pathlib import Path

from hairstudio.services.control import TaskControl
from hairstudio.services.gallery import heads_in
from hairstudio.services.hair import HairFinder


def test_that_a_network_that_cannot_be_used_is_told_once_and_not_called_missing_hair(
    qapp: object, tmp_path: Path, photo
) -> None:
    photo("black.png", 30)
    photo("white.png", 220)
    finder = HairFinder(str(tmp_path / "gone.tflite"), "cpu")
    heads, remarks = heads_in(tmp_path, finder, TaskControl(lambda share, text: None))
    assert heads == ()
    assert len(remarks) == 1
    assert "gone.tflite" in remarks[0]
