"""The list of looks, with files in it that are none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from hairstudio.services.library import list_looks
from hairstudio.services.session import Session


def packed(text: bytes) -> bytearray:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("preset.json", text)
    return bytearray(buffer.getvalue())


def crushed() -> bytes:
    data = packed(b'{"name": "x"}' * 50)
    data[41:45] = bytes([255] * 4)  # no kind of block that deflate knows
    return bytes(data)


def encrypted() -> bytes:
    data = packed(b'{"name": "x"}')
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", crushed(), encrypted(), bytes(packed(b"[" * 100_000))],
    ids=["empty", "cut", "crushed", "encrypted", "nested"],
)
def test_that_one_damaged_look_does_not_hide_the_others(session: Session, content: bytes) -> None:
    own: Path = session.places.looks
    own.mkdir(parents=True)
    (own / "bad.hairlook").write_bytes(content)
    cards = list_looks(own)
    [bad] = [card for card in cards if card.trouble]
    assert bad.name == "bad"
    assert len(cards) > 1


def test_that_what_a_killed_save_left_behind_is_no_look(session: Session) -> None:
    own: Path = session.places.looks
    own.mkdir(parents=True)
    (own / ".rust.0c3260b3f41f.hairlook").write_bytes(b"PK\x03\x04")
    assert all(card.builtin for card in list_looks(own))
