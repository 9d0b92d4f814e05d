"""Qt's video frames as arrays; the reference colours are computed here from the standards."""

from __future__ import annotations

import dataclasses
import struct
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QtVideo, QVideoFrame, QVideoFrameFormat
from pytestqt.qtbot import QtBot

from hairsdk.video import FilmReader, FilmWriter
from hairstudio.services.live import movies
from hairstudio.services.live.frames import LiveFrame
from hairstudio.services.live.movies import MovieSource
from hairstudio.services.live.pixels import is_mappable, to_rgb

PIXEL = QVideoFrameFormat.PixelFormat
SPACE = QVideoFrameFormat.ColorSpace
RANGE = QVideoFrameFormat.ColorRange
TRANSFER = QVideoFrameFormat.ColorTransfer
WEIGHTS = {
    SPACE.ColorSpace_BT601: (0.299, 0.114),
    SPACE.ColorSpace_BT709: (0.2126, 0.0722),
    SPACE.ColorSpace_BT2020: (0.2627, 0.0593),
}
DEEP = {PIXEL.Format_YUV420P10: 2, PIXEL.Format_P010: 8, PIXEL.Format_P016: 8}
"""By how many bits samples of 16 are larger than samples of 8."""

COLOURS = [(166, 70, 42), (30, 22, 18), (240, 240, 240), (90, 120, 160), (255, 255, 255)]


def ycc(rgb: tuple[int, int, int], space: SPACE, full: bool) -> tuple[int, int, int]:
    """BT.601-7, BT.709-6 and BT.2020-2: an RGB colour in 8 bit Y, Cb, Cr."""
    red, green, blue = (value / 255 for value in rgb)
    of_red, of_blue = WEIGHTS[space]
    luma = of_red * red + (1 - of_red - of_blue) * green + of_blue * blue
    pair = (blue - luma) / (2 - 2 * of_blue), (red - luma) / (2 - 2 * of_red)
    if full:
        return (round(255 * luma), *(round(255 * each) + 128 for each in pair))
    return (round(219 * luma + 16), *(round(224 * each) + 128 for each in pair))


def frame(
    kind: PIXEL,
    rgb,
    space=SPACE.ColorSpace_BT601,
    full=False,
    transfer=TRANSFER.ColorTransfer_Unknown,
) -> QVideoFrame:
    form = QVideoFrameFormat(QSize(64, 36), kind)
    form.setColorSpace(space)
    form.setColorTransfer(transfer)
    form.setColorRange(RANGE.ColorRange_Full if full else RANGE.ColorRange_Video)
    made = QVideoFrame(form)
    assert made.map(QVideoFrame.MapMode.WriteOnly)
    y, cb, cr = ycc(rgb, space, full)
    patterns = {
        PIXEL.Format_NV12: ([y], [cb, cr]),
        PIXEL.Format_NV21: ([y], [cr, cb]),
        PIXEL.Format_YUV420P: ([y], [cb], [cr]),
        PIXEL.Format_YUV420P10: ([y], [cb], [cr]),
        PIXEL.Format_P010: ([y], [cb, cr]),
        PIXEL.Format_P016: ([y], [cb, cr]),
        PIXEL.Format_YV12: ([y], [cr], [cb]),
        PIXEL.Format_YUV422P: ([y], [cb], [cr]),
        PIXEL.Format_YUYV: ([y, cb, y, cr],),
        PIXEL.Format_UYVY: ([cb, y, cr, y],),
        PIXEL.Format_RGBA8888: ([*rgb, 255],),
        PIXEL.Format_BGRA8888: ([*rgb[::-1], 255],),
        PIXEL.Format_BGRX8888: ([*rgb[::-1], 255],),
    }
    for index, pattern in enumerate(patterns[kind]):
        dtype = np.uint16 if kind in DEEP else np.uint8
        plane = np.frombuffer(made.bits(index), dtype)
        plane[:] = np.resize(np.array(pattern, dtype) << DEEP.get(kind, 0), plane.shape)
    made.unmap()
    return made


YUV = (
    *(PIXEL.Format_NV12, PIXEL.Format_NV21, PIXEL.Format_YUV420P, PIXEL.Format_YV12),
    *(PIXEL.Format_YUYV, PIXEL.Format_UYVY, PIXEL.Format_YUV422P, *DEEP),
)


@pytest.mark.parametrize("kind", YUV)
@pytest.mark.parametrize("space", list(WEIGHTS))
@pytest.mark.parametrize("full", [False, True])
def test_that_colours_come_out_as_the_standard_says(kind: PIXEL, space: SPACE, full: bool) -> None:
    for rgb in COLOURS:
        image = to_rgb(frame(kind, rgb, space, full))
        assert image.shape == (36, 64, 3)
        assert np.abs(image.astype(int) - rgb).max() <= 4, (rgb, image[0, 0])


@pytest.mark.parametrize(
    "kind", [PIXEL.Format_RGBA8888, PIXEL.Format_BGRA8888, PIXEL.Format_BGRX8888]
)
def test_that_rgb_frames_keep_every_byte(kind: PIXEL) -> None:
    image = to_rgb(frame(kind, (166, 70, 42)))
    assert (image == (166, 70, 42)).all()


def picture() -> QImage:
    """Red at the upper left."""
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    for x in range(32):
        for y in range(18):
            image.setPixelColor(x, y, QColor(255, 0, 0))
    return image


@pytest.mark.parametrize(
    ("turn", "place"),
    [
        (QtVideo.Rotation.None_, (0, 0)),
        (QtVideo.Rotation.Clockwise90, (0, -1)),
        (QtVideo.Rotation.Clockwise180, (-1, -1)),
        (QtVideo.Rotation.Clockwise270, (-1, 0)),
    ],
)
def test_that_frames_of_a_turned_camera_stand_upright(turn: QtVideo.Rotation, place) -> None:
    made = QVideoFrame(picture())
    made.setRotation(turn)
    image = to_rgb(made)
    assert image[place][0] > 200
    assert sum(image[y, x, 0] > 200 for y in (0, -1) for x in (0, -1)) == 1
    mirrored = to_rgb(made, mirror=True)
    assert np.array_equal(mirrored, image[:, ::-1])


def test_that_frames_stored_from_below_stand_upright() -> None:
    form = QVideoFrame(picture()).surfaceFormat()
    form.setScanLineDirection(QVideoFrameFormat.Direction.BottomToTop)
    made = QVideoFrame(form)
    assert made.map(QVideoFrame.MapMode.WriteOnly)
    rows = np.frombuffer(made.bits(0), np.uint8).reshape(36, -1)
    rows[:] = 0
    rows[18:] = 255
    made.unmap()
    image = to_rgb(made)
    assert image[0].min() == 255
    assert image[-1].max() == 0


def first_frame(qtbot: QtBot, source: MovieSource) -> LiveFrame:
    """What a film gives at first; it is closed then."""
    given: list[LiveFrame] = []
    source.frame.connect(given.append)
    source.open()
    qtbot.waitUntil(lambda: bool(given), timeout=20000)
    source.close()
    return given[0]


@pytest.mark.parametrize("swaps", [False, True])
@pytest.mark.parametrize("x", [1, -1])
@pytest.mark.parametrize("y", [1, -1])
def test_that_turned_and_mirrored_films_are_shown_as_hairsdk_reads_them(
    qtbot: QtBot, film: Path, swaps: bool, x: int, y: int
) -> None:
    data = bytearray(film.read_bytes())
    one = 1 << 16
    matrix = (0, y * one, 0, x * one, 0, 0) if swaps else (x * one, 0, 0, 0, y * one, 0)
    # ISO/IEC 14496-12, 8.3.2: the matrix of a track header of version 0.
    struct.pack_into(">6i", data, data.index(b"tkhd") + 44, *matrix)
    film.write_bytes(data)
    with FilmReader(film) as reader:
        wanted = next(iter(reader.frames())).pixels
    given = first_frame(qtbot, MovieSource(film))
    assert given.image.shape == wanted.shape
    assert np.abs(given.image.astype(int) - wanted).mean() < 4


def film_of(face: np.ndarray, path: Path, size: tuple[int, int], kind: str) -> np.ndarray:
    """A film without loss, and its first frame as hairsdk reads it."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=30)
        stream.width, stream.height, stream.pix_fmt = *size, kind
        picture = np.ascontiguousarray(cv2.resize(face, size, interpolation=cv2.INTER_AREA))
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture).reformat(format=kind)))
        container.mux(stream.encode())
    with FilmReader(path) as reader:
        return next(iter(reader.frames())).pixels


@pytest.mark.parametrize("kind", ["yuv420p", "yuv422p", "gray"])
def test_that_films_of_odd_sizes_are_shown_as_hairsdk_reads_them_and_cost_the_window_nothing(
    qtbot: QtBot, tmp_path: Path, face: np.ndarray, kind: str
) -> None:
    film = tmp_path / "odd.mkv"
    wanted = film_of(face, film, (161, 121), kind)
    given = first_frame(qtbot, MovieSource(film))
    assert given.convert_ms == 0.0
    assert given.image.shape == wanted.shape == (121, 161, 3)
    difference = np.abs(given.image.astype(int) - wanted)
    assert difference.mean() < 4
    assert difference[-1].mean() < 8 and difference[:, -1].mean() < 8


@pytest.mark.parametrize("kind", ["yuv420p", "yuv422p", "yuv420p10le", "gray", "bgr0"])
@pytest.mark.parametrize("size", [(320, 240), (322, 243), (240, 330)])
def test_that_large_films_are_shown_smaller(
    qtbot: QtBot,
    tmp_path: Path,
    face: np.ndarray,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(movies, "LARGEST", 160)
    film = tmp_path / "large.mkv"
    large = film_of(face, film, size, kind)
    given = first_frame(qtbot, MovieSource(film)).image
    height, width = given.shape[:2]
    assert max(height, width) == 160
    assert width / height == pytest.approx(size[0] / size[1], abs=0.02)
    wanted = cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA)
    assert np.abs(given.astype(int) - wanted).mean() < 4


def test_that_films_of_another_space_are_shown_in_srgb(
    qtbot: QtBot, film: Path, tmp_path: Path
) -> None:
    with FilmReader(film) as reader:
        info = dataclasses.replace(reader.info, primaries=12, transfer=1)
    # The reddest that sRGB has, as it is in Display P3.
    red = np.full((info.height, info.width, 3), (234, 51, 35), np.uint8)
    with FilmWriter(tmp_path / "p3.mp4", info, (info.width, info.height)) as writer:
        for number in range(5):
            writer.write(red, number * 3000, 3000)
    given = first_frame(qtbot, MovieSource(tmp_path / "p3.mp4"))
    assert np.abs(given.image.reshape(-1, 3).mean(axis=0) - (255, 0, 0)).max() < 10


def test_that_hdr_in_display_p3_is_shown_as_hairsdk_reads_it_and_that_is_noted(
    qtbot: QtBot, film: Path, tmp_path: Path
) -> None:
    hdr = tmp_path / "hdr.mp4"
    with FilmReader(film) as reader:
        info = dataclasses.replace(reader.info, matrix=9, primaries=12, transfer=16)
    orange = np.full((info.height, info.width, 3), (140, 100, 70), np.uint8)
    with FilmWriter(hdr, info, (info.width, info.height)) as writer:
        for number in range(5):
            writer.write(orange, number * 3000, 3000)
    with FilmReader(hdr) as reader:
        wanted = next(iter(reader.frames())).pixels
    source, given = MovieSource(hdr), []
    source.frame.connect(given.append)
    source.open()
    qtbot.waitUntil(lambda: bool(given), timeout=20000)
    with qtbot.waitSignal(source.noted) as noted:
        shown = given[0].image
    source.close()
    assert np.abs(shown.reshape(-1, 3).mean(axis=0) - wanted.reshape(-1, 3).mean(axis=0)).max() < 4
    assert noted.args[0].startswith("hdr.mp4: HDR with PQ (SMPTE ST 2084) becomes SDR")


def test_that_an_interlaced_film_is_said_to_be_shown_with_its_combs(
    qtbot: QtBot, tmp_path: Path
) -> None:
    # hairsdk makes pictures of the fields, Qt does not.
    path, given = tmp_path / "fields.mp4", []
    with av.open(str(path), "w") as container:
        options = {"flags": "+ilme+ildct", "x264-params": "tff=1"}
        stream = container.add_stream("libx264", rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8))
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    source = MovieSource(path)
    source.frame.connect(given.append)
    source.open()
    qtbot.waitUntil(lambda: bool(given), timeout=20000)
    with qtbot.waitSignal(source.noted) as noted:
        assert given[0].image is not None
    source.close()
    assert noted.args == ["fields.mp4: the film is interlaced, and is shown as if it were not."]


def test_that_the_jpegs_of_webcams_are_read() -> None:
    made = QVideoFrame(QVideoFrameFormat(QSize(64, 36), PIXEL.Format_Jpeg))
    assert made.map(QVideoFrame.MapMode.WriteOnly)
    picture = np.full((36, 64, 3), (42, 70, 166), np.uint8)  # blue first
    coded = cv2.imencode(".jpg", picture)[1].ravel()
    plane = np.frombuffer(made.bits(0), np.uint8)
    plane[:] = 0
    plane[: coded.size] = coded
    made.unmap()
    assert is_mappable(made)
    assert np.abs(to_rgb(made).astype(int) - (166, 70, 42)).max() <= 2


def test_that_other_formats_take_qts_own_way() -> None:
    image = QImage(64, 36, QImage.Format.Format_Grayscale16)
    image.fill(QColor(120, 120, 120))
    assert not is_mappable(QVideoFrame(image))
    assert np.abs(to_rgb(QVideoFrame(image)).astype(int) - 120).max() <= 2


def test_that_what_the_window_need_not_convert_is_converted_by_whom_it_serves() -> None:
    made = frame(PIXEL.Format_NV12, (166, 70, 42))
    assert is_mappable(made)
    lazy = LiveFrame(made, 1, mirror=True)
    assert lazy.convert_ms == 0.0
    assert np.array_equal(lazy.pixels, to_rgb(made, mirror=True))
    assert lazy.convert_ms > 0.0
    assert lazy.image is lazy.pixels


def test_that_a_frame_that_cannot_be_read_is_known_as_such() -> None:
    assert LiveFrame(QVideoFrame(), 1).pixels is None


@pytest.mark.parametrize(
    ("transfer", "white"),
    [(TRANSFER.ColorTransfer_STD_B67, 0.75), (TRANSFER.ColorTransfer_ST2084, 0.58)],
    ids=["HLG", "PQ"],
)
@pytest.mark.parametrize("kind", [PIXEL.Format_YUV420P10, PIXEL.Format_P010])
def test_that_hdr_is_toned_down(kind: PIXEL, transfer: TRANSFER, white: float) -> None:
    made = frame(kind, 3 * (round(255 * white),), SPACE.ColorSpace_BT2020, transfer=transfer)
    # The reference white of BT.2408: below white, as what is brighter must be told from it.
    assert np.abs(to_rgb(made).astype(int) - round(0.89 * 255)).max() < 8
