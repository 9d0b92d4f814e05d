"""The start of the window."""

from __future__ import annotations

import sys

import pytest

from hairstudio.__main__ import main


def test_that_without_qt_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtCore", None)
    assert main([]) == 1
    expected = "hairstudio: error: PySide6 is not installed: pip install 'hairsdk[studio]'\n"
    assert capsys.readouterr() == ("", expected)
