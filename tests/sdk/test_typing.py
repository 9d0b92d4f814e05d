"""What a type checker at its strictest says of an app that uses hairsdk: nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

APP = """\
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from hairsdk import HairSdkError, Preset, Recolored, Recolorer, Segmenter, hair_intensity
from hairsdk.images import read_photo, write_mask, write_photo
from hairsdk.video import FilmInfo, FilmWriter
from hairsdk.video.camera import newest_frames


class Booth:
    def __init__(self) -> None:
        self.capture = cv2.VideoCapture(0)

    def read(self) -> cv2.typing.MatLike | None:
        good, frame = self.capture.read()
        return cv2.cvtColor(frame, cv2.COLOR_BGR2RGB) if good else None

    def close(self) -> None:
        self.capture.release()


def frames(capture: cv2.VideoCapture) -> Iterator[NDArray[np.uint8]]:
    while True:
        yield capture.read()[1][..., ::-1].astype(np.uint8)


with Recolorer("copper", model="512", device="auto", threads=2, strength=1) as recolorer:
    capture = cv2.VideoCapture(0)
    frame = capture.read()[1]
    # OpenCV's own types: of any number, not of bytes.
    result: Recolored = recolorer.process(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), time=0.5)
    cv2.imshow("hair", cv2.cvtColor(result.image, cv2.COLOR_RGB2BGR))
    for later in recolorer.stream(frames(capture)):
        image: NDArray[Any] = later.image
    for newest in newest_frames(Booth()):
        result = recolorer.process(newest)
    photo = read_photo("portrait.jpg")
    mask: NDArray[np.float32] = recolorer.segment(photo.pixels, photo.icc_profile)
    recolorer.preset = Preset.builtin("platinum")
    name: str = recolorer.preset.name
    write_photo("copper.jpg", photo.with_pixels(recolorer.recolor(photo.pixels)))
    half = recolorer.recolor(photo.pixels, mask=mask * 0.5)
    brushed = read_photo("mask.png").rgb[..., 0] / 255
    whole: NDArray[Any] = recolorer.recolor(photo.pixels, photo.icc_profile, brushed)
    soft = cv2.GaussianBlur(mask, (5, 5), 0)
    softer: NDArray[Any] = recolorer.recolor(photo.pixels, mask=soft)
    write_mask("soft.png", soft)
    light: float = hair_intensity(photo.pixels, soft)
    info = FilmInfo(640, 480, Fraction(25), Fraction(1, 25))
    with FilmWriter("out.mp4", info, (640, 480)) as film:
        film.write(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), 0)
    rose = recolorer.recolor(photo.pixels, preset=Preset.builtin("rose"), strength=0.6)
    write_mask("mask.png", mask)
    intensity: float = hair_intensity(frame, mask)
try:
    mask = Segmenter("256").segment(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB))
except HairSdkError as error:
    print(error)
"""


def test_that_a_strictly_typed_app_passes(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "app.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
