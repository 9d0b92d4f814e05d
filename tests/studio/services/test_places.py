"""What is remembered between sittings."""

from __future__ import annotations

from hairstudio.services.places import Places


def test_that_damaged_settings_are_written_anew_and_not_called_unwritable(places: Places) -> None:
    settings = places.settings()
    settings.path.parent.mkdir(parents=True)
    settings.path.write_bytes("[General]\ntheme=light\n".encode("utf-16"))
    damaged = places.settings()
    assert damaged.theme == "dark"
    damaged.theme = "light"
    assert damaged.sync()
    assert places.settings().theme == "light"
