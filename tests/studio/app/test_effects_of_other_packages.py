"""A package with its own effects, installed as pip installs it."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from hairstudio.core import load_registry
from hairstudio.services.places import Places
from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow
from hairstudio.views.widgets.add_effect import AddEffectMenu

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # hatchling brings it along

PACKAGE = Path(__file__).parents[2] / "data" / "effects_package"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pip leaves in site-packages: the module, and its metadata."""
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    site = tmp_path / "site-packages"
    metadata = site / f"glitter_effects-{project['version']}.dist-info"
    metadata.mkdir(parents=True)
    (site / "glitter_effects.py").write_bytes((PACKAGE / "glitter_effects.py").read_bytes())
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    entries = project["entry-points"]["hairstudio.effects"]
    lines = "\n".join(f"{name} = {target}" for name, target in entries.items())
    (metadata / "entry_points.txt").write_text(f"[hairstudio.effects]\n{lines}\n")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, "glitter_effects", raising=False)


def test_that_its_effect_is_on_the_menu_with_editors_made_from_its_parameters(
    qtbot: QtBot, installed: None, places: Places, finder
) -> None:
    session = Session(places, load_registry(), finder)
    window = MainWindow(session)
    window.show()
    session.new()
    # The broken one is told, with its package, and stops nothing.
    assert "broken" in window.remark.text.text()
    assert "glitter-effects 1.2" in window.remark.text.text()
    menu: AddEffectMenu = window.effects.stack_view.open_menu()
    menu.search.setText("posterise")
    menu._take(menu.list.currentItem())
    assert session.document.look.light.stack.entries[0].effect.levels == 4
    panel = window.effects.stack_view.rows[0].panel
    assert set(panel.editors) == {"levels", "way", "on"}
    panel.editors["levels"]._edit(2)
    panel.editors["levels"]._finish()
    qtbot.waitUntil(
        lambda: (
            session.preview.latest is not None
            and session.preview.latest.exact
            and not session.preview.busy
            and session.preview.latest.look is session.document.look
        ),
        timeout=10000,
    )
    assert np.unique(session.preview.latest.light.lut.table).tolist() == [0.0, 1.0]
    session.document.undo_stack.setClean()
    window.close()
    window.deleteLater()
