"""Every reader gives the artist's colours."""

from __future__ import annotations

import numpy as np
import pytest

from hairsdk import Preset
from hairsdk.bundle.conformance.case import Case
from hairsdk.bundle.conformance.picture_readers import _from_tiles
from hairsdk.bundle.conformance.table import READERS, Report, conformance, markdown
from hairsdk.bundle.testkit import load_kit


@pytest.fixture(scope="module")
def report(preset: Preset, identity: Preset, wgsl) -> Report:
    return conformance([preset, identity])


def test_that_no_reader_is_missing(report: Report) -> None:
    assert report.missing == {}
    assert {row.reader.name for row in report.rows} == {reader.name for reader in READERS}


def test_that_every_reader_is_within_its_limit(report: Report) -> None:
    assert report.passed, markdown(report)
    for row in report.rows:
        assert row.largest <= (3 if "8" in row.reader.textures else 1), row


def test_that_the_identity_is_exact(report: Report) -> None:
    rows = [row for row in report.rows if row.look == "identity"]
    assert len(rows) == len(READERS)
    for row in rows:
        # ffmpeg cuts fractions off where others round, so a colour may come out one lower.
        assert row.largest <= (1 if row.reader.name == "ffmpeg lut3d" else 0), row


def test_that_the_table_holds_every_reader_and_look(report: Report) -> None:
    lines = markdown(report).splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:]] == [
        "test-look",
        "identity",
        "*allowed*",
    ]
    assert {line.count("|") for line in lines} == {len(READERS) + 2}


def test_that_gpuimages_formula_catches_swapped_axes(preset: Preset) -> None:
    case = Case(preset, load_kit())
    right = _from_tiles(preset.light, case.kit.frame)
    swapped = _from_tiles(preset.light, np.ascontiguousarray(case.kit.frame[..., ::-1]))
    assert np.abs(right - swapped[..., ::-1]).max() > 20
