"""Scopes over the hair: what is hidden does not compute."""

from hairstudio.views.widgets.scopes.chroma import ChromaPlane
from hairstudio.views.widgets.scopes.histogram import Histogram
from hairstudio.views.widgets.scopes.lattice import LatticeView
from hairstudio.views.widgets.scopes.shares import ShareTable
from hairstudio.views.widgets.scopes.view import ScopesView

__all__ = [
    "ChromaPlane",
    "Histogram",
    "LatticeView",
    "ScopesView",
    "ShareTable",
]
