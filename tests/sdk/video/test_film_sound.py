"""The sound of films: copied as it is, where the container can hold it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import av
import numpy as np
import pytest
from av.stream import Disposition
from numpy.typing import NDArray

from hairsdk import Recolorer
from hairsdk.errors import ParameterError
from hairsdk.video import Encoding, FilmOptions, FilmReader, FilmWriter, Sound, recolor_film

Frame = NDArray[np.uint8]
Film = Callable[..., Path]
LOSSLESS = Encoding("ffv1")


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_that_the_sound_is_copied_packet_by_packet(
    films: ModuleType, suffix: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film(sound=True)
    out = tmp_path / f"out{suffix}"
    recolor_film(source, out, recolorer)
    assert films.sound_of(out) == films.sound_of(source)
    recolor_film(source, tmp_path / "silent.mp4", recolorer, FilmOptions(audio=False))
    with av.open(str(tmp_path / "silent.mp4")) as container:
        assert not container.streams.audio


def test_that_several_sounds_keep_their_languages_and_chapters_are_kept(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    sounds = {"deu": film("a.mp4", sound=True), "eng": film("b.mp4", sound=True)}
    source = films.joined(film(), sounds, tmp_path / "both.mp4")
    recolor_film(source, tmp_path / "out.mkv", recolorer)
    with av.open(str(tmp_path / "out.mkv")) as out:
        assert [s.language for s in out.streams.audio] == ["deu", "eng"]
        assert [bool(s.disposition & Disposition.default) for s in out.streams.audio] == [False, 1]
        assert len(out.chapters()) == 1


def test_that_a_chapter_of_which_there_is_only_sound_is_kept(
    film: Film, frames: list[NDArray[np.uint8]], tmp_path: Path
) -> None:
    chapter = {"id": 1, "start": 2, "end": 3, "time_base": Fraction(1, 10), "metadata": {}}
    out = tmp_path / "out.mkv"
    with FilmReader(film(sound=True)) as source:
        info = replace(source.info, chapters=(chapter,))
        with FilmWriter(out, info, (info.width, info.height), LOSSLESS, source.sounds) as writer:
            writer.write(frames[0], 0)
            for item in source.items():
                if isinstance(item, Sound):
                    writer.write_sound(item)
    with av.open(str(out)) as container:
        (kept,) = container.chapters()
        assert (kept["end"] - kept["start"]) * kept["time_base"] == Fraction(1, 10)


@pytest.mark.parametrize("number", [12, 13])
def test_that_damaged_sound_of_a_broadcast_is_left_out_and_told(
    films: ModuleType, number: int, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film("in.ts", sound=True)
    data = source.read_bytes()
    heads = [match.start() for match in re.finditer(rb"\xff\xf1", data)]
    source.write_bytes(data[: heads[number]] + b"\0\0" + data[heads[number] + 2 :])
    notes: list[str] = []
    report = recolor_film(source, tmp_path / "out.mkv", recolorer, note=notes.append)
    assert report.frames == 12
    (told,) = notes
    assert told.startswith("its sound is damaged near frame ")
    assert 0 < len(films.sound_of(tmp_path / "out.mkv")) < len(films.sound_of(source))


def first_seconds(path: Path) -> tuple[float, float]:
    """When picture and sound begin."""
    with av.open(str(path)) as container:
        times: dict[str, list[float]] = {"video": [], "audio": []}
        for packet in container.demux():
            if packet.pts is not None:
                times[packet.stream.type].append(float(packet.pts * packet.time_base))
    return min(times["video"]), min(times["audio"])


@pytest.mark.parametrize("begin", [3003, 95441])
def test_that_the_sound_of_a_film_that_begins_late_stays_with_its_picture(
    begin: int, films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    """The clock of a broadcast begins anew after 2^33 / 90000 = 95443.7 s, some 1.4 s later."""
    first = round(begin * Fraction(30000, 1001))
    source = film("late.ts", times=list(range(first, first + 60, 5)), sound=True)
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    picture, sound = first_seconds(tmp_path / "out.mp4")
    late_picture, late_sound = first_seconds(source)
    assert abs(late_sound) > 0.5
    times = films.read_pixels(tmp_path / "out.mp4")[1]
    np.testing.assert_allclose(np.diff(times), 5 * 1001 / 30000, atol=1e-4)
    assert min(picture, sound) == pytest.approx(0.0, abs=0.001)
    assert picture - sound == pytest.approx(late_picture - late_sound, abs=0.001)


def twice(path: Path, target: Path, offset: Fraction) -> Path:
    """A film and the same again, which begins at `offset` seconds."""
    with av.open(str(target), "w") as out:
        for part in (0, 1):
            with av.open(str(path)) as source:
                if not part:
                    copies = [out.add_stream_from_template(stream) for stream in source.streams]
                for packet in source.demux():
                    if packet.dts is None:
                        continue
                    shift = round(part * offset / packet.time_base)
                    packet.dts, packet.pts = packet.dts + shift, packet.pts + shift
                    packet.stream = copies[packet.stream.index]
                    out.mux(packet)
    return target


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_that_joined_films_whose_sounds_touch_are_written(
    films: ModuleType, suffix: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    part = film("part.mp4", sound=True)
    packets = films.sound_of(part)
    with av.open(str(part)) as opened:
        times = [p.dts * p.time_base for p in opened.demux(audio=0) if p.dts is not None]
    # Matroska keeps milliseconds: the second sound begins within that of the first's last packet.
    source = twice(part, tmp_path / "joined.mkv", times[-1] - times[0] + Fraction(1, 5000))
    recolor_film(source, tmp_path / f"out{suffix}", recolorer)
    assert films.sound_of(tmp_path / f"out{suffix}") == packets * 2


def test_that_sound_whose_packets_last_less_than_a_millisecond_keeps_its_pace(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    # As Dolby TrueHD's do, which Matroska, too, gives times in milliseconds.
    with av.open(str(tmp_path / "sound.mkv"), "w") as container:
        tone = container.add_stream("pcm_s16le", rate=48000, layout="mono")
        for begin in range(0, 19200, 40):
            piece = av.AudioFrame.from_ndarray(np.zeros((1, 40), np.int16), layout="mono")
            piece.sample_rate, piece.pts = 48000, begin
            container.mux(tone.encode(piece))
    source = films.joined(film("picture.mp4"), {"en": tmp_path / "sound.mkv"}, tmp_path / "in.mkv")
    recolor_film(source, tmp_path / "out.mkv", recolorer)
    times = []
    for path in (source, tmp_path / "out.mkv"):
        with av.open(str(path)) as opened:
            times.append([packet.pts for packet in opened.demux(audio=0) if packet.size])
    assert times[0] == times[1]
    assert len(times[0]) == 480


@pytest.mark.parametrize("suffix", [".mkv", ".mp4"])
def test_that_sound_that_was_cut_away_is_not_heard_before_the_picture(
    suffix: str, films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = tmp_path / "cut.mp4"
    with av.open(str(film(sound=True))) as whole, av.open(str(source), "w") as cut:
        copies = [cut.add_stream_from_template(stream) for stream in whole.streams]
        for packet in whole.demux():
            if packet.dts is not None:
                shift = round(Fraction(1, 5) / packet.time_base)
                packet.dts, packet.pts = packet.dts - shift, packet.pts - shift
                packet.stream = copies[packet.stream.index]
                cut.mux(packet)
    recolor_film(source, tmp_path / f"out{suffix}", recolorer)
    times = films.read_pixels(tmp_path / f"out{suffix}")[1]
    assert len(times) == len(films.read_pixels(source)[1])
    assert times[0] < 0.08
    with av.open(str(tmp_path / f"out{suffix}")) as out:
        samples = sum(frame.samples for frame in out.decode(audio=0))
    assert samples / 44100 == pytest.approx(0.2, abs=0.08)


@pytest.mark.parametrize(("codec", "suffix"), [("aac", ".webm"), ("flac", ".mov")])
def test_that_sound_that_the_container_cannot_hold_is_named(
    films: ModuleType, codec: str, suffix: str, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film("in.mkv", sound=True, sound_codec=codec)
    with pytest.raises(ParameterError, match=rf"sound \({codec}\): write an .mkv, or .*--no-audio"):
        recolor_film(source, tmp_path / f"out{suffix}", recolorer)
    assert films.left_behind(tmp_path, "in.mkv") == []


def test_that_opus_goes_into_webm(
    films: ModuleType, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    with av.open(str(tmp_path / "sound.mkv"), "w") as container:
        tone = container.add_stream("libopus", rate=48000, layout="mono")
        piece = av.AudioFrame.from_ndarray(np.zeros((1, 9600), np.int16), layout="mono")
        piece.sample_rate = 48000
        container.mux([*tone.encode(piece), *tone.encode(None)])
    source = films.joined(film("picture.mp4"), {"en": tmp_path / "sound.mkv"}, tmp_path / "in.mkv")
    recolor_film(source, tmp_path / "out.webm", recolorer, FilmOptions(Encoding(speed="8")))
    assert films.sound_of(tmp_path / "out.webm") == films.sound_of(source)


@pytest.mark.parametrize("suffix", [".mkv", ".mp4"])
def test_that_sound_that_even_matroska_cannot_hold_is_to_be_converted(
    film: Film, recolorer: Recolorer, tmp_path: Path, suffix: str
) -> None:
    source = film("in.flv", codec="flv", options={}, sound=True, sound_codec="adpcm_swf")
    with pytest.raises(ParameterError, match=rf"{suffix} cannot .*\(adpcm_swf\): .* 'ffmpeg -i "):
        recolor_film(source, tmp_path / f"out{suffix}", recolorer)


@pytest.mark.parametrize(("suffix", "told"), [(".mp4", 1), (".MP4", 1), (".mov", 0)])
def test_that_uncompressed_sound_in_an_mp4_is_told(
    films: ModuleType, suffix: str, told: int, film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film("in.mov", sound=True, sound_codec="pcm_s24le")
    notes: list[str] = []
    recolor_film(source, tmp_path / f"out{suffix}", recolorer, note=notes.append)
    assert sum("uncompressed" in note for note in notes) == told
    assert films.sound_of(tmp_path / f"out{suffix}")


def test_that_an_avi_s_two_channels_become_stereo_in_an_mp4(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film("in.avi", codec="mpeg4", options={}, sound=True, sound_codec="pcm_s16le")
    recolor_film(source, tmp_path / "out.mp4", recolorer)
    layouts = []
    for path in (source, tmp_path / "out.mp4"):
        with av.open(str(path)) as opened:
            layouts.append(opened.streams.audio[0].layout.name)
    assert layouts == ["2 channels", "stereo"]


def test_that_sound_that_an_mp4_cannot_hold_is_only_refused(
    film: Film, recolorer: Recolorer, tmp_path: Path
) -> None:
    source = film("in.mov", sound=True, sound_codec="pcm_mulaw")
    notes: list[str] = []
    with pytest.raises(ParameterError, match=r"\.mp4 cannot hold .*\(pcm_mulaw\): write a .mov"):
        recolor_film(source, tmp_path / "out.mp4", recolorer, note=notes.append)
    assert notes == []


@pytest.mark.parametrize("sizes", [("64x48", "128x96"), ("128x96", "64x48")])
def test_that_the_sounds_of_other_programmes_of_a_broadcast_are_left_out(
    sizes: tuple[str, str], films: ModuleType, recolorer: Recolorer, tmp_path: Path
) -> None:
    source, out = tmp_path / "in.ts", tmp_path / "out.mkv"
    programmes = ["program_num=1:st=0:st=3", "program_num=2:st=1:st=2:st=4"]
    options = [part for each in programmes for part in ("-program", each)]
    write_pictures(films, source, sizes, 3, options)
    notes: list[str] = []
    recolor_film(source, out, recolorer, note=notes.append)
    assert notes == ["left out: other pictures (1), sounds of other programmes (2)"]
    with av.open(str(out)) as container:
        assert [sound.language for sound in container.streams.audio] == ["deu"]


@pytest.mark.parametrize("sizes", [("64x48", "128x96"), ("128x96", "64x48")])
def test_that_without_programmes_a_picture_has_all_sounds(
    sizes: tuple[str, str], films: ModuleType, recolorer: Recolorer, tmp_path: Path
) -> None:
    source, out = tmp_path / "in.mp4", tmp_path / "out.mkv"
    write_pictures(films, source, sizes, 2, ["-disposition:v", "default"])
    recolor_film(source, out, recolorer)
    with av.open(str(out)) as container:
        assert f"{container.streams.video[0].width}x{container.streams.video[0].height}" == sizes[0]
        assert len(container.streams.audio) == 2


def write_pictures(
    films: ModuleType, path: Path, sizes: Sequence[str], sounds: int, options: list[str]
) -> None:
    """Several pictures, the first of which is shown; FFmpeg takes the largest for the best."""
    inputs = [f"testsrc=s={size}:d=1" for size in sizes] + ["sine=d=1"] * sounds
    made = [part for each in inputs for part in ("-f", "lavfi", "-i", each)]
    made += [part for number in range(len(inputs)) for part in ("-map", str(number))]
    made += ["-c:v", "mpeg2video", "-c:a", "mp2", "-metadata:s:a:1", "language=deu"]
    films.ffmpeg(*made, *options, path)


def write_late_sound(films: ModuleType, path: Path) -> Path:
    """A picture of 12 seconds, and a sound that begins after nine, later than FFmpeg looks."""
    picture = ("-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=12")
    sound = ("-itsoffset", "9", "-f", "lavfi", "-i", "sine=d=2")
    codecs = ("-c:v", "mpeg4", "-c:a", "mp2") if path.suffix == ".ts" else ()
    films.ffmpeg(*picture, *sound, *codecs, path)
    return path


def test_that_a_sound_that_begins_late_in_a_broadcast_is_kept(
    films: ModuleType, recolorer: Recolorer, tmp_path: Path
) -> None:
    source, out = write_late_sound(films, tmp_path / "in.ts"), tmp_path / "out.mp4"
    recolor_film(source, out, recolorer)
    assert films.sound_of(out) == films.sound_of(source)
    picture, sound = first_seconds(out)
    assert sound - picture == pytest.approx(9.0, abs=0.05)


def test_that_a_sound_that_never_begins_is_left_out_and_told(
    films: ModuleType, recolorer: Recolorer, tmp_path: Path
) -> None:
    source, out = write_late_sound(films, tmp_path / "in.ts"), tmp_path / "out.mp4"
    data = source.read_bytes()
    packets = [data[at : at + 188] for at in range(0, len(data), 188)]
    # The sound is FFmpeg's second stream, number 0x101; its announcement stays.
    source.write_bytes(b"".join(p for p in packets if p[1] & 0x1F != 1 or p[2] != 1))
    notes: list[str] = []
    recolor_film(source, out, recolorer, note=notes.append)
    assert notes == ["left out: sounds whose beginning FFmpeg does not find (1)"]
    with av.open(str(out)) as container:
        assert len(container.streams.audio) == 0


def test_that_a_sound_that_no_header_announces_does_not_end_the_film_in_an_error(
    films: ModuleType, recolorer: Recolorer, tmp_path: Path
) -> None:
    source, out = write_late_sound(films, tmp_path / "in.flv"), tmp_path / "out.mp4"
    data = bytearray(source.read_bytes())
    # Of bits 1, picture, and 4, sound.
    data[4] = 1
    source.write_bytes(data)
    recolor_film(source, out, recolorer)
    with av.open(str(out)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 60
