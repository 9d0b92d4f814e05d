"""The examples in the docs come true."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

import hairsdk

SDK = Path(hairsdk.__file__).parent
MODULES = [
    ".".join(path.relative_to(SDK.parent).with_suffix("").parts)
    for path in sorted(SDK.rglob("*.py"))
    if re.search(r"^ *>>> (?!.*\+SKIP)", path.read_text("utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize("name", MODULES)
def test_that_the_examples_come_true(name: str) -> None:
    failed, tried = doctest.testmod(import_module(name))
    assert tried
    assert not failed
