"""What is remembered between sittings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hairstudio.services.places import MAX_RECENT, Places


def test_that_damaged_settings_are_written_anew_and_not_called_unwritable(places: Places) -> None:
    settings = places.settings()
    settings.path.parent.mkdir(parents=True)
    settings.path.write_bytes("[General]\ntheme=light\n".encode("utf-16"))
    damaged = places.settings()
    assert damaged.theme == "dark"
    damaged.theme = "light"
    assert damaged.sync()
    assert places.settings().theme == "light"


def test_that_looks_of_a_home_that_is_named_from_here_are_called_as_documents_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    look = Path("home/looks/mine.hairlook")
    assert Places.inside(Path("home")).looks / look.name == look.absolute()


def test_that_the_last_files_are_kept_newest_first_and_each_once(
    places: Places, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.hairlook" for number in range(MAX_RECENT + 2)]
    settings = places.settings()
    for path in (*paths, paths[5]):
        settings.note_recent(path)
    assert settings.sync()
    newest = [path for path in reversed(paths) if path != paths[5]]
    assert places.settings().recent == (paths[5], *newest)[:MAX_RECENT]


def test_that_files_opened_in_another_window_stay_among_the_last(
    places: Places, tmp_path: Path
) -> None:
    settings = places.settings()
    settings.note_recent(tmp_path / "mine")
    assert settings.sync()
    other = (
        "import sys; from pathlib import Path; from hairstudio.services.places import Places\n"
        "Places(Path(sys.argv[1]), Path()).settings().note_recent(Path(sys.argv[2]))"
    )
    arguments = [sys.executable, "-c", other, places.data, tmp_path / "theirs"]
    subprocess.run(arguments, check=True)
    assert settings.recent == (tmp_path / "theirs", tmp_path / "mine")
    settings.note_recent(tmp_path / "last")
    assert settings.sync()
    names = [path.name for path in places.settings().recent]
    assert names == ["last", "theirs", "mine"]


def test_that_stacks_kept_in_another_window_stay(places: Places) -> None:
    settings = places.settings()
    settings.keep_stack("Warm", {"effects": []})
    other = (
        "import sys; from pathlib import Path; from hairstudio.services.places import Places\n"
        "Places(Path(sys.argv[1]), Path()).settings().keep_stack('Cold', {'effects': []})"
    )
    subprocess.run([sys.executable, "-c", other, places.data], check=True)
    settings.keep_stack("Grey", {"effects": []})
    assert list(places.settings().stack_presets) == ["Warm", "Cold", "Grey"]


def test_that_paths_that_are_no_text_are_kept_as_others_are(places: Places) -> None:
    settings = places.settings()
    theirs = Path("/shoot/M\udcfcller.jpg")  # a byte of Latin-1, as Linux hands it on
    for path in (Path("/shoot/anna.jpg"), theirs):
        settings.note_gallery_source(path)
    assert settings.sync()
    assert places.settings().gallery_sources == (Path("/shoot/anna.jpg"), theirs)


@pytest.mark.parametrize("text", ["", "]", "7", "null", 9999 * "["])
def test_that_values_that_make_no_sense_count_as_none(places: Places, text: str) -> None:
    settings = places.settings()
    for key in ("theme", "size", "finder_model", "finder_device"):
        settings.set_text(key, text)
    for key in ("gallery_sources", "recent", "stack_presets"):
        settings.set_text(key, text)
    assert (settings.theme, settings.size, settings.model) == ("dark", 100, "512")
    assert settings.device == "auto"
    assert settings.recent == settings.gallery_sources == ()
    assert settings.stack_presets == {}
