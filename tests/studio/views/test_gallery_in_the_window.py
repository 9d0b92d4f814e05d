"""The gallery: heads at their positions, their distances, folders of them, one of them large."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from hairsdk.errors import HairSdkError
from hairstudio.services.heads import SIDE, Head, is_gone
from hairstudio.services.session import Session
from hairstudio.views.main_window import MainWindow
from hairstudio.views.panels.gallery import GalleryPanel
from hairstudio.views.widgets.gallery import GalleryItem

Left = Qt.MouseButton.LeftButton


def test_that_the_gallery_shows_heads_from_black_to_white_at_their_positions(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.waitUntil(lambda: not window.gallery.busy, timeout=20000)
    items = window.gallery.view.model.items()
    intensities = [item.intensity for item in items]
    assert len(items) >= 13
    assert intensities == sorted(intensities)
    assert list(window.compare.scale.ramp.marks) == intensities
    assert items[0].position == 0.0
    assert items[-1].position == 1.0
    low, high = window.session.document.look.intensities[::-1]
    middle = items[6]
    assert middle.position == pytest.approx((middle.intensity - low) / (high - low))
    before = middle.image.copy()
    window.effects.add_effect("exposure")
    slider = window.effects.stack_view.rows[0].panel.editors["stops"].slider
    qtbot.keyClick(slider, Qt.Key.Key_End)
    window.flush()
    qtbot.waitUntil(
        lambda: (
            not window.gallery.busy
            and not np.array_equal(window.gallery.view.model.items()[6].image, before)
        ),
        timeout=20000,
    )


def test_that_the_gallery_tells_how_far_each_head_is_from_the_goal(
    qtbot: QtBot, window: MainWindow, settled
) -> None:
    view, session = window.gallery.view, window.session
    qtbot.waitUntil(lambda: not window.gallery.busy, timeout=20000)
    assert all(item.distance is None for item in view.model.items())
    session.set_goal((0.4, 0.2, 0.1))
    settled(session)
    qtbot.waitUntil(lambda: view.model.items()[0].distance is not None, timeout=20000)
    distance = window.compare.goal._distance
    assert view.model.items()[0].distance == pytest.approx(distance["dark"], abs=0.05)
    assert view.model.items()[-1].distance == pytest.approx(distance["light"], abs=0.05)
    assert view.model.items()[0].description.endswith(f"ΔE to the goal {distance['dark']:.1f}")
    shown = view.list
    qtbot.waitUntil(lambda: not shown.verticalScrollBar().isVisible(), timeout=5000)
    session.set_goal(None)
    qtbot.waitUntil(lambda: view.model.items()[0].distance is None, timeout=20000)


def test_that_all_built_in_heads_are_seen_at_once(qtbot: QtBot, window: MainWindow) -> None:
    window.reset_layout()
    qtbot.waitUntil(lambda: not window.gallery.busy, timeout=20000)
    shown = window.gallery.view.list
    qtbot.waitUntil(lambda: not shown.verticalScrollBar().isVisible(), timeout=5000)
    last = shown.visualRect(shown.model().index(shown.model().rowCount() - 1, 0))
    assert shown.viewport().rect().contains(last)


def test_that_the_position_can_be_scrubbed_by_hand(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.gallery.busy, timeout=20000)
    view = window.gallery.view
    qtbot.keyClick(view.slider.slider, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: all(i.position == 1.0 for i in view.model.items()), timeout=10000)
    qtbot.mouseClick(view.auto, Left)
    qtbot.waitUntil(lambda: view.model.items()[0].position == 0.0, timeout=10000)


def test_that_a_gallery_whose_heads_are_on_their_way_does_not_ask_for_some(
    qtbot: QtBot, session: Session
) -> None:
    session.new()
    gallery = GalleryPanel(session)
    qtbot.addWidget(gallery)
    gallery.show()
    assert gallery.busy and not gallery.view.model.items()
    assert not gallery.view.empty.isVisible()
    shown: list[int] = []
    gallery.view.set_items = lambda items: shown.append(len(items))  # type: ignore[method-assign]
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert shown and 0 not in shown


def test_that_a_folder_of_heads_joins_the_gallery(
    qtbot: QtBot, window: MainWindow, drop, photo, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: not window.gallery.busy, timeout=20000)
    before = len(window.gallery.view.model.items())
    photo("one.png", 60)
    photo("two.png", 160)
    for name in ("broken.png", ".hidden.png"):
        (tmp_path / name).write_bytes(b"broken")
    window.gallery.load(tmp_path)
    qtbot.waitUntil(lambda: len(window.gallery.view.model.items()) == before + 2, timeout=20000)
    assert "broken.png" in window.gallery.remark.text.text()
    assert "hidden" not in window.gallery.remark.text.text()
    assert window.session.settings.gallery_sources == (tmp_path,)
    more, none = tmp_path / "more", tmp_path / "none"
    for folder in (more, none):
        folder.mkdir()
    shutil.copy(tmp_path / "one.png", more / "three.png")
    window.gallery.load(none)
    drop(window.gallery, more)
    qtbot.waitUntil(lambda: len(window.gallery.view.model.items()) == before + 3, timeout=20000)
    assert window.session.settings.gallery_sources == (tmp_path, more)
    assert "none" in window.gallery.remark.text.text()
    assert "broken.png" not in window.gallery.remark.text.text(), "of what was asked for before"
    window.gallery.forget_all()
    assert window.gallery.remark.isHidden()
    qtbot.waitUntil(lambda: len(window.gallery.view.model.items()) == before, timeout=10000)
    assert window.session.settings.gallery_sources == ()


def test_that_a_head_whose_photo_is_gone_is_marked_when_the_window_is_looked_at_again(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, photo, tmp_path: Path
) -> None:
    gallery = window.gallery
    path = photo("anna.png", 120, (300, 400))
    gallery.load(tmp_path)

    def anna() -> GalleryItem | None:
        return next((i for i in gallery.view.model.items() if i.name == "anna"), None)

    qtbot.waitUntil(lambda: anna() is not None and not gallery.busy, timeout=20000)
    whole = gallery.view.grab().toImage()
    assert "gone" not in anna().description
    path.unlink()
    QApplication.sendEvent(gallery, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: "its photo is gone" in anna().description, timeout=10000)
    assert gallery.view.grab().toImage() != whole
    photo("anna.png", 120, (300, 400))
    QApplication.sendEvent(gallery, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: "gone" not in anna().description, timeout=10000)
    path.unlink()
    asked: list[int] = []

    def noted(head: Head) -> bool:
        asked.append(threading.get_ident())
        return is_gone(head)

    monkeypatch.setattr("hairstudio.views.panels.gallery.is_gone", noted)
    gallery.load(tmp_path)  # as the mark says
    qtbot.waitUntil(lambda: anna() is None, timeout=20000)
    assert threading.get_ident() not in asked, "a drive of the network may take long"


def test_that_a_drive_with_heads_that_is_away_is_told_once_until_it_is_back(
    qtbot: QtBot, window: MainWindow, photo, tmp_path: Path
) -> None:
    gallery, away = window.gallery, tmp_path / "away"
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    window.session.settings.note_gallery_source(away)

    def come_back() -> None:
        QApplication.sendEvent(gallery, QEvent(QEvent.Type.ActivationChange))
        qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)

    come_back()
    assert gallery.remark.text.text() == f"The folder {away} is not there"
    gallery.load(photo("one.png", 60).parent)
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert gallery.remark.text.text() == f"The folder {away} is not there"
    qtbot.mouseClick(gallery.remark.close_button, Left)
    come_back()
    assert not gallery.remark.isVisible()
    away.mkdir()
    shutil.copy(tmp_path / "one.png", away / "two.png")
    come_back()
    assert "two" in {item.name for item in gallery.view.model.items()}
    assert not gallery.remark.isVisible()


def test_that_a_folder_on_a_drive_that_is_not_plugged_in_is_known_when_it_comes_back(
    qtbot: QtBot, window: MainWindow, photo, tmp_path: Path
) -> None:
    away, settings = tmp_path / "away", window.session.settings
    settings.note_gallery_source(away)
    photo("one.png", 60)
    window.gallery.load(tmp_path)
    qtbot.waitUntil(lambda: len(settings.gallery_sources) == 2, timeout=20000)
    assert settings.gallery_sources == (away, tmp_path)


def test_that_thumbnails_keep_the_size_that_was_chosen_until_the_layout_is_reset(
    qtbot: QtBot, window: MainWindow
) -> None:
    view = window.gallery.view
    qtbot.waitUntil(lambda: not window.gallery.busy, timeout=20000)
    usual = view.thumbnail_size.value()
    window.docks["gallery"].setFloating(True)
    window.docks["gallery"].resize(700, 600)
    qtbot.waitUntil(view.thumbnail_size.isVisible)
    view.thumbnail_size.slider.setFocus()
    qtbot.keyClick(view.thumbnail_size.slider, Qt.Key.Key_PageUp)
    chosen = view.thumbnail_size.value()
    assert chosen > usual
    window.docks["gallery"].resize(760, 640)
    qtbot.wait(50)
    assert view.thumbnail_size.value() == chosen
    window.reset_layout()
    qtbot.waitUntil(lambda: view.thumbnail_size.value() == usual)


def test_that_the_largest_thumbnails_are_sharp(window: MainWindow) -> None:
    assert window.gallery.view.thumbnail_size.parameter.maximum <= SIDE


def test_that_a_head_of_the_gallery_is_shown_large_and_follows_the_look(
    qtbot: QtBot, window: MainWindow, photo, tmp_path: Path
) -> None:
    gallery = window.gallery
    photo("anna.png", 120, (300, 400))
    gallery.load(tmp_path)

    def row(name: str) -> int:
        return [item.name for item in gallery.view.model.items()].index(name)

    both = {"anna", "White bob"}
    qtbot.waitUntil(lambda: both <= {i.name for i in gallery.view.model.items()}, timeout=20000)
    gallery.view.activated.emit(row("White bob"))
    large = gallery._large
    assert large.height() < large.screen().availableSize().height()
    qtbot.waitUntil(large.viewer.has_after, timeout=10000)
    assert large.viewer.image_size() == (768, 768)
    before = large.viewer._after.pixels
    window.effects.add_effect("dye")
    window.effects.stack_view.parameter_committed.emit(0, "amount", 1.0)
    qtbot.waitUntil(lambda: not np.array_equal(large.viewer._after.pixels, before), timeout=10000)
    gallery.view.activated.emit(row("anna"))
    assert gallery._large is large
    qtbot.waitUntil(lambda: large.viewer.image_size() == (400, 300), timeout=10000)
    (tmp_path / "anna.png").unlink()
    gallery.view.activated.emit(row("anna"))
    qtbot.waitUntil(lambda: "anna.png" in large.viewer._empty_text, timeout=10000)
    qtbot.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible()


def test_that_a_head_of_the_gallery_becomes_a_reference_by_its_menu(
    qtbot: QtBot, window: MainWindow, settled, photo, tmp_path: Path
) -> None:
    gallery, document = window.gallery, window.session.document
    photo("anna.png", 120, (300, 400))
    gallery.load(tmp_path)
    shown, both = gallery.view.list, {"anna", "White bob"}
    qtbot.waitUntil(lambda: both <= {i.name for i in gallery.view.model.items()}, timeout=20000)

    def choose(name: str, text: str) -> None:
        """By the list's own signal, which mouse and Menu key emit."""
        row = [item.name for item in gallery.view.model.items()].index(name)
        place = shown.visualRect(shown.model().index(row, 0)).center()
        shown.customContextMenuRequested.emit(place)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()
        settled(window.session)

    choose("anna", "As the Light reference")
    qtbot.waitUntil(lambda: document.look.light.reference.name == "anna", timeout=20000)
    choose("White bob", "As the Dark reference")
    assert document.look.dark.reference.builtin
    assert document.look.dark.reference.name == "White bob"
    choose("White bob", "Show large")
    assert gallery._large is not None and gallery._large.isVisible()
    shown.customContextMenuRequested.emit(shown.viewport().rect().bottomRight())
    assert QApplication.activePopupWidget() is None


def test_that_a_remark_below_the_gallery_leaves_its_numbers_whole(
    qtbot: QtBot, window: MainWindow
) -> None:
    gallery = window.gallery
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    view = gallery.view.list

    def hidden() -> int:
        qtbot.wait(50)
        return view.visualRect(view.model().index(0, 0)).bottom() - view.viewport().height()

    before = hidden()
    gallery.remark.tell(("one.png is damaged", "two.png is damaged", "three.png is damaged"))
    assert hidden() == before
    assert not gallery.remark.visibleRegion().isEmpty()
    qtbot.mouseClick(gallery.remark.close_button, Left)
    assert not gallery.remark.isVisible()
    gallery.remark.tell(("four.png is damaged",))
    assert gallery.remark.text.text() == "four.png is damaged"  # the others were read
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not gallery.remark.isVisible()


def test_that_what_is_good_to_know_goes_by_itself_and_what_failed_stays(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, photo, tmp_path: Path
) -> None:
    monkeypatch.setattr("hairstudio.services.heads.MOST", 2)
    for number in range(3):
        photo(f"{number}.png", 60 + number)
    (tmp_path / "broken.png").write_bytes(b"broken")
    gallery = window.gallery
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and not gallery.busy, timeout=20000)
    gallery.remark._passing.setInterval(300)
    gallery.load(tmp_path)
    told = gallery.remark.text
    qtbot.waitUntil(lambda: "only the newest 2" in told.text(), timeout=20000)
    assert "broken.png" in told.text()
    qtbot.waitUntil(lambda: "newest" not in told.text(), timeout=10000)
    assert "broken.png" in told.text()
    assert gallery.remark.isVisible()


def test_that_it_is_over_that_heads_cannot_be_painted_once_they_are(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery, told = window.gallery, window.gallery.remark.text
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)

    def fail(*arguments: object) -> None:
        raise HairSdkError("this effect is odd")

    with monkeypatch.context() as patched:
        patched.setattr("hairstudio.views.panels.gallery.paint_heads", fail)
        for _ in range(2):
            gallery.look_again()
            qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert told.text() == "this effect is odd"
    gallery.look_again()
    qtbot.waitUntil(gallery.remark.isHidden, timeout=20000)


def test_that_a_snapshot_joins_the_gallery_and_those_before_are_not_searched_again(
    qtbot: QtBot, window: MainWindow, photo, tmp_path: Path
) -> None:
    gallery, finder = window.gallery, window.session.finder
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    built_in = len(gallery.view.model.items())

    def arrive(*paths: Path) -> int:
        before = finder.photos
        for path in paths:
            window.live.gallery_changed.emit(path)
        qtbot.waitUntil(lambda: gallery.complete and not gallery.busy, timeout=20000)
        return finder.photos - before

    snapshots = [photo(f"{number}.png", 60 + number) for number in range(4)]
    assert arrive(snapshots[0]) == 4  # those of earlier days come along
    assert window.session.settings.gallery_sources == (tmp_path,)
    assert arrive(photo("new.png", 100)) == 1
    assert len(gallery.view.model.items()) == built_in + 5
    gallery.remark.tell(("0.png is damaged",))
    (tmp_path / "broken.png").write_bytes(b"broken")
    assert arrive(photo("a.png", 110), photo("b.png", 120), tmp_path / "broken.png") == 2
    assert len(gallery.view.model.items()) == built_in + 7
    told = gallery.remark.text.text()
    assert "0.png is damaged" in told and "broken.png" in told
    gallery.forget_all()
    assert arrive(tmp_path / "a.png") == 7
    gallery.load(tmp_path)  # what was not changed since is known
    assert arrive() == 0
    photo("a.png", 115)
    gallery.load(tmp_path)
    assert arrive() == 1


def own_heads(gallery: GalleryPanel) -> list[str]:
    return sorted(head.name for head in gallery.heads() if isinstance(head.source, Path))


def test_that_photos_dropped_on_the_gallery_join_it_each_once(
    qtbot: QtBot, window: MainWindow, drop, photo, tmp_path: Path
) -> None:
    gallery, settings = window.gallery, window.session.settings
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    anna, berta = photo("anna.png", 60), photo("berta.png", 160)
    photo("cleo.png", 110)
    (tmp_path / "notes.txt").write_text("of the shoot")
    (bald := tmp_path / "bald.png").write_bytes(b"broken")
    drop(gallery, anna, berta, tmp_path / "notes.txt", bald)
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert own_heads(gallery) == ["anna", "berta"]
    assert gallery.remark.text.text().count("bald.png") == 1
    assert "notes.txt" not in gallery.remark.text.text()
    assert settings.gallery_sources == (anna, berta)
    gallery.load(tmp_path)
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert own_heads(gallery) == ["anna", "berta", "cleo"]
    names = [item.name for item in gallery.view.model.items()]
    alone, among = gallery.head_menu(names.index("anna")).actions()[-2:]
    assert alone.text() == "Remove anna.png from the gallery"
    assert among.text() == f"Remove the folder {tmp_path.name} from the gallery"


def test_that_a_photo_is_removed_from_the_gallery_by_the_menu_of_its_head(
    qtbot: QtBot, window: MainWindow, photo, tmp_path: Path
) -> None:
    gallery, settings = window.gallery, window.session.settings
    anna, berta = photo("anna.png", 60), photo("a&b.png", 160)
    (tmp_path / "shoot").mkdir()
    cleo = photo("shoot/cleo.png", 110)
    gallery.load(anna, berta, cleo.parent)
    names = {"anna", "a&b", "cleo"}
    qtbot.waitUntil(lambda: names <= {i.name for i in gallery.view.model.items()}, timeout=20000)
    row = [item.name for item in gallery.view.model.items()].index("a&b")
    menu = gallery.head_menu(row)
    assert menu.actions()[-1].text() == "Remove a&&b.png from the gallery"
    menu.actions()[-1].trigger()
    assert own_heads(gallery) == ["anna", "cleo"]
    row = [item.name for item in gallery.view.model.items()].index("cleo")
    menu = gallery.head_menu(row)
    assert menu.actions()[-1].text() == "Remove the folder shoot from the gallery"
    menu.actions()[-1].trigger()
    assert own_heads(gallery) == ["anna"]
    assert settings.gallery_sources == (anna,)
    qtbot.waitUntil(lambda: "a&b" not in {i.name for i in gallery.view.model.items()})
    assert not [a for a in gallery.head_menu(0).actions() if a.text().startswith("Remove")]


def test_that_what_is_removed_while_it_is_looked_at_or_waits_does_not_come_back(
    qtbot: QtBot, window: MainWindow, photo, tmp_path: Path
) -> None:
    gallery, anna, berta = window.gallery, photo("anna.png", 60), photo("berta.png", 160)
    gallery.load(tmp_path, berta)
    qtbot.waitUntil(lambda: own_heads(gallery) == ["anna", "berta"], timeout=20000)
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    gallery.load(tmp_path, anna, berta)  # once more
    gallery._own.forget(tmp_path)
    gallery._own.forget(berta)
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert own_heads(gallery) == ["anna"]
    assert window.session.settings.gallery_sources == (anna,)


def test_that_what_was_told_stays_where_no_photo_is_chosen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.gallery.remark.tell(("broken.png is damaged",))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    window.gallery.choose_photos()
    assert window.gallery.remark.text.text() == "broken.png is damaged"


def test_that_a_photo_of_the_last_sitting_is_there_or_told_of_once(
    qtbot: QtBot, window: MainWindow, photo, tmp_path: Path
) -> None:
    gallery, settings = window.gallery, window.session.settings
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    anna, gone = photo("anna.png", 60), tmp_path / "gone.png"
    away = tmp_path / "drive" / "berta.png"
    for each in (anna, gone, away):
        settings.note_gallery_source(each)
    QApplication.sendEvent(gallery, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    assert own_heads(gallery) == ["anna"]
    told = gallery.remark.text.text()
    assert told == f"The photo {gone} is not there\nThe photo {away} is not there"
    assert settings.gallery_sources == (anna, away)


def test_that_a_large_folder_is_called_so_when_it_is_added_and_not_at_each_start(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, photo, tmp_path: Path
) -> None:
    monkeypatch.setattr("hairstudio.services.heads.MOST", 1)
    gallery, told = window.gallery, window.gallery.remark.text
    qtbot.waitUntil(lambda: not gallery.busy, timeout=20000)
    for name in ("anna.png", "berta.png"):
        photo(name, 60)
    window.session.settings.note_gallery_source(tmp_path)  # in the sitting before
    QApplication.sendEvent(gallery, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: len(own_heads(gallery)) == 1, timeout=20000)
    assert gallery.remark.isHidden()
    gallery.load(tmp_path)
    qtbot.waitUntil(lambda: "only the newest 1" in told.text(), timeout=20000)
