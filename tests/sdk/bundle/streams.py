"""Streams that a port plays as the SDK does."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk import resources
from hairsdk.bundle.testkit import load_kit
from hairsdk.images import read_photo

Frames = list[NDArray[np.uint8]]

GLANCE = 6
"""Frames after which a port looks at the whole frame in `small_heads`: sooner than usual."""

_PATH = [(40, 10), (43, 12), (48, 12), (52, 8), (52, 8)]
"""Of the camera over the photo: from right to left, and at rest in the end."""


def large_head(rng: np.random.Generator) -> Frames:
    """A head that fills the frame, and a cut to somebody else."""
    photo = read_photo(resources.sample_photo()).rgb
    frames = [_noisy(rng, photo[y : y + 252, x + 50 : x + 300]) for x, y in _PATH]
    other = cv2.resize(load_kit().frame[:384], (250, 252), interpolation=cv2.INTER_CUBIC)
    return frames + [_noisy(rng, other) for _ in range(2)]


def small_heads(rng: np.random.Generator) -> Frames:
    """A head that moves for 8 frames, jumps and stays for 3, and one that then comes to it."""
    places = [[(20 + 9 * step, 60)] for step in range(8)]
    places += [[(300, 120)]] * 3
    places += [[(300, 120), (30, 20)]] * 8
    return [_noisy(rng, _scene(heads)) for heads in places]


def cut_between_small_heads(rng: np.random.Generator) -> Frames:
    """Two frames of each."""
    before, after = _scene([(20, 60)]), _scene([(450, 180)])
    after[:180] //= 3
    return [_noisy(rng, scene) for scene in [before] * 2 + [after] * 2]


def dark_disks() -> Frames:
    """For a network that calls hair what is dark: one on a ground that is a fifth hair, one faint.

    The mask of the first does not end at its window's borders by itself, and the second is no hair
    by the measure of larger heads.
    """
    y, x = np.mgrid[0:256, 0:480]
    frames = []
    for column, disk, ground in [(120, 20, 134), (130, 20, 134), (350, 145, 214), (345, 145, 214)]:
        grey = np.where((x - column) ** 2 + (y - 120) ** 2 < 18**2, disk, ground)
        grey[:40, 200:] = 230 if ground < 200 else 190
        frames += [np.repeat(grey.astype(np.uint8)[..., None], 3, axis=2)] * 2
    return frames


def two_people() -> Frames:
    """For that network: a dark and a light head, which meet, part and change places in size.

    Then nobody is there, a third comes, and all go but one.
    """
    steps = [
        [(150, 30, DARK), (330, 36, LIGHT)],
        [(175, 30, DARK), (300, 36, LIGHT)],
        [(200, 30, DARK), (270, 36, LIGHT)],
        [(206, 30, DARK), (264, 36, LIGHT)],
        [(190, 36, DARK), (280, 30, LIGHT)],
        [(160, 38, DARK), (300, 30, LIGHT)],
        [(150, 38, DARK), (320, 30, LIGHT)],
        [],
        [],
        [(150, 38, DARK), (320, 30, LIGHT)],
        [(150, 38, DARK), (320, 30, LIGHT), (430, 24, 40)],
        [(325, 30, LIGHT)],
        [(326, 30, LIGHT)],
    ]
    return [disks(*heads) for heads in steps]


def small_people() -> Frames:
    """For that network: heads that are looked at through windows of their own.

    Three of four are, and then others, as they change places in size. After a cut two walk, whose
    windows follow, but for the first step, and jump to where each other was. After another one
    grows until all of the frame is around it, and is small again. A third one changes the two.
    """
    levels = (DARK, LIGHT, 40, 55)
    crowds = [[30, 28, 26, 24]] * 2 + [[28, 26, 24, 31]] * 2
    steps = [
        [(60 + 120 * place, *head) for place, head in enumerate(zip(radii, levels, strict=True))]
        for radii in crowds
    ]
    steps += [[(x, 26, DARK), (x + 80, 24, LIGHT)] for x in (180, 180, 187, 194, 201)]
    steps += [[(x, 25, DARK), (x + 80, 28, LIGHT)] for x in (201, 201, 243, 243)]
    steps += [[(400, 24, LIGHT), (130, radius, DARK)] for radius in (66, 66, 84, 105, 105, 80, 80)]
    steps += [[(100, 30, LIGHT), (400, 84, DARK)]] * 2
    return [disks(*heads) for heads in steps]


def three_people() -> NDArray[np.uint8]:
    """A photo, for that network."""
    return disks((80, 30, DARK), (240, 36, LIGHT), (400, 20, 40))


def two_people_and_pieces() -> NDArray[np.uint8]:
    """A photo, for that network: one's hair is in two pieces, and some is hardly hair."""
    return disks((80, 36, DARK), (145, 12, 20), (320, 34, LIGHT), (430, 24, 170))


DARK, LIGHT = 12, 70


def disks(*heads: tuple[int, int, int]) -> NDArray[np.uint8]:
    """A light frame with heads at a column, of a radius and of a level."""
    y, x = np.mgrid[0:256, 0:480]
    frame = np.full((256, 480, 3), 214, np.uint8)
    for column, radius, level in heads:
        frame[(x - column) ** 2 + (y - 120) ** 2 < radius**2] = (level, level // 2, level)
    return frame


def _scene(places: list[tuple[int, int]]) -> NDArray[np.uint8]:
    """A room in the colour of the head's surroundings, with that head at some places."""
    head = cv2.resize(read_photo(resources.sample_photo()).rgb[:260, 90:350], (150, 150))
    scene = np.full((360, 640, 3), head[:8].mean(axis=(0, 1)), np.uint8)
    for x, y in places:
        scene[y : y + head.shape[0], x : x + head.shape[1]] = head
    return scene


def _noisy(rng: np.random.Generator, photo: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """As in a dark room: without noise the network's answers hardly tremble."""
    noise = cv2.resize(rng.normal(0, 30, (105, 100, 3)), photo.shape[1::-1])
    return np.clip(photo + noise, 0, 255).astype(np.uint8)
