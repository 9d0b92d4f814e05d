"""Fixtures of the colour engine's tests."""

from __future__ import annotations

import warnings
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from hairstudio.core.bake import lattice

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="session")
def series_folder() -> Path:
    return DATA / "series"


@pytest.fixture(scope="session")
def colour() -> ModuleType:
    """colour-science, which warns at import of what else could be installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import colour

    return colour


@pytest.fixture
def cube() -> np.ndarray:
    """Colours all over the gamut, float64, shape (729, 3)."""
    return lattice(9, np.dtype(np.float64))


@pytest.fixture
def greys() -> np.ndarray:
    return np.repeat(np.linspace(0, 1, 101)[:, None], 3, axis=1)
