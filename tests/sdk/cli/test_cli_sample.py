"""`hairsdk sample`."""

from __future__ import annotations

from pathlib import Path

import pytest

from hairsdk.images import read_photo


@pytest.mark.usefixtures("workplace")
def test_that_the_sample_is_a_photo(run) -> None:
    assert run("sample").out == "portrait.jpg: 512 × 512 pixels\n"
    photo = read_photo("portrait.jpg")
    assert (photo.width, photo.height) == (512, 512)
    assert photo.rgb.std() > 30


@pytest.mark.usefixtures("workplace")
def test_that_the_sample_can_be_had_in_another_format(run) -> None:
    assert run("sample", "portrait.png").code == 0
    assert Path("portrait.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.usefixtures("workplace")
def test_that_the_sample_replaces_nothing_unasked(run) -> None:
    Path("portrait.jpg").write_bytes(b"mine")
    result = run("sample")
    assert (result.code, Path("portrait.jpg").read_bytes()) == (1, b"mine")
    assert "--overwrite" in result.err
    assert run("sample", "--overwrite").code == 0
