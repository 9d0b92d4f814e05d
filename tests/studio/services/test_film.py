"""A film with the look on its hair: what `hairsdk video` makes of it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import QTranslator

from hairsdk import video
from hairsdk.cli import main
from hairsdk.errors import FileWriteError, ModelError, ParameterError, VideoError
from hairsdk.video import Encoding, FilmInfo, FilmOptions, FilmReader, FilmWriter, Progress
from hairsdk.video.encoding import CONTAINERS
from hairstudio.core.references import load_reference
from hairstudio.document.look import Look
from hairstudio.services.control import Cancelled, TaskControl
from hairstudio.services.explain import explained
from hairstudio.services.export import ExportOptions, export_look
from hairstudio.services.film import FILM_SUFFIXES, write_film
from hairstudio.services.hair import HairFinder

FRAMES = 8


@pytest.fixture
def network():
    opened = HairFinder("256", "cpu")
    yield opened
    opened.close()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A head that moves to the right."""
    head = np.ascontiguousarray(load_reference("grey_ponytail_2044").image[::4, ::4])
    head = head[: head.shape[0] // 2 * 2, : head.shape[1] // 2 * 2]
    path, size, rate = tmp_path / "client.mp4", (head.shape[1], head.shape[0]), Fraction(25)
    with FilmWriter(path, FilmInfo(*size, rate, 1 / rate), size, Encoding(crf=12)) as writer:
        for number in range(FRAMES):
            writer.write(np.ascontiguousarray(np.roll(head, 3 * number, axis=1)), number)
    return path


def frames(path: Path) -> np.ndarray:
    with FilmReader(path) as reader:
        return np.stack([frame.pixels for frame in reader.frames()])


def assert_same(path: Path, other: Path) -> None:
    # Not byte for byte: on a busy machine x264's threads choose a little differently now and then.
    assert np.abs(frames(path).astype(int) - frames(other)).mean() < 0.2


def test_that_the_film_is_the_one_that_the_command_makes_with_the_exported_look(
    qapp: object, tmp_path: Path, copper: Look, network: HairFinder, film: Path
) -> None:
    told: list[tuple[float, str]] = []
    control = TaskControl(lambda share, text: told.append((share, text)))
    assert write_film(tmp_path / "studio.mp4", copper, film, network, control) == ()
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert told[-1][0] == 1.0
    assert told[-1][1].startswith(f"frame {FRAMES} / {FRAMES}, 0:00 left")
    export_look(copper, ExportOptions(tmp_path, "copper", cubes=False), TaskControl())
    command = ["video", str(film), str(tmp_path / "command.mp4"), "--model", "256"]
    assert main([*command, "--preset", str(tmp_path / "copper.hairlook"), "--device", "cpu"]) == 0
    assert_same(tmp_path / "studio.mp4", tmp_path / "command.mp4")
    assert np.abs(frames(tmp_path / "studio.mp4").astype(int) - frames(film)).max() > 40


def test_that_a_part_is_the_one_that_the_command_takes(
    qapp: object, tmp_path: Path, copper: Look, network: HairFinder, film: Path
) -> None:
    part = tmp_path / "part.mkv"
    write_film(part, copper, film, network, TaskControl(), marks=(0.08, 0.2))
    export_look(copper, ExportOptions(tmp_path, "copper", cubes=False), TaskControl())
    command = ["video", str(film), str(tmp_path / "command.mkv"), "--model", "256"]
    command += ["--start", "0.08", "--end", "0.2"]
    assert main([*command, "--preset", str(tmp_path / "copper.hairlook"), "--device", "cpu"]) == 0
    assert len(frames(part)) == 3
    assert_same(part, tmp_path / "command.mkv")


@pytest.mark.parametrize("marks", [(0.08, 0.2), (0.087, 0.207), (0.075, 0.189)])
def test_that_a_part_has_the_frames_that_a_player_has_marked_by_a_clock_of_its_own(
    qapp: object,
    tmp_path: Path,
    copper: Look,
    network: HairFinder,
    film: Path,
    marks: tuple[float, float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[float, float | None]] = []

    def recolor(_source: Path, _path: Path, _recolorer: object, options: FilmOptions, **_: object):
        asked.append((options.start, options.end))

    monkeypatch.setattr(video, "recolor_film", recolor)
    write_film(tmp_path / "part.mkv", copper, film, network, TaskControl(), marks=marks)
    with FilmReader(film) as opened:
        [(start, end)] = asked
        times = [frame.time for frame in opened.frames(start=start, end=end)]
    np.testing.assert_allclose(times, [0.08, 0.12, 0.16])


def test_that_minutes_are_told_and_a_film_of_unknown_length_goes_on(
    qapp: object,
    tmp_path: Path,
    copper: Look,
    network: HairFinder,
    film: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[float, str]] = []

    def recolor(*_: object, progress, **__: object) -> None:
        progress(Progress(30, 100, 0.5))
        progress(Progress(31, None, 0.5))

    monkeypatch.setattr(video, "recolor_film", recolor)
    control = TaskControl(lambda share, text: told.append((share, text)))
    write_film(tmp_path / "new.mp4", copper, film, network, control)
    assert told[-2:] == [(0.3, "frame 30 / 100, 2:20 left"), (0.0, "frame 31")]


def test_that_less_of_the_look_is_mixed_in_where_less_is_wanted(
    qapp: object, tmp_path: Path, copper: Look, network: HairFinder, film: Path
) -> None:
    results = []
    for strength in (0.0, 0.5, 1.0):
        path = tmp_path / f"{strength}.mkv"
        write_film(path, copper, film, network, TaskControl(), strength=strength)
        results.append(frames(path).astype(int))
    hair = np.abs(results[2] - frames(film)) > 40
    none, half, whole = (np.abs(each - frames(film))[hair].mean() for each in results)
    assert none < 5 < 0.4 * whole < half < 0.6 * whole


def test_that_a_film_that_is_stopped_leaves_what_was_there(
    qapp: object, tmp_path: Path, copper: Look, network: HairFinder, film: Path
) -> None:
    target = tmp_path / "new.mp4"
    target.write_bytes(b"before")

    def report(_share: float, text: str) -> None:
        if text.startswith("frame 2"):
            control.cancel()

    control = TaskControl(report)
    with pytest.raises(Cancelled):
        write_film(target, copper, film, network, control)
    assert target.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.glob("*.mp4")) == ["client.mp4", "new.mp4"]
    assert not [*tmp_path.glob(".*")]


def test_that_a_stop_after_the_last_frame_does_not_deny_the_film_that_is_there(
    qapp: object,
    tmp_path: Path,
    copper: Look,
    network: HairFinder,
    film: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    control = TaskControl()
    close = FilmWriter.close

    def stopped(writer: FilmWriter) -> None:
        control.cancel()
        close(writer)

    monkeypatch.setattr(FilmWriter, "close", stopped)
    write_film(tmp_path / "new.mp4", copper, film, network, control)
    assert len(frames(tmp_path / "new.mp4")) == FRAMES
    assert not control.cancelled  # which the window would tell as "nothing was written"


def test_that_a_damaged_film_is_told_without_hints_for_the_command(
    qapp: object,
    german: tuple[QTranslator, ...],
    tmp_path: Path,
    copper: Look,
    network: HairFinder,
    film: Path,
) -> None:
    cut = tmp_path / "cut.mkv"
    size, rate = (64, 48), Fraction(25)
    info = FilmInfo(*size, rate, 1 / rate)
    with FilmWriter(cut, info, size, Encoding("ffv1")) as writer:
        for number in range(100):
            writer.write(
                np.random.default_rng(number).integers(0, 256, (48, 64, 3), np.uint8), number
            )
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size * 2 // 3])
    target = tmp_path / "new.mp4"
    with pytest.raises(VideoError, match=r"cut\.mkv: truncated: ") as told:
        write_film(target, copper, cut, network, TaskControl())
    assert "--limit" not in str(told.value)
    assert "abgeschnitten: Der Film endet nach Bild" in explained(told.value)
    words = tmp_path / "words.mp4"
    words.write_text("no film")
    with pytest.raises(VideoError) as told:
        write_film(target, copper, words, network, TaskControl())
    assert "kein Film, oder ein beschädigter" in explained(told.value)
    assert not target.exists()


def test_that_a_film_that_cannot_be_written_and_a_network_that_is_gone_are_told(
    qapp: object, tmp_path: Path, copper: Look, network: HairFinder, film: Path
) -> None:
    with pytest.raises(FileWriteError, match="nowhere"):
        write_film(tmp_path / "nowhere" / "new.mp4", copper, film, network, TaskControl())
    with pytest.raises(ModelError, match=r"gone\.tflite"):
        gone = HairFinder(str(tmp_path / "gone.tflite"))
        write_film(tmp_path / "new.mp4", copper, film, gone, TaskControl())


def test_that_sound_without_a_place_in_the_new_film_is_told_with_what_to_do_here(
    qapp: object,
    german: tuple[QTranslator, ...],
    tmp_path: Path,
    copper: Look,
    network: HairFinder,
    film: Path,
) -> None:
    loud = tmp_path / "loud.mp4"
    with av.open(str(film)) as silent, av.open(str(loud), "w") as both:
        picture = both.add_stream_from_template(silent.streams.video[0])
        sound = both.add_stream("aac", rate=44100, layout="mono")
        for packet in silent.demux(video=0):
            if packet.dts is not None:
                packet.stream = picture
                both.mux(packet)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate = 44100
        for packets in (sound.encode(frame), sound.encode(None)):
            both.mux(packets)
    with pytest.raises(ParameterError) as told:
        write_film(tmp_path / "new.webm", copper, loud, network, TaskControl())
    assert explained(told.value) == (
        "Der Ton des Films (aac) passt in keine .webm: Speichere als .mkv"
    )
    assert [*tmp_path.glob("*.webm")] == []


def test_that_what_a_film_loses_is_told_in_german(
    qapp: object,
    german: tuple[QTranslator, ...],
    tmp_path: Path,
    copper: Look,
    network: HairFinder,
    film: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def recolor(*_: object, note, **__: object) -> None:
        for words in (
            "10 bits a channel become 8",
            "left out: subtitles (2), data (1)",
            "left out: what begins only amid the film",
            "damaged at frame 7, and perhaps later: such frames are what the decoder can make of "
            "them",
            "10 bits a channel become 8",
        ):
            note(words)

    monkeypatch.setattr(video, "recolor_film", recolor)
    assert write_film(tmp_path / "new.mp4", copper, film, network, TaskControl()) == (
        "aus 10 Bit je Kanal werden 8",
        "weggelassen: Untertitel (2), Daten (1)",
        "weggelassen: was erst mitten im Film beginnt",
        "bei Bild 7 beschädigt, vielleicht auch später: Solche Bilder sind, was der Decoder "
        "daraus machen kann",
    )


def test_that_all_kinds_of_films_that_are_written_are_offered() -> None:
    assert {*FILM_SUFFIXES} == {*CONTAINERS}
