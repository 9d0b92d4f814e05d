from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from hairnet import device
from hairnet.data import (
    Compressed,
    DataError,
    Pyramid,
    Row,
    draw_weights,
    evenly,
    fingerprint,
    load,
    read_csv,
    read_pair,
    share_of_hair,
    split_validation,
)


def test_that_rows_carry_set_weight_and_paths_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "photos.csv").write_text(
        "set,image,mask,weight,partial\nmine,a/b.jpg,a/b.png,0.5,1\n,c.jpg,c.png,,\n"
    )
    first, second = read_csv(tmp_path / "photos.csv")
    assert first == Row(tmp_path / "a/b.jpg", tmp_path / "a/b.png", "mine", 0.5, True)
    assert second == Row(tmp_path / "c.jpg", tmp_path / "c.png", "default", 1.0, False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("image\na.jpg\n", "lacks the column.s. mask; found 'image'"),
        ("Image;mask\na;b\n", "found 'Image', 'mask'. Names are in small letters, and commas"),
        ("image;mask\n;;\n", "no rows"),
        ("image,mask,partial\na,b,true\n", r"photos\.csv:2: partial must be 0 or 1, found 'true'"),
        ("image,mask\n", "no rows"),
        ("image,mask\na.jpg,\n", r"photos\.csv:2: image and mask"),
        ("image,mask,weight\na,b,1\nc,d,much\n", r"photos\.csv:3: weight must be a number"),
        ("image,mask,weight\na,b,nan\n", r"photos\.csv:2: weight must .* found 'nan'"),
        ("image,mask,weight\n\n\na,b,-1\n", r"photos\.csv:4: weight must .* found '-1'"),
        (f"image,mask\n{'a' * 200_000},b\n", r"photos\.csv:2: field larger"),
    ],
)
def test_that_a_wrong_csv_names_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "photos.csv").write_text(text)
    with pytest.raises(DataError, match=message):
        read_csv(tmp_path / "photos.csv")


def test_that_spaces_after_commas_belong_to_no_name(tmp_path: Path) -> None:
    (tmp_path / "photos.csv").write_text("image, mask\na.jpg, b c.png\n")
    assert read_csv(tmp_path / "photos.csv") == [Row(tmp_path / "a.jpg", tmp_path / "b c.png")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_that_the_csv_is_read_as_spreadsheets_save_it(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    lines = [["image", "mask", "set", "weight"], ["grün.jpg", "m.png", "Köln", '"0,5"'], [""] * 4]
    text = "".join(separator.join(line) + "\r\n" for line in lines)
    (tmp_path / "photos.csv").write_bytes(text.encode(encoding))
    assert read_csv(tmp_path / "photos.csv") == [
        Row(tmp_path / "grün.jpg", tmp_path / "m.png", "Köln", 0.5)
    ]


def test_that_the_header_tells_what_is_between_values_and_photos_may_rest(tmp_path: Path) -> None:
    (tmp_path / "photos.csv").write_text("image,mask,weight\na;b;c;d;e;f.jpg,m.png,0\n")
    assert read_csv(tmp_path / "photos.csv") == [
        Row(tmp_path / "a;b;c;d;e;f.jpg", tmp_path / "m.png", weight=0.0)
    ]


def test_that_a_csv_in_another_encoding_is_told_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "photos.csv").write_bytes("image,mask\nfrüh.jpg,b\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"not UTF-8 text: .* at byte 13\. .* \"CSV UTF-8\""):
        read_csv(tmp_path / "photos.csv")


def test_that_a_folder_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is a folder: name the CSV that lists its photos"):
        read_csv(tmp_path)


def test_that_the_share_of_hair_is_that_of_photos_from_all_parts() -> None:
    mask = np.zeros((8, 8), np.uint8)
    mask[:2] = 255
    photos = [Pyramid.build(np.zeros((8, 8, 3), np.uint8), m) for m in (mask, 255 - mask, mask)]
    assert share_of_hair(photos) == pytest.approx((0.25 + 0.75 + 0.25) / 3)
    assert share_of_hair(photos, 2) == 0.25


def test_that_some_rows_are_of_all_parts_of_the_list() -> None:
    rows = [Row(Path(f"{number}.jpg"), Path("m.png")) for number in range(10)]
    assert [row.image.stem for row in evenly(rows, 6)] == ["0", "1", "3", "5", "6", "8"]
    assert evenly(rows, 5) == rows[::2]
    assert evenly(rows, 10) == evenly(rows, 99) == rows


def test_that_partial_masks_are_not_held_back_to_be_scored() -> None:
    rows = [Row(Path(f"{number}.jpg"), Path("m.png"), partial=True) for number in range(9)]
    assert split_validation(rows, 0.0) == (rows, [])
    with pytest.raises(DataError, match="train on it with --extra"):
        split_validation(rows, 1.0)


def test_that_a_mask_of_another_size_is_refused_with_both_sizes(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((4, 6, 3), np.uint8))
    cv2.imwrite(str(tmp_path / "m.png"), np.zeros((4, 5), np.uint8))
    with pytest.raises(DataError, match="mask is 5×4, its photo 6×4"):
        read_pair(Row(tmp_path / "a.png", tmp_path / "m.png"))
    with pytest.raises(DataError, match=r"nowhere\.png: no such file"):
        read_pair(Row(tmp_path / "nowhere.png", tmp_path / "m.png"))


def test_that_a_mask_that_lies_on_its_side_is_to_be_turned(tmp_path: Path) -> None:
    """Tools that do not know EXIF's orientation draw masks on photos as they are stored."""
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((4, 6, 3), np.uint8))
    cv2.imwrite(str(tmp_path / "m.png"), np.zeros((6, 4), np.uint8))
    with pytest.raises(DataError, match="mask is 4×6, its photo 6×4: turn it as the photo"):
        read_pair(Row(tmp_path / "a.png", tmp_path / "m.png"))


def test_that_the_validation_split_does_not_depend_on_the_other_rows(heads: Path) -> None:
    rows = read_csv(heads)
    train, validation = split_validation(rows, 0.3)
    assert validation and len(train) + len(validation) == len(rows)
    again, held = split_validation(list(reversed(rows))[:6], 0.3)
    assert set(held) <= set(validation) and set(again) <= set(train)


def test_that_a_folder_that_was_moved_is_split_as_before() -> None:
    def held(folder: str) -> list[str]:
        rows = [Row(Path(folder, f"{number}.jpg"), Path("m.png")) for number in range(30)]
        return [row.image.name for row in split_validation(rows, 0.3)[1]]

    assert held("here") == held("there/photos")


@pytest.mark.parametrize(
    ("size", "shrunk"),
    [((64, 8), (32, 4)), ((8, 64), (4, 32)), ((1, 99), (1, 32)), ((99, 1), (32, 1))],
)
def test_that_the_longer_side_is_shrunk_to_the_mean_of_its_pixels(
    tmp_path: Path, size: tuple[int, int], shrunk: tuple[int, int]
) -> None:
    stripes = np.indices(size).sum(0).astype(np.uint8) % 2 * 200
    cv2.imwrite(str(tmp_path / "a.png"), np.dstack([stripes] * 3))
    cv2.imwrite(str(tmp_path / "m.png"), stripes)
    image, mask = read_pair(Row(tmp_path / "a.png", tmp_path / "m.png"), 32)
    assert mask.shape == image.shape[:2] == shrunk
    assert np.abs(mask.astype(int) - 100).max() < 40
    assert np.array_equal(image, np.dstack([mask] * 3))


def test_that_the_pyramid_shrinks_by_two_and_picks_a_level_without_aliasing(heads: Path) -> None:
    [pyramid] = load(read_csv(heads)[:1])
    assert [m.shape for m in pyramid.masks] == [(160, 160), (80, 80), (40, 40)]
    assert [pyramid.level_for(s) for s in (0.5, 1.0, 1.5, 1.7, 2.0, 8.0)] == [0, 0, 0, 1, 1, 2]
    low = Pyramid.build(pyramid.images[0][:63], pyramid.masks[0][:63])
    assert [m.shape for m in low.masks] == [(63, 160)]


def test_that_photos_beyond_the_memory_are_kept_compressed_and_look_the_same(heads: Path) -> None:
    rows = read_csv(heads)[:3]
    asked: list[tuple[int, int]] = []
    decoded = load(rows, 160)
    kept = load(rows, 160, memory=100_000, progress=lambda *counts: asked.append(counts))
    assert asked == [(1, 3), (2, 3), (3, 3)]
    assert isinstance(kept, Compressed) and not isinstance(decoded, Compressed)
    assert len(kept) == len(kept[:]) == 3
    assert sum(file.nbytes for files in kept.files for file in files) < 100_000
    for before, after in zip(decoded, kept, strict=True):
        assert [i.shape for i in after.images] == [i.shape for i in before.images]
        assert all(map(np.array_equal, before.masks, after.masks))
        change = np.abs(before.images[0].astype(int) - after.images[0])
        assert change.mean() < 3
    # In colours that are not one grey, red and blue would be seen to change places.
    assert np.abs(np.diff(decoded[0].images[0].mean((0, 1)))).max() > 5


def test_that_decoded_photos_take_half_of_the_memory_at_most(
    heads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = read_csv(heads)[:3]
    decoded = sum(part.nbytes for p in load(rows, 160) for part in (*p.images, *p.masks))
    for more, is_compressed in ((0, False), (-2, True)):
        monkeypatch.setattr("hairnet.data.own_memory", lambda more=more: 2 * decoded + more)
        assert isinstance(load(rows, 160), Compressed) == is_compressed


def test_that_the_memory_is_the_containers_and_shared_by_the_processes_of_a_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, limited = tmp_path / "memory.max", tmp_path / "limit_in_bytes"
    free.write_text("max\n")
    monkeypatch.setattr(device, "CONTAINER_LIMITS", (free, limited))
    whole = device.own_memory()
    limited.write_text("4096\n")
    assert device.own_memory() == 4096 < whole
    monkeypatch.setenv("LOCAL_WORLD_SIZE", "2")
    assert device.own_memory() == 2048


def test_that_photos_are_told_apart_by_their_names_weights_and_what_is_known_of_them() -> None:
    photo = Row(Path("J\udcfcrgen.jpg"), Path("m.png"))
    others = [replace(photo, **change) for change in ({"weight": 2.0}, {"partial": True})]
    others += [replace(photo, image=Path("other.jpg")), replace(photo, set="other")]
    assert len({fingerprint([row]) for row in (photo, *others)}) == 5
    assert fingerprint([replace(photo, image=Path("moved", photo.image))]) == fingerprint([photo])


def test_that_weights_of_sets_and_rows_multiply() -> None:
    rows = [Row(Path("a"), Path("m"), "x", 1.0), Row(Path("b"), Path("m"), "y", 3.0)]
    assert draw_weights(rows, {"x": 3.0}).tolist() == [0.5, 1.0]
    with pytest.raises(DataError, match="not all 0"):
        draw_weights(rows, {"x": 0.0, "y": 0.0})
