"""What an export writes, without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from hairsdk.errors import ParameterError
from hairstudio.services.export import ExportOptions


@pytest.mark.parametrize("name", ["Copper.hairlook", "Copper.HAIRLOOK", "Copper.Zip", "Copper.PNG"])
def test_that_a_name_that_ends_like_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ParameterError, match=r"leave .* out"):
        ExportOptions(tmp_path, name)
