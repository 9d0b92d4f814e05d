"""How far a port is, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hairsdk import Lut3D, Preset, Recolorer, Segmenter, blend_luts
from hairsdk.bundle import Bundle
from hairsdk.bundle.export import export_bundle
from hairsdk.bundle.manifest import format_manifest
from hairsdk.bundle.streamkit import stream_files, stream_record
from hairsdk.bundle.testkit import Kit, decode_rgb, load_kit, read_rgb
from hairsdk.bundle.verify import verify_output, verify_stream
from hairsdk.errors import BundleError, FileReadError
from hairsdk.position import position
from hairsdk.resample import sample
from hairsdk.stream import StreamState


@pytest.fixture
def kit() -> Kit:
    return load_kit()


def saved(pixels: np.ndarray, tmp_path: Path) -> Path:
    path = tmp_path / "theirs.png"
    cv2.imwrite(str(path), np.ascontiguousarray(pixels[..., ::-1]))
    return path


def test_that_the_right_picture_passes(whole: Path, kit: Kit, preset: Preset, tmp_path) -> None:
    verdict = verify_output(whole, saved(kit.expected(preset), tmp_path), "test-look")
    assert verdict.passed
    assert (verdict.largest, verdict.mean, verdict.likely) == (0, 0.0, "")


def test_that_the_worst_pixel_is_found(whole: Path, kit: Kit, preset: Preset, tmp_path) -> None:
    picture = kit.expected(preset)
    picture[70, 30, 1] ^= 64
    verdict = verify_output(whole, saved(picture, tmp_path), "test-look")
    assert not verdict.passed
    assert (verdict.largest, verdict.where) == (64, (30, 70))
    assert verdict.share == pytest.approx(1 / kit.mask.size)
    assert verdict.likely == ""


def test_that_the_tolerance_decides(whole: Path, kit: Kit, preset: Preset, tmp_path) -> None:
    wanted = kit.expected(preset)
    path = saved(np.where(wanted < 128, wanted + 3, wanted - 3).astype(np.uint8), tmp_path)
    assert not verify_output(whole, path, "test-look").passed
    assert verify_output(whole, path, "test-look", tolerance=3).passed


def drawn(
    kit: Kit,
    preset: Preset,
    *,
    frame: np.ndarray | None = None,
    mask: np.ndarray | None = None,
    position: float | None = None,
    strength: float = 1.0,
    linear: bool = False,
) -> np.ndarray:
    """The render step in double precision, from its formulas, on whatever it is given. [0, 1]."""
    colours = kit.frame / 255.0 if frame is None else frame
    hair = (kit.mask if mask is None else mask).astype(np.float64)
    if position is None:
        weight = np.clip((hair - 0.02) / 0.96, 0.0, 1.0)
        intensity = (weight * (colours @ [0.2126, 0.7152, 0.0722])).sum() / weight.sum()
        span = preset.intensity_light - preset.intensity_dark
        position = np.clip((intensity - preset.intensity_dark) / span, 0.0, 1.0)
    dark, light = (sample(lut, colours) for lut in (preset.dark, preset.light))
    looked_up = (1 - position) * dark.astype(np.float64) + position * light
    share = strength * hair[..., None]
    if linear:
        ends = decoded(colours), decoded(looked_up)
        return encoded(ends[0] + share * (ends[1] - ends[0]))
    return colours + share * (looked_up - colours)


def decoded(v: np.ndarray) -> np.ndarray:
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def encoded(v: np.ndarray) -> np.ndarray:
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * np.maximum(v, 0) ** (1 / 2.4) - 0.055)


def moved(pixels: np.ndarray, x: float, y: float) -> np.ndarray:
    shift = np.float32([[1, 0, x], [0, 1, y]])
    return cv2.warpAffine(pixels, shift, pixels.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)


def grown(
    pixels: np.ndarray,
    across: float,
    down: float,
    about: tuple[float, float],
    beside: int = cv2.BORDER_REPLICATE,
) -> np.ndarray:
    matrix = np.float32([[across, 0, (1 - across) * about[0]], [0, down, (1 - down) * about[1]]])
    return cv2.warpAffine(pixels, matrix, pixels.shape[1::-1], borderMode=beside)


CENTRE = (191.5, 223.5)


def with_luts(preset: Preset, change: Callable[[np.ndarray], np.ndarray]) -> Preset:
    dark, light = (Lut3D(change(lut.table)) for lut in (preset.dark, preset.light))
    return replace(preset, dark=dark, light=light)


def in_single_texels(kit: Kit, preset: Preset) -> np.ndarray:
    """What a sampler with a NEAREST filter gives for texture(lut, colour)."""
    table = blend_luts(preset.dark, preset.light, position(kit.intensity, preset)).table
    size = len(table)
    frame = kit.frame / 255
    red, green, blue = np.moveaxis(np.minimum((frame * size).astype(int), size - 1), 2, 0)
    return frame + kit.mask[..., None] * (table[red, green, blue] - frame)


MISTAKES: dict[str, Callable[[Kit, Preset], np.ndarray]] = {
    "nothing was recoloured": lambda k, p: k.frame / 255,
    "red and blue of the picture": lambda k, p: drawn(k, p)[..., ::-1],
    "red and blue of the frame are exchanged (BGRA?)": lambda k, p: drawn(
        k, p, frame=k.frame[..., ::-1] / 255
    ),
    "(BGRA?), and back again": lambda k, p: drawn(k, p, frame=k.frame[..., ::-1] / 255)[..., ::-1],
    "the picture is upside down": lambda k, p: drawn(k, p)[::-1],
    "the picture is mirrored": lambda k, p: drawn(k, p)[:, ::-1],
    "the frame is upside down": lambda k, p: drawn(k, p, frame=k.frame[::-1] / 255),
    "the frame is mirrored": lambda k, p: drawn(k, p, frame=k.frame[:, ::-1] / 255),
    "the mask is upside down": lambda k, p: drawn(k, p, mask=k.mask[::-1]),
    "the mask is mirrored": lambda k, p: drawn(k, p, mask=k.mask[:, ::-1]),
    "the mask is turned by a quarter": lambda k, p: drawn(
        k, p, mask=cv2.resize(np.rot90(k.mask), (384, 448))
    ),
    "the mask was not used": lambda k, p: drawn(k, p, mask=np.ones_like(k.mask)),
    "the mask counts twice": lambda k, p: drawn(k, p, mask=k.mask**2),
    "the mask was decoded from sRGB": lambda k, p: drawn(k, p, mask=decoded(k.mask)),
    "the mask is cut at its ends before it blends": lambda k, p: drawn(
        k, p, mask=np.clip((k.mask - 0.02) / 0.96, 0, 1)
    ),
    "the mask is hard": lambda k, p: drawn(k, p, mask=np.rint(k.mask)),
    "the mask lies half a pixel to the right and half a pixel down, sampled": lambda k, p: drawn(
        k, p, mask=moved(k.mask, 0.5, 0.5)
    ),
    "the mask lies 1 pixel up, sampled": lambda k, p: drawn(k, p, mask=moved(k.mask, 0, -1)),
    "the mask lies 9 pixels to the left and 4 pixels down, as of another frame": lambda k, p: drawn(
        k, p, mask=moved(k.mask, -9, 4)
    ),
    "the mask is drawn at 104 % of its size, about its centre": lambda k, p: drawn(
        k, p, mask=grown(k.mask, 1.04, 1.04, CENTRE)
    ),
    "the mask is drawn at 75 % of its width and 100 % of its height": lambda k, p: drawn(
        k, p, mask=grown(k.mask, 0.75, 1.0, CENTRE)
    ),
    "the mask is drawn at 80 % of its size, about its centre": lambda k, p: drawn(
        k, p, mask=grown(k.mask, 0.8, 0.8, CENTRE, cv2.BORDER_CONSTANT)
    ),
    "the mask is drawn at 110 % of its size, about its first row": lambda k, p: drawn(
        k, p, mask=grown(k.mask, 1.1, 1.1, (0, 0))
    ),
    "the frame lies half a pixel to the left": lambda k, p: drawn(
        k, p, frame=moved(k.frame / 255, -0.5, 0)
    ),
    "the picture lies 1 pixel down": lambda k, p: moved(drawn(k, p), 0, 1),
    "blended in linear light": lambda k, p: drawn(k, p, linear=True),
    "looked up in linear light": lambda k, p: encoded(drawn(k, p, frame=decoded(k.frame / 255))),
    "the frame was decoded from sRGB": lambda k, p: drawn(k, p, frame=decoded(k.frame / 255)),
    "LUT's red and blue axes": lambda k, p: drawn(
        k, with_luts(p, lambda table: table.transpose(2, 1, 0, 3))
    ),
    "LUT's red and blue components": lambda k, p: drawn(
        k, with_luts(p, lambda table: table[..., ::-1])
    ),
    "LUT values were decoded": lambda k, p: drawn(k, with_luts(p, decoded)),
    "in a single texel of the LUT": lambda k, p: in_single_texels(k, p),
    "the picture is in video range": lambda k, p: (16 + 219 * drawn(k, p)) / 255,
    "the frame is in video range": lambda k, p: drawn(
        k, p, frame=(16 + k.frame * (219 / 255)) / 255
    ),
    "taken for one in video range": lambda k, p: drawn(
        k, p, frame=np.clip((k.frame - 16.0) / 219, 0, 1)
    ),
    "only the light LUT": lambda k, p: drawn(k, p, position=1.0),
    "only the dark LUT": lambda k, p: drawn(k, p, position=0.0),
    "light and dark LUT are exchanged": lambda k, p: drawn(
        k, replace(p, dark=p.light, light=p.dark)
    ),
    "mixed at 0.80 instead of 0.": lambda k, p: drawn(k, p, position=0.8),
    "the strength is 0.70": lambda k, p: drawn(k, p, strength=0.7),
}


def judged(picture: np.ndarray, whole: Path, preset: Preset, tmp_path: Path) -> str:
    """What is said of a port's picture, [0, 1], drawn as exactly as ports draw."""
    noise = np.random.default_rng(5).uniform(-0.6, 0.6, picture.shape)
    pixels = np.clip(np.rint(picture * 255 + noise), 0, 255).astype(np.uint8)
    verdict = verify_output(whole, saved(pixels, tmp_path), preset.id)
    assert not verdict.passed
    return verdict.likely


@pytest.mark.parametrize("words", MISTAKES)
def test_that_known_mistakes_are_recognised(
    words: str, whole: Path, kit: Kit, preset: Preset, tmp_path: Path
) -> None:
    assert words in judged(MISTAKES[words](kit, preset), whole, preset, tmp_path)


OTHERS: dict[str, Callable[[Kit, Preset], np.ndarray]] = {
    "a gamma": lambda k, p: drawn(k, p) ** 1.1,
    "a blur": lambda k, p: cv2.GaussianBlur(drawn(k, p), (0, 0), 1.0),
    "a blurred mask": lambda k, p: drawn(k, p, mask=cv2.GaussianBlur(k.mask, (0, 0), 4.0)),
    "a wider mask": lambda k, p: drawn(k, p, mask=cv2.dilate(k.mask, np.ones((7, 7)))),
    "no red": lambda k, p: drawn(k, p) * [0, 1, 1],
    "no colour": lambda k, p: np.repeat(drawn(k, p) @ [[0.2126], [0.7152], [0.0722]], 3, 2),
    "no picture": lambda k, p: np.zeros(k.frame.shape),
    "another look": lambda k, p: drawn(k, with_luts(p, lambda table: 1 - 0.7 * table)),
}


@pytest.mark.parametrize("name", OTHERS)
def test_that_nothing_is_said_of_mistakes_that_are_not_known(
    name: str, whole: Path, kit: Kit, preset: Preset, tmp_path: Path
) -> None:
    assert judged(OTHERS[name](kit, preset), whole, preset, tmp_path) == ""


def test_that_a_mask_that_leaves_most_of_the_picture_alone_explains_nothing(
    kit: Kit, network: Path, tmp_path: Path
) -> None:
    copper = Preset.builtin("copper")
    bundle = export_bundle([copper], tmp_path / "copper", "android", None)
    assert judged(drawn(kit, Preset.builtin("teal")), bundle, copper, tmp_path) == ""
    larger = grown(kit.frame / 255, 1.05, 1.05, CENTRE)
    assert judged(drawn(kit, copper, frame=larger), bundle, copper, tmp_path) == ""


def test_that_another_look_of_the_bundle_is_named(
    whole: Path, kit: Kit, preset: Preset, other: Preset, tmp_path: Path
) -> None:
    said = judged(drawn(kit, other), whole, preset, tmp_path)
    assert said == "it is the look other, and test-look was asked for"


@pytest.mark.parametrize("which", ["another look's", "the frame and the mask"])
def test_that_a_picture_of_the_test_that_has_another_size_is_named(
    which: str, kit: Kit, tmp_path: Path
) -> None:
    copper = Preset.builtin("copper")
    bundle = export_bundle([copper, Preset.builtin("teal")], tmp_path / "two", "android", None)
    document = json.loads((bundle / "manifest.json").read_text())
    other = document["looks"][1]
    if which == "another look's":
        other["test"]["expected"] = other["thumbnail"]
    else:
        document["test"] |= {"frame": other["thumbnail"], "mask": other["thumbnail"]}
    (bundle / "manifest.json").write_bytes(format_manifest(document))
    with pytest.raises(BundleError, match=r"two: looks/teal/thumbnail\.png has another size"):
        judged(drawn(kit, copper)[..., ::-1], bundle, copper, tmp_path)


def test_that_a_jpeg_is_named_unless_something_worse_is(
    whole: Path, kit: Kit, preset: Preset, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.jpg"
    cv2.imwrite(str(path), kit.expected(preset)[..., ::-1])
    assert "JPEG" in verify_output(whole, path, preset.id).likely
    cv2.imwrite(str(path), kit.expected(preset))
    assert "BGRA" in verify_output(whole, path, preset.id).likely


def test_that_nothing_is_said_where_two_mistakes_look_alike(
    kit: Kit, preset: Preset, network: Path, tmp_path: Path
) -> None:
    grey = with_luts(preset, lambda table: np.repeat(table.mean(axis=3, keepdims=True), 3, 3))
    bundle = export_bundle([grey], tmp_path / "grey", "android", None)
    # Where red and green count alike, and hair is grey, these axes are not to be told from those.
    same = with_luts(grey, lambda table: (table + table.transpose(2, 1, 0, 3)) / 2)
    assert judged(drawn(kit, same), bundle, grey, tmp_path) == ""


def test_that_half_a_texel_shows(whole: Path, kit: Kit, preset: Preset, tmp_path: Path) -> None:
    # What a sampler gives that is asked for texture(lut, colour) without any scaling.
    with Bundle(whole) as bundle:
        position = bundle.look(preset.id)["test"]["position"]
    lut = blend_luts(preset.dark, preset.light, position)
    size = lut.size
    colour = kit.frame / 255.0
    squeezed = np.clip((colour * size - 0.5) / (size - 1), 0.0, 1.0)
    looked_up = Lut3D(lut.table)
    result = kit.frame + kit.mask[..., None] * (sample(looked_up, squeezed) * 255 - kit.frame)
    verdict = verify_output(whole, saved(np.rint(result).astype(np.uint8), tmp_path), preset.id)
    assert "half a texel" in verdict.likely


def test_that_pictures_of_another_size_and_missing_ones_are_refused(
    whole: Path, tmp_path: Path
) -> None:
    with pytest.raises(BundleError, match="10 × 20 pixels, the test frame 384 × 448"):
        verify_output(whole, saved(np.zeros((20, 10, 3), np.uint8), tmp_path), "other")
    with pytest.raises(FileReadError, match="no such file"):
        verify_output(whole, tmp_path / "none.png", "other")


@pytest.fixture(scope="session")
def streamed(tmp_path_factory: pytest.TempPathFactory, preset: Preset) -> Path:
    """A bundle with the network that ships with hairsdk, which no test may change."""
    return export_bundle([preset], tmp_path_factory.mktemp("streamed") / "looks", "generic", "256")


def played(bundle: Path, folder: Path, feedback: bool = True) -> Path:
    """What a port would draw that does as hairsdk does, with or without memory."""
    folder.mkdir()
    with Bundle(bundle) as opened, Recolorer(f"{bundle}#test-look", "256") as recolorer:
        recolorer.feedback = feedback
        stream = opened.manifest["test"]["stream"]
        for number, entry in enumerate(stream["frames"]):
            frame = read_rgb(opened, entry["file"])
            image = recolorer.process(frame, number / stream["frames_per_second"]).image
            cv2.imwrite(str(folder / f"{number:02}.png"), image[..., ::-1])
    return folder


def test_that_a_stream_that_is_right_passes_and_a_wrong_frame_is_told(
    streamed: Path, tmp_path: Path
) -> None:
    drawn = played(streamed, tmp_path / "drawn")
    verdict = verify_stream(streamed, drawn)
    assert verdict.wrong == []
    # All that the kit says it tries is in it.
    assert len(set(verdict.tries)) == 5
    with Bundle(streamed) as opened:
        entries = opened.manifest["test"]["stream"]["frames"]
        for number, entry in enumerate(entries):
            frame = read_rgb(opened, entry["file"])
            picture = cv2.imread(str(drawn / f"{number:02}.png"))[..., ::-1]
            assert (np.abs(picture.astype(int) - frame).max(axis=2) > 5).mean() > 0.01
    # One that is late by a frame.
    (drawn / "09.png").unlink()
    (drawn / "00a.png").write_bytes((drawn / "00.png").read_bytes())
    wrong = verify_stream(streamed, drawn).wrong
    assert wrong[0] == 1
    assert 7 in wrong


@pytest.mark.parametrize("model", ["512", "256"])
def test_that_the_stream_tries_what_it_says(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Network runs per frame: three at a cut, two where a head is lost or somebody looked for."""
    runs: list[int] = []
    once = Segmenter.infer_shrunk

    def counted(*given: object) -> NDArray[np.float32]:
        runs[-1] += 1
        return once(*given)

    monkeypatch.setattr(Segmenter, "infer_shrunk", counted)
    files, entries = stream_files(), stream_record()["frames"]
    state, found = StreamState(), []
    with Segmenter(model, device="cpu") as segmenter:
        for entry in entries:
            runs.append(0)
            frame = decode_rgb(files[entry["file"]], entry["file"])
            seen = state.find(segmenter, frame)
            what = entry["tries"].partition(":")[0]
            found.append((what, runs[-1], seen.is_cut, seen.coarse.window))
    first, *rest = found
    assert first[1] == 3
    for what, is_there in (
        ("a head that moves", lambda runs, is_cut, window: window != first[3]),
        ("a head that jumps out of its window", lambda runs, is_cut, _: runs == 2 and not is_cut),
        ("a cut, to less light", lambda runs, is_cut, _: runs == 3 and is_cut),
        ("a second head, found by a glance", lambda runs, is_cut, window: window.width == 640),
    ):
        assert any(is_there(*values) for tries, *values in rest if tries == what), what
    assert sum(is_cut for _, _, is_cut, _ in found) == 1


def test_that_frames_may_be_called_as_they_like(streamed: Path, tmp_path: Path) -> None:
    drawn = played(streamed, tmp_path / "drawn")
    for path in drawn.iterdir():
        path.rename(drawn / f"frame{int(path.stem)}.PNG")
    (drawn / "._frame0.png").write_bytes(b"of a Mac")
    (drawn / "more.png").mkdir()
    assert verify_stream(streamed, drawn).wrong == []


def test_that_a_port_without_memory_fails_in_a_stream(streamed: Path, tmp_path: Path) -> None:
    verdict = verify_stream(streamed, played(streamed, tmp_path / "drawn", feedback=False))
    assert len(verdict.wrong) > 20


def test_that_streams_that_are_not_there_or_not_whole_are_refused(
    streamed: Path, preset: Preset, tmp_path: Path
) -> None:
    with pytest.raises(FileReadError, match="nowhere: no such folder"):
        verify_stream(streamed, tmp_path / "nowhere")
    (tmp_path / "drawn").mkdir()
    with pytest.raises(BundleError, match=r"expected \d+ pictures in .*: found 0"):
        verify_stream(streamed, tmp_path / "drawn")
    with Bundle(streamed) as opened:
        for number in range(len(opened.manifest["test"]["stream"]["frames"])):
            cv2.imwrite(str(tmp_path / "drawn" / f"{number:02}.png"), np.zeros((9, 16, 3)))
    with pytest.raises(BundleError, match=r"00\.png has 16 × 9 pixels, the frame 640 × 360"):
        verify_stream(streamed, tmp_path / "drawn")
    bare = export_bundle([preset], tmp_path / "bare", "generic", None)
    with pytest.raises(BundleError, match="has no test stream"):
        verify_stream(bare, tmp_path / "drawn")
    assert not (bare / "test" / "stream").exists()
    assert "--stream" not in (bare / "README.md").read_text()
