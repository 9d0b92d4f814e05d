"""A photo with the look on its hair, at full size: what `hairsdk recolor` makes of it."""

from __future__ import annotations

import filecmp
import functools
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTranslator

from hairsdk.cli import main
from hairsdk.errors import DeviceError, FileReadError, FileWriteError, HairSdkError
from hairsdk.images import Photo, read_photo, write_photo
from hairsdk.matte import stretch
from hairsdk.recolorer import Recolorer
from hairsdk.segmenter import Segmenter
from hairstudio.core import Registry
from hairstudio.core.references import load_reference
from hairstudio.document import reference as references
from hairstudio.document.hairlook import open_look, save_look
from hairstudio.document.look import Look
from hairstudio.document.reference import Reference, builtin_reference
from hairstudio.services.baking import make_preset
from hairstudio.services.control import Cancelled, TaskControl
from hairstudio.services.export import ExportOptions, export_look
from hairstudio.services.hair import HairFinder
from hairstudio.services.intake import take_in
from hairstudio.services.picture import write_picture
from hairstudio.services.renderer import Renderer

PROFILE = (Path(__file__).parents[2] / "data" / "display-p3.icc").read_bytes()
ARTIST = b"Anna\0\0\0\0"
EXIF = b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x13B, 2, len(ARTIST), 26, 0) + ARTIST
HEAD = "grey_ponytail_2044"


@pytest.fixture
def shrinking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photos are large for the studio, and shrunk when they come in."""
    monkeypatch.setattr(references, "WORKING_PIXELS", 60_000)


@pytest.fixture
def deep_photo(tmp_path: Path) -> Path:
    """16 bits, transparent at its foot, in Display P3, with EXIF."""
    pixels = load_reference(HEAD).image[::2, ::2].astype(np.uint16) * 257
    alpha = np.full(pixels.shape[:2], 65535, np.uint16)
    alpha[-20:] = 20_000
    path = tmp_path / "anna.png"
    write_photo(path, Photo(pixels, alpha, EXIF, PROFILE))
    return path


@pytest.mark.usefixtures("shrinking", "qapp")
@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif", ".webp"])
@pytest.mark.parametrize("way", ["reference", "gallery"])
def test_that_it_is_the_file_that_hairsdk_recolor_writes_with_the_exported_look(
    way: str,
    suffix: str,
    deep_photo: Path,
    copper: Look,
    network: HairFinder,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source: Reference | Path = deep_photo
    if way == "reference":
        source = take_in(deep_photo, network, TaskControl()).reference
        assert source.image.shape[0] < 384
        copper = copper.with_reference("light", source)
    remarks = write_picture(tmp_path / f"ours{suffix}", copper, source, network, TaskControl())
    export_look(copper, ExportOptions(tmp_path, "mine", cubes=False), TaskControl())
    theirs, look = tmp_path / f"theirs{suffix}", tmp_path / "mine.hairlook"
    arguments = ["recolor", str(deep_photo), str(theirs), "--preset", str(look), "--device", "cpu"]
    assert main(arguments) == 0
    assert filecmp.cmp(tmp_path / f"ours{suffix}", theirs, shallow=False)
    told = capsys.readouterr()
    assert all(remark in told.out + told.err for remark in remarks)
    assert (suffix == ".jpg") == any("no transparency" in remark for remark in remarks)
    if suffix == ".png":
        saved, photo = read_photo(theirs), read_photo(deep_photo)
        assert saved.sixteen_bit
        assert (saved.exif, saved.icc_profile) == (photo.exif, PROFILE)
        assert np.array_equal(saved.alpha, photo.alpha)
        assert not np.array_equal(saved.pixels, photo.pixels)


@pytest.fixture
def couple(tmp_path: Path) -> Path:
    """A dark head at the left, and a light one, with less hair, at the right."""
    heads = (load_reference(name).image[::2, ::2] for name in ("black_bob_2037", "white_buzz_2052"))
    path = tmp_path / "couple.png"
    write_photo(path, Photo(np.hstack([*heads])))
    return path


@pytest.mark.usefixtures("shrinking", "qapp")
@pytest.mark.parametrize("person", [0, 1])
@pytest.mark.parametrize("way", ["reference", "gallery"])
def test_that_of_two_people_the_one_that_is_shown_wears_the_look(
    way: str, person: int, couple: Path, copper: Look, network: HairFinder, tmp_path: Path
) -> None:
    source: Reference | Path = couple
    if way == "reference":
        source = take_in(couple, network, TaskControl(), person=person).reference
    write_picture(tmp_path / "ours.png", copper, source, network, TaskControl(), person=person)
    photo, ours = read_photo(couple).pixels, read_photo(tmp_path / "ours.png").pixels
    with Recolorer(make_preset(copper), device="cpu") as recolorer:
        both = recolorer.recolor(photo)
    half = photo.shape[1] // 2
    halves = slice(0, half), slice(half, None)
    own, other = halves[person], halves[1 - person]
    assert np.array_equal(ours[:, own], both[:, own])
    assert np.array_equal(ours[:, other], photo[:, other])
    assert not np.array_equal(both[:, other], photo[:, other])


@pytest.mark.usefixtures("qapp")
def test_that_all_of_several_people_wear_the_look_who_do_so_in_the_slot(
    couple: Path, copper: Look, network: HairFinder, tmp_path: Path
) -> None:
    reference = take_in(couple, network, TaskControl()).reference
    reference = reference.with_found(network.find(reference.image).mask)  # of an older look
    write_picture(tmp_path / "ours.png", copper, reference, network, TaskControl())
    with Recolorer(make_preset(copper), device="cpu") as recolorer:
        both = recolorer.recolor(read_photo(couple).pixels)
    assert np.array_equal(read_photo(tmp_path / "ours.png").pixels, both)


@pytest.mark.usefixtures("shrinking", "qapp")
def test_that_a_corrected_mask_counts_at_full_size(
    deep_photo: Path, copper: Look, finder, tmp_path: Path
) -> None:
    reference = take_in(deep_photo, finder, TaskControl()).reference
    mask = np.zeros_like(reference.mask)
    mask[20:90, 30:100] = 1.0
    mask[90:120, 30:100] = 0.5
    reference = reference.with_mask(mask)
    finder.model = str(tmp_path / "gone.tflite")  # no network is needed for it
    write_picture(tmp_path / "ours.png", copper, reference, finder, TaskControl())
    photo, ours = read_photo(deep_photo), read_photo(tmp_path / "ours.png").pixels
    full = stretch(reference.mask, photo.height, photo.width)
    with Recolorer(make_preset(copper), device="cpu") as recolorer:
        theirs = recolorer.recolor(photo.pixels, photo.icc_profile, full)
    assert np.array_equal(ours, theirs)
    changed = (ours != photo.pixels).any(axis=2)
    assert changed.any()
    assert not changed[full == 0].any()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("painted", [False, True])
def test_that_a_built_in_head_has_its_exact_mask_or_the_corrected_one(
    copper: Look, finder, tmp_path: Path, painted: bool
) -> None:
    reference = builtin_reference(HEAD)
    if painted:
        mask = reference.mask.copy()
        mask[:, :300] = 0.0
        reference = reference.with_mask(mask)
    assert write_picture(tmp_path / "ours.png", copper, reference, finder, TaskControl()) == ()
    with Recolorer(make_preset(copper), device="cpu") as recolorer:
        theirs = recolorer.recolor(reference.image, mask=reference.mask)
    assert np.array_equal(read_photo(tmp_path / "ours.png").pixels, theirs)


@pytest.mark.usefixtures("shrinking", "qapp")
@pytest.mark.parametrize("fate", ["gone", "another photo", "damaged", "in the look", "pasted"])
def test_that_what_the_look_holds_is_saved_where_the_file_is_not_to_be_had(
    fate: str,
    deep_photo: Path,
    copper: Look,
    network: HairFinder,
    registry: Registry,
    tmp_path: Path,
    photo: Callable[..., Path],
) -> None:
    source = read_photo(deep_photo).rgb if fate == "pasted" else deep_photo
    reference = take_in(source, network, TaskControl()).reference
    copper = copper.with_reference("light", reference)
    if fate == "gone":
        deep_photo.unlink()
    elif fate == "another photo":
        photo(deep_photo.name, 90, (384, 384))
    elif fate == "damaged":
        deep_photo.write_bytes(deep_photo.read_bytes()[:5000])
    elif fate == "in the look":
        save_look(tmp_path / "a.hairlook", copper, make_preset(copper))
        copper = open_look(tmp_path / "a.hairlook", registry, tmp_path).look
        assert str(tmp_path).encode() not in (tmp_path / "a.hairlook").read_bytes()
        reference = copper.light.reference
    (told,) = write_picture(tmp_path / "ours.png", copper, reference, network, TaskControl())
    height, width = reference.mask.shape
    assert f"{width} × {height} pixels" in told
    assert ("not known" in told) == (fate in ("in the look", "pasted"))
    with Recolorer(make_preset(copper), device="cpu") as recolorer:
        theirs = recolorer.recolor(reference.image)
    assert np.array_equal(read_photo(tmp_path / "ours.png").pixels, theirs)


@pytest.mark.usefixtures("qapp")
def test_that_a_position_set_by_hand_counts_as_in_the_gallery(
    copper: Look, finder, tmp_path: Path
) -> None:
    reference, renderer = builtin_reference(HEAD), Renderer()
    pictures = []
    for position in (0.0, 0.35, 1.0):
        path = tmp_path / f"{position}.png"
        write_picture(path, copper, reference, finder, TaskControl(), position=position)
        dark, light = (
            renderer.bake(copper.side(name).stack, copper.size) for name in ("dark", "light")
        )
        shown = renderer.between(dark, light, position)
        expected = renderer.recolour(reference.image, reference.mask, shown)
        pictures.append(read_photo(path).pixels)
        assert np.abs(pictures[-1].astype(int) - expected).max() <= 1  # blended once more
    renderer.close()
    assert not np.array_equal(pictures[0], pictures[2])


@pytest.mark.usefixtures("qapp")
def test_that_a_photo_without_hair_is_not_saved(
    copper: Look, network: HairFinder, finder, tmp_path: Path, photo: Callable[..., Path]
) -> None:
    plain = photo("plain.png", 120)
    cleared = take_in(plain, finder, TaskControl()).reference.with_mask(np.zeros((48, 64)))
    # What lies in the gallery cannot be painted.
    for source, said in ((plain, "found in plain.png$"), (cleared, "with the brush")):
        with pytest.raises(HairSdkError, match=said):
            write_picture(tmp_path / "ours.png", copper, source, network, TaskControl())
    assert not (tmp_path / "ours.png").exists()


@pytest.mark.usefixtures("qapp")
def test_that_one_that_is_stopped_or_meets_a_full_disk_leaves_what_was_there(
    copper: Look, finder, tmp_path: Path, break_disk
) -> None:
    path, reference = tmp_path / "ours.png", builtin_reference(HEAD)
    path.write_bytes(b"of last week")

    def stop(stop_at: float, share: float, text: str) -> None:
        if share >= stop_at:
            stopping.cancel()

    for stop_at in (0.4, 0.7):
        stopping = TaskControl(functools.partial(stop, stop_at))
        with pytest.raises(Cancelled):
            write_picture(path, copper, reference, finder, stopping)
        assert path.read_bytes() == b"of last week"

    break_disk()
    with pytest.raises(FileWriteError):
        write_picture(path, copper, reference, finder, TaskControl())
    assert [each.name for each in tmp_path.glob("*.png")] == ["ours.png"]


@pytest.mark.usefixtures("qapp")
def test_that_a_photo_of_the_gallery_that_is_gone_is_told(
    copper: Look, finder, tmp_path: Path
) -> None:
    with pytest.raises(FileReadError, match="no such file"):
        write_picture(tmp_path / "ours.png", copper, tmp_path / "gone.jpg", finder, TaskControl())


@pytest.mark.usefixtures("qapp")
def test_that_a_gpu_that_is_gone_is_stood_in_for(
    deep_photo: Path, copper: Look, finder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    opened = Segmenter.__init__

    def without_gpu(self: Segmenter, model: str, device: str, *more: object, **named) -> None:
        tried.append(device)
        if device == "gpu":
            raise DeviceError("no usable GPU was found")
        opened(self, model, device, *more, **named)

    monkeypatch.setattr(Segmenter, "__init__", without_gpu)
    finder.wish = "gpu"
    write_picture(tmp_path / "ours.png", copper, deep_photo, finder, TaskControl())
    assert tried == ["gpu", "cpu"]
    assert (tmp_path / "ours.png").exists()


@pytest.mark.usefixtures("shrinking")
def test_that_what_is_lost_is_told_in_german(
    german: tuple[QTranslator, ...], deep_photo: Path, copper: Look, finder, tmp_path: Path
) -> None:
    reference = take_in(deep_photo, finder, TaskControl()).reference
    reference = reference.with_mask(reference.mask * 0.5)
    remarks = write_picture(tmp_path / "ours.jpg", copper, reference, finder, TaskControl())
    assert remarks == (
        "JPEG fasst 8 Bit je Kanal, das Foto hatte 16",
        "JPEG fasst keine Transparenz: Das Foto liegt jetzt auf Weiß",
    )
    deep_photo.unlink()
    (held, *_) = write_picture(tmp_path / "ours.jpg", copper, reference, finder, TaskControl())
    assert held.startswith("Die Datei des Fotos ist fort oder wurde geändert")
