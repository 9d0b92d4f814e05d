"""Pictures and swatches in the colours of the monitor; what is measured stays sRGB."""

from __future__ import annotations

import functools
import io
import struct
import weakref
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QColorSpace, QImage, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hairsdk.errors import FileReadError
from hairsdk.lut import Lut3D
from hairstudio.core.extent import Extent
from hairstudio.core.palettes import NamedColour
from hairstudio.core.parameters import Parameter
from hairstudio.services.qimages import pixels_of
from hairstudio.views.dialogs.camera import _Finder
from hairstudio.views.widgets import monitor as module
from hairstudio.views.widgets.editors.curve_model import CurveShape
from hairstudio.views.widgets.editors.curve_plot import CurvePlot
from hairstudio.views.widgets.editors.gradient import GradientEditor
from hairstudio.views.widgets.editors.palette_shelf import SwatchGrid
from hairstudio.views.widgets.editors.picker import ColourPicker
from hairstudio.views.widgets.editors.slider import Slider
from hairstudio.views.widgets.editors.wheel import BalanceWheel
from hairstudio.views.widgets.monitor import (
    NONE,
    SYSTEM,
    Monitor,
    MonitorProfileError,
    monitor_space,
    monitors,
)
from hairstudio.views.widgets.scopes.chroma import ChromaPlane
from hairstudio.views.widgets.scopes.lattice import LatticeView
from hairstudio.views.widgets.swatch import Swatch
from hairstudio.views.widgets.thumbnails import draw_thumbnail
from hairstudio.views.widgets.viewer import CompareViewer, Viewport

P3 = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3)
COPPER = (166, 70, 42)
ON_P3 = (154, 76, 50)
"""Copper as Display P3 has to be told it."""

AS_SHARES = tuple(level / 255 for level in COPPER)

pytestmark = pytest.mark.usefixtures("unmanaged")


@pytest.fixture
def wide(profile: Path) -> None:
    monitors.use(str(profile))


def plain(colour: tuple[int, int, int], height: int = 300, width: int = 400) -> np.ndarray:
    return np.full((height, width, 3), colour, np.uint8)


def middle(widget: QWidget) -> tuple[int, ...]:
    pixels = pixels_of(widget.grab().toImage())
    return tuple(pixels[pixels.shape[0] // 2, pixels.shape[1] // 2].tolist())


def noise(side: int = 64) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (side, side, 3), np.uint8)


def as_image(pixels: np.ndarray) -> QImage:
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)


def test_that_colours_are_converted_as_little_cms_does() -> None:
    pixels = noise()
    ours = pixels_of(Monitor(P3).image(as_image(pixels)))
    theirs = ImageCms.profileToProfile(
        Image.fromarray(pixels),
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(bytes(P3.iccProfile()))),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    assert np.abs(ours.astype(int) - np.asarray(theirs)).max() <= 1
    assert np.abs(ours.astype(int) - pixels).max() > 20


def test_that_single_colours_and_the_table_agree_with_pictures() -> None:
    monitor = Monitor(P3)
    assert monitor.colour(QColor(*COPPER)).getRgb()[:3] == ON_P3
    assert monitor.colour(QColor(*COPPER, 80)).alpha() == 80
    table = monitor.lut
    assert table is not None
    assert table.dtype == np.float32
    # Red lies nearest in memory, and entries 32 / 255 apart are those of the bytes between.
    steps = np.array([0, 8, 16, 24, 32])
    for red, green, blue in np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3):
        levels = np.rint(np.array([red, green, blue]) / 32 * 255).astype(np.uint8)
        shown = pixels_of(monitor.image(as_image(levels.reshape(1, 1, 3).copy())))[0, 0]
        assert np.abs(table[blue, green, red] * 255 - shown).max() < 1.6


def lab_monitor() -> bytes:
    """The profile of a monitor that is told L, a and b, by tables that change nothing (ICC.1,
    lut16Type).
    """
    corners = np.array([*np.ndindex(2, 2, 2)], ">u2") * np.uint16(65535)
    ramps = np.array([0, 65535] * 3, ">u2").tobytes()
    unit = (np.eye(3) * 65536).astype(">i4").tobytes()
    table = b"mft2" + bytes([0, 0, 0, 0, 3, 3, 2, 0]) + unit + struct.pack(">HH", 2, 2)
    table += ramps + corners.tobytes() + ramps
    white = struct.pack(">4s4x3i", b"XYZ ", 63190, 65536, 54061)
    name = struct.pack(">4s4xI4s78x", b"desc", 4, b"Lab")
    tags, body, begin = b"", b"", 128 + 4 + 4 * 12
    for key, data in ((b"desc", name), (b"wtpt", white), (b"A2B0", table), (b"B2A0", table)):
        tags += struct.pack(">4sII", key, begin + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4xI4s4s4s", begin + len(body), 0x02400000, b"mntr", b"RGB ", b"Lab ")
    return (
        head + bytes(12) + b"acsp" + bytes(28) + white[8:] + bytes(48) + b"\0\0\0\4" + tags + body
    )


def test_that_profiles_that_hold_tables_show_pictures_as_they_do_colours() -> None:
    space = monitor_space(lab_monitor())
    assert space is not None
    assert space.transformModel() == QColorSpace.TransformModel.ElementListProcessing
    monitor = Monitor(space)
    pixels = noise(16)
    shown = pixels_of(monitor.image(as_image(pixels))).astype(int)
    single = [monitor.colour(QColor(*pixel)).getRgb()[:3] for pixel in pixels.reshape(-1, 3)]
    differences = np.abs(shown.reshape(-1, 3) - single)
    assert differences.max() <= 4
    assert differences.mean() < 0.7
    assert np.abs(shown - pixels).max() > 100


def test_that_an_srgb_monitor_is_told_what_is_in_the_picture() -> None:
    image = as_image(noise())
    for monitor in (Monitor(), Monitor(QColorSpace(QColorSpace.NamedColorSpace.SRgb))):
        assert monitor.image(image) is image
        assert monitor.colour(QColor(*COPPER)) == QColor(*COPPER)
        assert monitor.lut is None
        assert not monitor.converts


@pytest.mark.parametrize("zoom", [None, 0.3, 1.0, 1.6, 4.0])
def test_that_viewers_show_pictures_for_the_monitor_at_any_zoom(
    show, wide: None, zoom: float | None
) -> None:
    viewer = show(CompareViewer(), 420, 300)
    viewer.set_mode("after")
    viewer.set_images(plain((0, 0, 200)), plain(COPPER))
    viewer.set_view(Viewport(zoom))
    assert middle(viewer) == ON_P3
    assert viewer.picked_at(QPointF(210, 150)) == pytest.approx(np.array(COPPER) / 255)
    viewer.set_mode("before")
    assert middle(viewer) == tuple(
        pixels_of(monitors.of(viewer).image(as_image(plain((0, 0, 200), 1, 1))))[0, 0].tolist()
    )


@pytest.mark.parametrize(
    "view", [Viewport(1.0), Viewport(1.0, (0.6, 0.3)), Viewport(0.5), Viewport(3.0)]
)
def test_that_what_is_seen_is_the_picture_converted(show, profile: Path, view: Viewport) -> None:
    tiles = np.random.default_rng(2).integers(0, 256, (60, 80, 3), np.uint8)
    picture = np.repeat(np.repeat(tiles, 10, axis=0), 10, axis=1)
    viewer = show(CompareViewer(), 400, 300)
    viewer.set_mode("before")
    viewer.set_images(picture)
    viewer.set_view(view)
    expected = pixels_of(Monitor(P3).image(viewer.grab().toImage())).astype(int)
    monitors.use(str(profile))
    seen = pixels_of(viewer.grab().toImage())
    # Captions are words, whatever the monitor.
    inner = np.s_[50:-50, 10:-10]
    assert np.abs(seen - expected)[inner].max() <= 2


def test_that_a_picture_that_is_moved_shows_its_other_parts(show, wide: None) -> None:
    picture = np.concatenate([plain((0, 0, 200), 900, 600), plain(COPPER, 900, 600)], axis=1)
    viewer = show(CompareViewer(), 420, 300)
    viewer.set_mode("before")
    viewer.set_images(picture)
    viewer.set_view(Viewport(1.0, (0.25, 0.5)))
    assert middle(viewer) != ON_P3
    viewer.set_view(Viewport(1.0, (0.75, 0.5)))
    assert middle(viewer) == ON_P3


def test_that_a_photo_that_is_no_longer_shown_is_let_go(show, wide: None) -> None:
    viewer = show(CompareViewer(), 420, 300)
    picture = plain(COPPER)
    shown = weakref.ref(picture)
    viewer.set_images(picture)
    for zoom in (1.0, None):
        viewer.set_view(Viewport(zoom))
        viewer.grab()
    viewer.set_images(None)
    del picture
    assert shown() is None


def test_that_another_profile_is_seen_at_once(qtbot: QtBot, show, profile: Path) -> None:
    painted: list[QColor] = []

    class Watched(Swatch):
        def paintEvent(self, event: QPaintEvent) -> None:
            painted.append(monitors.of(self).colour(QColor(*COPPER)))
            super().paintEvent(event)

    show(Watched(AS_SHARES), 60, 40)
    painted.clear()
    monitors.use(str(profile))
    qtbot.waitUntil(lambda: len(painted) > 0)
    assert painted[-1].getRgb()[:3] == ON_P3


def test_that_drafts_and_new_pictures_are_converted_anew(show, wide: None) -> None:
    viewer = show(CompareViewer(), 420, 300)
    viewer.set_mode("after")
    viewer.set_images(plain((0, 0, 200)), plain((0, 0, 200)))
    viewer.grab()
    extent = Extent(0, 0, 400, 300, 200, 150)
    viewer.set_images(plain((0, 0, 200)), plain(COPPER, 150, 200), extent)
    assert middle(viewer) == ON_P3
    viewer.set_images(plain(COPPER), plain(COPPER))
    assert middle(viewer) == ON_P3


def test_that_the_mask_and_clipped_pixels_are_marked_as_ever(show, profile: Path) -> None:
    grey = plain((255, 255, 255))
    viewer = show(CompareViewer(), 420, 300)
    viewer.set_mode("after")
    viewer.set_images(grey, grey)
    viewer.set_mask(np.ones((300, 400), np.float32))
    for show_marks in (viewer.show_mask, viewer.show_clipping):
        show_marks(True)
        monitors.use(NONE)
        marked = middle(viewer)
        monitors.use(str(profile))
        assert middle(viewer) == marked
        assert marked != (255, 255, 255)
        show_marks(False)


def test_that_swatches_and_editors_show_colours_as_pictures_do(show, wide: None) -> None:
    assert middle(show(Swatch(AS_SHARES), 60, 40)) == ON_P3
    picker = show(ColourPicker(AS_SHARES), 300)
    assert middle(picker.after) == ON_P3
    picker.square.show_point(1.0, 1.0, 0.0)
    red = picker.square.grab().toImage()
    shown = red.pixelColor(red.width() - 2, 2)
    assert shown.red() < 240
    assert shown.green() > 40


def _swatch() -> QWidget:
    swatch = Swatch()
    swatch.set_colour((0.0, 0.0, 1.0))
    swatch.set_range(AS_SHARES, AS_SHARES)
    return swatch


def _ramp() -> QWidget:
    stops = Parameter("ramp", "gradient", "Ramp", ((0.0, AS_SHARES), (1.0, AS_SHARES)))
    return GradientEditor(stops)


def _shelf() -> QWidget:
    grid = SwatchGrid("Brand", 1)
    grid.show_colours([NamedColour("Copper", AS_SHARES)], (0.0, 0.0, 0.0))
    return grid


def _chroma(*, goal: bool) -> QWidget:
    plane = ChromaPlane()
    if goal:
        plane.set_goal(AS_SHARES)
    else:
        plane.set_pixels(None, np.full((9, 3), COPPER, np.uint8))
    return plane


def _loupe() -> QWidget:
    viewer = CompareViewer()
    viewer.set_mode("before")
    viewer.set_images(plain(COPPER))
    viewer.set_tool("eyedropper")
    viewer.eyedropper.move(QPointF(40, 40))
    return viewer


def _camera() -> QWidget:
    finder = _Finder()
    finder.show_image(as_image(plain(COPPER)).copy())
    return finder


@pytest.mark.parametrize(
    "made",
    [
        _swatch,
        _ramp,
        _shelf,
        functools.partial(_chroma, goal=True),
        functools.partial(_chroma, goal=False),
        _loupe,
        _camera,
    ],
)
def test_that_nothing_is_left_as_it_would_be_on_an_srgb_monitor(
    show, profile: Path, made: Callable[[], QWidget]
) -> None:
    widget = show(made(), 300, 240)

    def shown(colour: tuple[int, int, int]) -> bool:
        return bool(np.all(pixels_of(widget.grab().toImage()) == colour, axis=2).any())

    assert shown(COPPER)
    assert not shown(ON_P3)
    monitors.use(str(profile))
    assert not shown(COPPER)
    assert shown(ON_P3)


def _cloud() -> QWidget:
    plane = ChromaPlane()
    plane.set_pixels(noise(8).reshape(-1, 3), noise().reshape(-1, 3))
    return plane


def _lattice() -> QWidget:
    view = LatticeView()
    view.set_table(Lut3D.identity(9).table)
    return view


def _slider() -> QWidget:
    slider = Slider(-1.0, 1.0, neutral=0.0)
    slider.groove = "hue"
    return slider


def _hue_curve() -> QWidget:
    hues = Parameter("hues", "hue-curve", "Hue", ((0.0, 0.0),), minimum=-180.0, maximum=180.0)
    page = QWidget()  # pyqtgraph's view does not bear to be closed by itself
    QVBoxLayout(page).addWidget(CurvePlot(CurveShape.of(hues), ""))
    return page


@pytest.mark.parametrize("made", [_cloud, _lattice, _slider, _hue_curve, BalanceWheel])
def test_that_scopes_and_ramps_are_converted(
    show, profile: Path, made: Callable[[], QWidget]
) -> None:
    widget = show(made(), 300, 240)
    srgb = pixels_of(widget.grab().toImage())
    coloured = np.ptp(srgb, axis=2) > 8
    assert np.count_nonzero(coloured) > 200
    monitors.use(str(profile))
    seen = pixels_of(widget.grab().toImage()).astype(int)
    expected = pixels_of(Monitor(P3).image(as_image(srgb)))
    # Ramps are mixed between their stops, and edges with the grey around, after that.
    assert np.quantile(np.abs(seen - expected)[coloured], 0.95) <= 6
    assert np.abs(seen - srgb)[coloured].max() > 30


@pytest.mark.parametrize("space", [P3, monitor_space(lab_monitor())])
def test_that_transparent_pictures_stay_so(space: QColorSpace) -> None:
    image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(*COPPER, 51))
    shown = Monitor(space).image(image).pixelColor(0, 0)
    assert shown.alpha() == 51
    wanted = Monitor(space).colour(QColor(*COPPER))
    for channel in ("red", "green", "blue"):
        assert abs(getattr(shown, channel)() - getattr(wanted, channel)()) <= 5


def test_that_thumbnails_are_converted(show, wide: None) -> None:
    widget = show(QWidget(), 40, 40)
    canvas = QImage(40, 40, QImage.Format.Format_RGB888)
    with QPainter(canvas) as painter:
        draw_thumbnail(painter, plain(COPPER), QRectF(0, 0, 40, 40), widget)
    assert tuple(pixels_of(canvas)[20, 20].tolist()) == ON_P3


def test_that_each_monitor_has_the_profile_that_the_system_gives_it(
    show, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QScreen] = []

    def answer(screen: QScreen) -> bytes:
        asked.append(screen)
        return bytes(P3.iccProfile())

    monkeypatch.setattr(module, "system_profile", answer)
    swatch = show(Swatch(AS_SHARES), 60, 40)
    monitors.use(SYSTEM)
    assert [middle(swatch), middle(swatch)] == [ON_P3, ON_P3]
    assert asked == [swatch.screen()]
    assert monitors.of(swatch).name == P3.description()


@pytest.mark.parametrize("found", [None, b"", b"no profile"])
def test_that_without_a_profile_of_the_system_colours_stay(
    show, monkeypatch: pytest.MonkeyPatch, found: bytes | None
) -> None:
    monkeypatch.setattr(module, "system_profile", lambda _screen: found)
    monitors.use(SYSTEM)
    swatch = show(Swatch(AS_SHARES), 60, 40)
    assert middle(swatch) == COPPER
    assert monitors.of(swatch).name == ""


def test_that_files_that_are_no_profile_of_a_monitor_are_refused(
    show, tmp_path: Path, wide: None
) -> None:
    grey = tmp_path / "grey.icc"
    space = QColorSpace(QPointF(0.3127, 0.329), QColorSpace.TransferFunction.Gamma, 2.2)
    grey.write_bytes(bytes(space.iccProfile()))
    words = tmp_path / "words.icc"
    words.write_text("no profile")
    one_way = tmp_path / "one way.icc"  # as of a scanner: from its colours only
    one_way.write_bytes(lab_monitor().replace(b"B2A0", b"A2B9"))
    printer = tmp_path / "printer.icc"
    printer.write_bytes(lab_monitor().replace(b"mntr", b"prtr"))
    for path in (grey, words, one_way, printer):
        with pytest.raises(MonitorProfileError, match=rf"{path.stem}\.icc is no ICC profile of a"):
            monitors.use(str(path))
    with pytest.raises(FileReadError, match=r"gone\.icc"):
        monitors.use(str(tmp_path / "gone.icc"))
    # What was chosen before goes on.
    assert middle(show(Swatch(AS_SHARES), 60, 40)) == ON_P3
