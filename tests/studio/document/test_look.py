"""What a look is called."""

from __future__ import annotations

import pytest

from hairsdk.bundle.export import export_bundle
from hairsdk.preset import slug
from hairstudio.document.look import empty_look
from hairstudio.services.baking import make_preset


@pytest.mark.parametrize("name", ["Con", "nul", "Aux.", "PRN", "COM1", "LPT9"])
def test_that_a_look_named_like_a_device_of_windows_goes_into_a_bundle(name, tmp_path) -> None:
    look = empty_look().with_about(name=name, id=slug(name))
    preset = make_preset(look, recipe=False)
    export_bundle([preset], tmp_path / "bundle", model=None)
