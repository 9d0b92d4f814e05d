"""An app that wears looks with a bundle's own classes, run beside hairsdk: both draw the same."""

from __future__ import annotations

import json
import struct
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from unittest.mock import patch

import cv2
import manifests
import numpy as np
import pytest
import streams
from numpy.typing import NDArray

from hairsdk import Preset, Recolorer, resources, stream
from hairsdk.backends import Backend, open_backend
from hairsdk.bundle import Bundle
from hairsdk.bundle.verify import verify_stream
from hairsdk.images import read_photo
from hairsdk.models import load_model
from hairsdk.segmenter import Segmenter

NETWORK = "256"


@dataclass
class Port:
    """The app, which asks for the network's answers and gives back pictures."""

    process: subprocess.Popen[bytes]
    network: Backend
    runs: int = 0

    def wear(self, look: str) -> None:
        self._send(_text("wear") + _text(look))

    def lose(self) -> None:
        """Take the app's textures away, as may happen to it in the background."""
        self._send(_text("lose"))

    def fail(self, answers: int) -> None:
        """Have the network fail once, after so many answers: what was drawn last is drawn again."""
        self._send(_text("fail") + struct.pack(">i", answers))

    def background(self, commits: int) -> None:
        """Have the GPU fail once in the next find, after so many command buffers."""
        self._send(_text("background") + struct.pack(">i", commits))

    def draw(
        self,
        frame: NDArray[np.uint8],
        time: float = 0.0,
        strength: float = 1.0,
        still: bool = False,
    ) -> NDArray[np.uint8]:
        height, width = frame.shape[:2]
        head = struct.pack(">iiqf", width, height, round(time * 1e9), strength)
        rgba = cv2.cvtColor(frame, cv2.COLOR_RGB2RGBA)
        self._send(_text("still" if still else "stream") + head + rgba.tobytes())
        while (answer := self._told()) == "network":
            self._send(self._mask(self._read(16 * self.network.size**2)))
        assert answer == "drawn"
        drawn = np.frombuffer(self._read(rgba.nbytes), np.uint8)
        return drawn.reshape(rgba.shape)[..., :3]

    def memory(self) -> int:
        """The most bytes that the app has had in textures and buffers."""
        self._send(_text("memory"))
        return int(self._told())

    def manifest(self, text: str) -> str:
        """What the app is told of another manifest, or nothing if it is taken."""
        self._send(_text("manifest") + _text(text))
        return self._told()

    def mistakes(self) -> list[str]:
        """What the app is told if it does things wrong."""
        self._send(_text("mistakes"))
        return list(iter(self._told, ""))

    def end(self) -> None:
        self._send(_text("end"))
        assert self._told() == "released"
        assert self.process.wait(60) == 0

    def _mask(self, values: bytes) -> bytes:
        self.runs += 1
        side = self.network.size
        mask = np.empty((side, side), np.float32)
        values = np.frombuffer(values, "<f4").reshape(side, side, 4)
        self.network.infer(lambda tensor: np.copyto(tensor, values), mask)
        return mask.tobytes()

    def _send(self, data: bytes) -> None:
        pipe: BinaryIO = self.process.stdin
        pipe.write(data)
        pipe.flush()

    def _read(self, length: int) -> bytes:
        data = self.process.stdout.read(length)
        assert len(data) == length, f"the app has ended with {self.process.wait(60)}"
        return data

    def _told(self) -> str:
        return self._read(struct.unpack(">H", self._read(2))[0]).decode()


def _text(text: str) -> bytes:
    data = text.encode()
    return struct.pack(">H", len(data)) + data


@contextmanager
def started(command: Sequence[str], network_file: str | Path = NETWORK) -> Iterator[Port]:
    """The app, until it has ended."""
    model = load_model(network_file)
    network = open_backend(model.data, str(model.path), device="cpu")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Port(process, network)
        process.kill()
    network.close()


def farthest(drawn: NDArray[np.uint8], wanted: NDArray[np.uint8]) -> int:
    """The largest difference of two pictures."""
    return int(np.abs(drawn.astype(int) - wanted).max())


def strays(drawn: NDArray[np.uint8], wanted: NDArray[np.uint8]) -> float:
    """The share of two pictures' values that differ by more than ports may."""
    return float((np.abs(drawn.astype(int) - wanted) > 3).mean())


class PortBehaviour:
    """What every port does; its own file has the fixture `port`, with a bundle in `looks`."""

    knows_fractions = True
    """Whether its reader of JSON tells 1.5 from 1 where a whole number is wanted."""

    @pytest.fixture
    def sooner(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Before the bundle is made: its manifest tells the app, too."""
        monkeypatch.setattr(stream, "GLANCE", streams.GLANCE)
        monkeypatch.setattr("hairsdk.bundle.rendering.GLANCE", streams.GLANCE)

    @pytest.mark.usefixtures("sooner")
    @pytest.mark.parametrize(
        "frames", [streams.large_head, streams.small_heads, streams.cut_between_small_heads]
    )
    def test_that_a_stream_equals_the_sdk(self, port: Port, preset: Preset, rng, frames) -> None:
        port.wear(preset.id)
        with Recolorer(preset, NETWORK, device="cpu") as recolorer:
            for number, frame in enumerate(frames(rng)):
                wanted = recolorer.process(frame).image
                assert strays(port.draw(frame, number / 30), wanted) < 3e-5
                assert (np.abs(wanted.astype(int) - frame).max(axis=2) > 5).mean() > 0.005
        port.end()

    def test_that_masks_end_at_windows_and_faint_hair_has_one(
        self, disk_port: Port, preset: Preset, network: Path
    ) -> None:
        disk_port.wear(preset.id)
        widths = []
        with Recolorer(preset, network, device="cpu") as recolorer:
            for number, frame in enumerate(streams.dark_disks()):
                wanted = recolorer.process(frame)
                assert farthest(disk_port.draw(frame, number / 30), wanted.image) <= 3
                columns = np.flatnonzero(wanted.mask.any(axis=0))
                widths.append(int(columns[-1] - columns[0]))
        # Nothing else than a window ends a mask of an even ground.
        assert max(widths[:5]) < 150
        disk_port.end()

    def test_that_each_of_several_people_gets_colours_of_its_own(
        self, disk_port: Port, preset: Preset, network: Path
    ) -> None:
        disk_port.wear(preset.id)
        with Recolorer(preset, network, device="cpu") as recolorer:
            for number, frame in enumerate(streams.two_people()):
                wanted = recolorer.process(frame).image
                drawn = disk_port.draw(frame, number / 30)
                # That network's masks are steep: edges show how OpenCV rounds when it moves one.
                assert farthest(drawn, wanted) < 60 and strays(drawn, wanted) < 2e-3
            photo = streams.three_people()
            wanted, drawn = recolorer.recolor(photo), disk_port.draw(photo, still=True)
            assert farthest(drawn, wanted) < 12 and strays(drawn, wanted) < 1e-3
        disk_port.end()

    def test_that_small_heads_among_several_are_looked_at_closer(
        self, disk_port: Port, preset: Preset, network: Path
    ) -> None:
        disk_port.wear(preset.id)
        infer = Segmenter.infer_shrunk
        with (
            Recolorer(preset, network, device="cpu") as recolorer,
            patch.object(Segmenter, "infer_shrunk", autospec=True, side_effect=infer) as looks,
        ):
            for number, frame in enumerate(streams.small_people()):
                wanted = recolorer.process(frame).image
                drawn = disk_port.draw(frame, number / 30)
                # Of a memory that does not turn with its window, 1.5e-4 show it.
                assert farthest(drawn, wanted) < 60 and strays(drawn, wanted) < 1e-4
                assert disk_port.runs == looks.call_count
        disk_port.end()

    def test_that_pieces_are_of_one_head_and_what_is_hardly_hair_is_none(
        self, disk_port: Port, preset: Preset, network: Path
    ) -> None:
        disk_port.wear(preset.id)
        photo = streams.two_people_and_pieces()
        with Recolorer(preset, network, device="cpu") as recolorer:
            wanted, drawn = recolorer.recolor(photo), disk_port.draw(photo, still=True)
        assert farthest(drawn, wanted) <= 3
        # One look at all, and two at each head.
        assert disk_port.runs == 1 + 2 * 2
        disk_port.end()

    def test_that_the_bundles_own_stream_is_right(
        self, port: Port, preset: Preset, tmp_path: Path
    ) -> None:
        bundle, drawn = tmp_path / "looks", tmp_path / "drawn"
        drawn.mkdir()
        port.wear(preset.id)
        with Bundle(bundle) as opened:
            for number, entry in enumerate(opened.manifest["test"]["stream"]["frames"]):
                picture = port.draw(read_photo(bundle / entry["file"]).rgb, number / 30)
                cv2.imwrite(str(drawn / f"{number:02}.png"), picture[..., ::-1])
        port.end()
        assert verify_stream(bundle, drawn, preset.id).wrong == []

    def test_that_stills_equal_the_sdk_and_another_look_can_be_worn(
        self, port: Port, preset: Preset, other: Preset
    ) -> None:
        sample = read_photo(resources.sample_photo()).rgb
        with Recolorer(preset, NETWORK, device="cpu") as recolorer:
            for photo in (sample[:500, 20:], sample[:240, 90:350], sample[:240, 90:350]):
                photo = np.ascontiguousarray(photo)
                for look, strength in ((preset, 1.0), (other, 0.4)):
                    port.wear(look.id)
                    wanted = recolorer.recolor(photo, preset=look, strength=strength)
                    drawn = port.draw(photo, strength=strength, still=True)
                    assert farthest(drawn, wanted) <= 3
                    assert (np.abs(wanted.astype(int) - photo).max(axis=2) > 5).mean() > 0.03
        port.end()

    def test_that_a_frame_that_the_screen_asks_for_again_is_not_looked_at_again(
        self, port: Port, preset: Preset, rng
    ) -> None:
        port.wear(preset.id)
        with Recolorer(preset, NETWORK, device="cpu") as recolorer:
            for number, frame in enumerate(streams.small_heads(rng)[:4]):
                wanted = recolorer.process(frame).image
                for _ in range(2):
                    assert strays(port.draw(frame, number / 30), wanted) < 3e-5
        assert port.runs == 3 + 3
        port.end()

    def test_that_a_still_or_another_size_begins_a_new_stream(
        self, port: Port, preset: Preset, rng
    ) -> None:
        first, second, third, *_ = streams.small_heads(rng)
        wide = np.ascontiguousarray(third[::2])
        port.wear(preset.id)
        with Recolorer(preset, NETWORK, device="cpu") as recolorer:
            for time, frame in enumerate((first, second, None, third, wide, third)):
                if frame is None:
                    drawn, wanted = port.draw(second, still=True), recolorer.recolor(second)
                    recolorer.reset()
                else:
                    drawn = port.draw(frame, time / 30)
                    wanted = recolorer.process(frame).image
                assert strays(drawn, wanted) < 3e-5
        port.end()

    def test_that_a_pause_begins_a_new_shot(self, port: Port, preset: Preset, rng) -> None:
        first, *_, last = streams.small_heads(rng)
        port.wear(preset.id)
        with Recolorer(preset, NETWORK, device="cpu") as recolorer:
            for time, frame in ((0.0, first), (0.03, first), (1.2, last)):
                wanted = recolorer.process(frame, time=time).image
                assert strays(port.draw(frame, time), wanted) < 3e-5
        port.end()

    def test_that_a_network_that_fails_leaves_the_frame_before(
        self, disk_port: Port, preset: Preset, network: Path
    ) -> None:
        first, second, *_ = streams.two_people()
        photo = streams.three_people()
        disk_port.wear(preset.id)
        with Recolorer(preset, network, device="cpu") as recolorer:
            # In a frame that goes on: the look at all of it, and that at each head.
            for answers in range(3):
                last = disk_port.draw(first, answers)
                disk_port.fail(answers)
                assert np.array_equal(disk_port.draw(second, answers + 0.03), last)
            # In the looks at a new stream's first frame, and in stills.
            for answers, still in ((0, False), (4, False), (0, True), (5, True)):
                disk_port.fail(answers)
                picture = photo if still else second
                assert np.array_equal(disk_port.draw(picture, 2.1, still=still), last)
            # The stream has ended with it.
            wanted = recolorer.process(second).image
            assert strays(disk_port.draw(second, 2.1), wanted) < 2e-3
            last = disk_port.draw(photo, still=True)
            disk_port.fail(2)
            assert np.array_equal(disk_port.draw(first, 2.2), last)
        disk_port.end()

    def test_that_no_manifest_is_taken_that_hairsdk_does_not_take(
        self, disk_port: Port, tmp_path: Path
    ) -> None:
        text = (tmp_path / "looks" / "manifest.json").read_text()
        good: dict[str, Any] = json.loads(text)
        assert disk_port.manifest(text) == ""
        taken = {name: good[name] for name in manifests.TAKEN}
        for name, document in manifests.refused(taken):
            told = disk_port.manifest(json.dumps(document))
            # Swift has names in camel case.
            assert name.replace("_", "").lower() in told.replace("_", "").lower(), (name, told)
        fractions = manifests.fractions(taken) if self.knows_fractions else ()
        for wrong in (*manifests.torn(text), *map(json.dumps, fractions)):
            assert disk_port.manifest(wrong), wrong
        disk_port.end()
