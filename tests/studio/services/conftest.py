"""What the services are tested with: a look, and the real network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hairsdk.resources import presets_dir
from hairstudio.core import Registry
from hairstudio.document.hairlook import open_look
from hairstudio.document.look import Look
from hairstudio.services.hair import HairFinder


@pytest.fixture
def copper(registry: Registry, tmp_path: Path) -> Look:
    return open_look(presets_dir() / "copper", registry, tmp_path / "luts").look


@pytest.fixture
def network() -> Iterator[HairFinder]:
    opened = HairFinder(device="cpu")
    yield opened
    opened.close()
