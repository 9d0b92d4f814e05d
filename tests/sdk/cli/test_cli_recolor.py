"""`hairsdk recolor`: for its network dark pixels are hair, and its look swaps red and blue."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from hairsdk import Preset
from hairsdk.cli.batch import plan
from hairsdk.images import Photo, read_photo, write_photo

NETWORK = Path(__file__).parents[2] / "data" / "networks" / "darkness.tflite"
HAIR = (60, 20, 0)
"""Dark brown: its luma of 0.105 is a little above the look's dark reference."""

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def scene(workplace: Path) -> np.ndarray:
    """Written to scene.png: dark brown hair on the left third, skin on the rest."""
    rgb = np.empty((120, 180, 3), np.uint8)
    rgb[:, :60] = HAIR
    rgb[:, 60:] = (240, 200, 180)
    write_photo(workplace / "scene.png", Photo(rgb))
    return rgb


@pytest.fixture
def shoot(workplace: Path, scene: np.ndarray) -> Path:
    """A folder of photos, with one that is none, a hidden one, and one in a folder below."""
    folder = workplace / "shoot"
    (folder / "day 2").mkdir(parents=True)
    photo = Photo(scene)
    for name in ("a.jpg", "B.PNG", "day 2/c.webp", ".hidden.jpg"):
        write_photo(folder / name, photo)
    Image.fromarray(scene).save(folder / "d.gif")
    (folder / "notes.txt").write_text("not a photo", encoding="ascii")
    (folder / "e.jpg").write_text("not a photo either", encoding="ascii")
    return folder


def recolor(run, *args: object):
    return run("recolor", *args, "--preset", "copper", "--model", NETWORK)


def test_that_hair_takes_the_look_and_the_rest_keeps_every_byte(run, scene: np.ndarray) -> None:
    result = recolor(run, "scene.png", "out.png")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("out.png: hair 3")
    assert "intensity 0.11" in result.out
    assert "position 0.0" in result.out
    found = read_photo("out.png").rgb
    assert np.array_equal(found[:, 80:], scene[:, 80:])
    # Half swapped on dark hair: red and blue meet half-way.
    red, green, blue = found[:, :40].reshape(-1, 3).mean(axis=0)
    assert abs(red - 30) < 4
    assert abs(blue - 30) < 4
    assert abs(green - 20) < 2


def test_that_strength_nought_keeps_every_byte(run, scene: np.ndarray) -> None:
    assert recolor(run, "scene.png", "out.png", "--strength", "0").code == 0
    assert np.array_equal(read_photo("out.png").rgb, scene)


def test_that_strength_is_how_much_of_the_look(run, scene: np.ndarray) -> None:
    recolor(run, "scene.png", "whole.png")
    recolor(run, "scene.png", "half.png", "--strength", "0.5")
    whole, half = (read_photo(name).rgb[:, :40].astype(float) for name in ("whole.png", "half.png"))
    assert np.abs((whole + scene[:, :40]) / 2 - half).max() <= 1


def test_that_british_spelling_works(run, scene: np.ndarray) -> None:
    result = run("recolour", "scene.png", "out.png", "-p", "copper", "--model", NETWORK)
    assert result.code == 0


def test_that_the_default_network_is_the_installations(run, scene: np.ndarray) -> None:
    assert run("recolor", "scene.png", "out.png", "--preset", "copper").code == 0


def test_that_sixteen_bits_and_alpha_stay(run, scene: np.ndarray, workplace: Path) -> None:
    generator = np.random.default_rng(7)
    deep = scene.astype(np.uint16) * 257 + generator.integers(0, 100, scene.shape, dtype=np.uint16)
    alpha = generator.integers(0, 65536, scene.shape[:2], dtype=np.uint16)
    write_photo(workplace / "deep.tif", Photo(deep, alpha))
    assert recolor(run, "deep.tif", "out.png").code == 0
    found = read_photo("out.png")
    assert found.sixteen_bit
    assert found.alpha is not None
    assert np.array_equal(found.alpha, alpha)
    assert np.array_equal(found.pixels[:, 80:], deep[:, 80:])
    assert len(np.unique(found.pixels[:, :40, 0])) > 40


def test_that_a_look_is_worn_in_the_photo_s_own_space(
    run, scene: np.ndarray, workplace: Path, wide_profile: bytes
) -> None:
    write_photo(workplace / "wide.png", Photo(scene, icc_profile=wide_profile))
    srgb = read_photo("wide.png").srgb
    write_photo(workplace / "srgb.png", Photo(srgb))
    for name in ("wide", "srgb"):
        recolor(run, f"{name}.png", f"{name}-out.png")
        assert run("folder", ".", "done", "--preset", "copper", "--model", NETWORK).code == 0
    found, expected = read_photo("wide-out.png"), read_photo("srgb-out.png")
    assert found.icc_profile == wide_profile
    np.testing.assert_array_equal(found.rgb[:, 80:], scene[:, 80:])
    assert np.abs(found.srgb[:, :40].astype(int) - expected.rgb[:, :40]).max() <= 4
    np.testing.assert_array_equal(read_photo("done/wide.png").rgb, found.rgb)


def test_that_a_turned_photo_comes_out_upright(run, scene: np.ndarray, workplace: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(np.rot90(scene)).save("turned.png", exif=exif.tobytes())
    assert recolor(run, "turned.png", "out.png").code == 0
    with Image.open("out.png") as written:
        assert written.size == (180, 120)
        assert written.getexif()[0x0112] == 1
    assert np.array_equal(read_photo("out.png").rgb[:, 80:], scene[:, 80:])


def test_that_what_a_format_cannot_hold_is_said(run, scene: np.ndarray, workplace: Path) -> None:
    alpha = np.full(scene.shape[:2], 128, np.uint8)
    write_photo(workplace / "see-through.png", Photo(scene, alpha))
    result = recolor(run, "see-through.png", "out.jpg")
    assert result.code == 0
    assert result.err == (
        "hairsdk: see-through.png: JPEG holds no transparency: the photo was laid on white\n"
    )


def test_that_a_photo_without_hair_is_left_alone_and_said(run, workplace: Path) -> None:
    bright = np.full((50, 60, 3), 250, np.uint8)
    write_photo(workplace / "bald.png", Photo(bright))
    result = recolor(run, "bald.png", "out.png")
    assert result.code == 0
    assert "no hair" in result.out
    assert np.array_equal(read_photo("out.png").rgb, bright)


def test_that_a_file_goes_into_a_folder_under_its_own_name(run, scene: np.ndarray) -> None:
    Path("results").mkdir()
    assert recolor(run, "scene.png", "results").code == 0
    assert Path("results/scene.png").is_file()


def test_that_a_single_result_that_exists_is_an_error(run, scene: np.ndarray) -> None:
    Path("out.png").write_bytes(b"mine")
    result = recolor(run, "scene.png", "out.png")
    assert (result.code, Path("out.png").read_bytes()) == (1, b"mine")
    assert result.err == "hairsdk: error: out.png exists; --overwrite replaces it\n"
    assert recolor(run, "scene.png", "out.png", "--overwrite").code == 0
    assert read_photo("out.png").height == 120


def test_that_a_folder_is_done_in_spite_of_a_bad_file(run, shoot: Path) -> None:
    result = recolor(run, "shoot", "out")
    assert result.code == 1
    assert sorted(p.name for p in Path("out").iterdir()) == ["B.PNG", "a.jpg", "d.png"]
    *done, summary = result.out.splitlines()
    assert [line.split(":")[0] for line in done] == [
        os.path.join("out", name)  # noqa: PTH118  (as printed)
        for name in ("B.PNG", "a.jpg", "d.png")
    ]
    assert summary == "3 recoloured, 1 failed, 0 skipped as their results exist"
    note, error = result.err.splitlines()
    assert note == "hairsdk: shoot: left out what is no photo: 1 .txt"
    assert error.startswith("hairsdk: error: shoot")
    assert "e.jpg is a text file" in error


@pytest.mark.parametrize("command", ["recolor", "folder"])
def test_that_a_photo_too_large_for_the_memory_is_named_and_the_rest_done(
    command: str, run, shoot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shoot / "e.jpg").unlink()
    decode = cv2.imdecode

    def decode_small(data: np.ndarray, flags: int) -> object:
        if bytes(data[:2]) == b"\xff\xd8":
            return cv2.resize(np.zeros((1, 1), np.uint8), (1 << 30, 1 << 30))
        return decode(data, flags)

    monkeypatch.setattr(cv2, "imdecode", decode_small)
    result = run(command, "shoot", "out", "--preset", "copper", "--model", NETWORK)
    assert result.code == 1
    assert "2 recoloured, 1 failed" in result.out
    expected = Path("shoot", "a.jpg")
    assert f"error: {expected}: not enough memory for a picture of this size\n" in result.err
    result = recolor(run, expected, "single.jpg")
    assert result.code == 1
    assert f"error: {expected}: not enough memory" in result.err


def test_that_a_folder_skips_what_it_did_before(run, shoot: Path) -> None:
    (shoot / "e.jpg").unlink()
    assert recolor(run, "shoot", "out").code == 0
    Path("out/a.jpg").write_bytes(b"mine")
    Path("out/B.PNG").unlink()
    again = recolor(run, "shoot", "out")
    assert again.code == 0
    assert "1 recoloured, 0 failed, 2 skipped" in again.out
    assert Path("out/a.jpg").read_bytes() == b"mine"
    anew = recolor(run, "shoot", "out", "--overwrite")
    assert "3 recoloured, 0 failed, 0 skipped" in anew.out
    assert read_photo("out/a.jpg").height == 120


def test_that_a_folder_is_written_in_the_format_that_is_asked_for(run, shoot: Path) -> None:
    result = recolor(run, "shoot", "done", "--format", "jpg")
    assert "3 recoloured, 1 failed" in result.out
    assert sorted(each.name for each in Path("done").iterdir()) == ["B.jpg", "a.jpg", "d.jpg"]
    assert all(each.read_bytes()[:2] == b"\xff\xd8" for each in Path("done").iterdir())


def test_that_the_name_of_a_photo_is_not_contradicted(run, scene: np.ndarray) -> None:
    result = recolor(run, "scene.png", "out.png", "--format", "jpg")
    assert result.code == 2
    assert "--format is for folders: out.png names its format itself" in result.err
    assert not Path("out.png").exists()


def test_that_folders_below_are_taken_when_asked(run, shoot: Path) -> None:
    (shoot / "e.jpg").unlink()
    assert recolor(run, "shoot", "out", "--recursive").code == 0
    assert Path("out/day 2/c.webp").is_file()


def test_that_results_inside_the_source_are_not_taken_for_photos(run, shoot: Path) -> None:
    (shoot / "e.jpg").unlink()
    for _ in range(2):
        assert recolor(run, "shoot", "shoot/out", "--recursive", "--overwrite").code == 0
    assert not Path("shoot/out/out").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_that_a_folder_is_not_held_up_by_a_pipe(shoot: Path) -> None:
    os.mkfifo(shoot / "camera.jpg")
    jobs = plan(shoot, Path("out"), False, (".jpg",), ".png").jobs
    assert "a.jpg" in {job.source.name for job in jobs}
    assert "camera.jpg" not in {job.source.name for job in jobs}


def test_that_a_folder_that_cannot_be_read_is_told_and_the_rest_done(
    run, shoot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shoot / "e.jpg").unlink()
    locked, look_into = "day 2", os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == locked:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return look_into(path)

    monkeypatch.setattr(os, "scandir", scandir)
    result = recolor(run, "shoot", "out", "--recursive")
    assert result.code == 1
    assert "3 recoloured, 0 failed" in result.out
    assert f"error: cannot read {Path('shoot', 'day 2')}: Permission denied\n" in result.err
    locked = "shoot"
    result = recolor(run, "shoot", "out")
    assert (result.code, result.out) == (1, "")
    assert result.err == "hairsdk: error: cannot read shoot: Permission denied\n"


def test_that_no_photo_is_replaced_by_the_result_of_another(run, shoot: Path) -> None:
    (shoot / "shoot").mkdir()
    (shoot / "B.PNG").rename(shoot / "shoot" / "a.jpg")
    before = (shoot / "a.jpg").read_bytes()
    above = recolor(run, "shoot", ".", "--recursive", "--overwrite")
    assert above.code == 1
    expected = Path("shoot", "a.jpg")
    assert f"error: {expected} is one of the photos in shoot: choose an OUT" in above.err
    assert (shoot / "a.jpg").read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_that_no_photo_is_replaced_through_a_link(run, shoot: Path) -> None:
    Path("out").mkdir()
    Path("out", "day 2").symlink_to(shoot / "day 2")
    before = (shoot / "day 2" / "c.webp").read_bytes()
    result = recolor(run, "shoot", "out", "--recursive", "--overwrite")
    assert (result.code, result.out) == (1, "")
    assert "c.webp is one of the photos in shoot" in result.err
    assert (shoot / "day 2" / "c.webp").read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
@pytest.mark.parametrize(
    ("command", "goal"), [("recolor", "out"), ("recolor", "gone"), ("folder", "out")]
)
def test_that_a_link_that_leads_nowhere_is_named_where_a_folder_is_wanted(
    command: str, goal: str, run, shoot: Path
) -> None:
    (shoot.parent / "out").symlink_to(goal, target_is_directory=True)
    result = run(command, "shoot", "out", "--preset", "copper", "--model", NETWORK)
    assert result.code == 1
    told = "cannot write out: " if goal == "out" else "cannot make folder out: "
    assert f"hairsdk: error: {told}" in result.err
    assert "[Errno" not in result.err


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_that_links_to_folders_are_told_as_they_are_not_followed(
    run, shoot: Path, workplace: Path
) -> None:
    (shoot / "again").symlink_to(".", target_is_directory=True)
    (workplace / "links").mkdir()
    (workplace / "links" / "day").symlink_to(shoot / "day 2", target_is_directory=True)
    told = f"left out links to folders: {Path('shoot', 'again')}\n"
    assert told in recolor(run, "shoot", "out", "--recursive").err
    assert "links to folders" not in recolor(run, "shoot", "out").err
    result = recolor(run, "links", "out", "--recursive")
    assert f"no photos in links, and links that are not followed: {Path('links', 'day')}" in (
        result.err
    )


def test_that_an_empty_folder_is_an_error_that_hints(run, workplace: Path) -> None:
    (workplace / "empty").mkdir()
    result = recolor(run, "empty", "out")
    assert result.code == 1
    assert "no photos in empty; --recursive looks in the folders below" in result.err
    for name in ("1.psd", "2.PSD", "notes"):
        (workplace / "empty" / name).write_bytes(b"x")
    assert "no photos in empty, only 1 without suffix, 2 .psd; " in recolor(run, "empty", "out").err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("gone.jpg", "out.jpg"), "gone.jpg: no such file or folder"),
        (("notes.jpg", "out.jpg"), "notes.jpg is a text file; photos are read as JPEG"),
        (("scene.png", "out.gif"), "out.gif ends in .gif; the name must end in one of .jpg"),
        (("scene.png", "out/"), "there is no folder out, and a file's name must end in"),
        (("scene.png", "notes", "--overwrite"), "notes has no suffix; the name must end in one of"),
        (("scene.png", "gone/out.png"), "there is no folder gone"),
        ((".", "scene.png"), ". is a folder, so scene.png must be one, too"),
        ((".", "../work", "--overwrite"), "IN and OUT are one folder, .: choose two"),
        (("scene.png", "scene.png", "--overwrite"), "scene.png is the photo itself: write to"),
        (("scene.png", ".", "--overwrite"), "scene.png is the photo itself: write to"),
        (("scene.png", "out.png", "--preset", "coper"), "no preset 'coper'; did you mean copper?"),
        (("scene.png", "out.png", "--preset", "gone.hairlook"), "gone.hairlook: no such file"),
        (("scene.png", "out.png", "--model", "1024"), "no network '1024'"),
        (("scene.png", "out.png", "--model", "gone.tflite"), "no such network file: gone.tflite"),
        (("scene.png", "out.png", "--model", "notes.jpg"), "notes.jpg"),
        (("scene.png", "out.png", "--model", "torn.tflite"), "torn.tflite"),
    ],
)
def test_that_each_mistake_has_its_own_line(
    run, scene: np.ndarray, workplace: Path, args: tuple[str, ...], message: str
) -> None:
    for name in ("notes.jpg", "notes"):
        (workplace / name).write_text("buy shampoo", encoding="ascii")
    (workplace / "torn.tflite").write_bytes(NETWORK.read_bytes()[:500])
    defaults = ("--preset", "copper", "--model", str(NETWORK))
    result = run("recolor", *args[:2], *defaults, *args[2:])
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("hairsdk: error: ")
    assert message in result.err
    assert result.err.count("\n") == 1
    assert sorted(p.name for p in workplace.iterdir() if p.name.startswith("out")) == []


def test_that_a_missing_gpu_is_an_error_only_when_one_is_asked_for(run, scene: np.ndarray) -> None:
    result = recolor(run, "scene.png", "out.png", "--device", "gpu")
    if result.code:
        assert result.err.startswith("hairsdk: error: no usable GPU: ")
    assert recolor(run, "scene.png", "out.png", "--overwrite", "--device", "auto").code == 0


def test_that_verbose_says_what_the_network_runs_on(run, scene: np.ndarray) -> None:
    result = recolor(run, "scene.png", "out.png", "--verbose")
    assert "hairsdk: running on the " in result.err


def test_that_a_look_from_a_file_works(run, scene: np.ndarray, workplace: Path) -> None:
    Preset.builtin("copper").save(workplace / "mine.hairlook")
    options = ("--preset", "mine.hairlook", "--model", NETWORK)
    assert run("recolor", "scene.png", "mine.png", *options).code == 0
    recolor(run, "scene.png", "copper.png")
    assert np.array_equal(read_photo("mine.png").rgb, read_photo("copper.png").rgb)
