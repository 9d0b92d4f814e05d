"""Paths that nobody may look at, or that cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hairsdk.errors import FileReadError
from hairstudio.core import Registry, Stack, bake
from hairstudio.core.paths import exists, is_file, is_folder, is_pipe, is_same, stamp_of


def test_that_nothing_is_at_a_path_that_the_system_refuses(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 300)
    with pytest.raises(OSError, match="too long"):
        long.exists()
    assert not exists(long)
    assert not is_file(long)
    assert not is_folder(long)
    assert not is_same(long, tmp_path)
    assert stamp_of(long) is None
    assert not is_pipe(long)
    assert not is_pipe("null\0byte")
    assert not is_same("null\0byte", tmp_path)


def test_that_a_lut_at_such_a_path_is_told_as_any_that_is_gone(
    registry: Registry, tmp_path: Path
) -> None:
    effect = registry.get("lut-file")(path=str(tmp_path / ("x" * 300 + ".cube")))
    with pytest.raises(FileReadError, match="cannot read"):
        bake(Stack().append(effect), 17)


def test_that_a_device_is_no_lut(registry: Registry) -> None:
    # Reading a terminal would wait for somebody to type.
    effect = registry.get("lut-file")(path=os.devnull)
    with pytest.raises(FileReadError, match="it is a device or a pipe, no file"):
        bake(Stack().append(effect), 17)
