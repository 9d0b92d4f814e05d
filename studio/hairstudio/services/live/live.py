"""The live preview of one sitting: source, loop, recording, and what is remembered of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from hairsdk.errors import PresetError
from hairsdk.preset import Preset
from hairstudio.core.paths import is_same
from hairstudio.document.look import SideName
from hairstudio.services.explain import explained, explained_failure
from hairstudio.services.live.cameras import CameraInfo, Cameras, CameraSource, SystemCameras
from hairstudio.services.live.frames import LiveFrame, LiveResult
from hairstudio.services.live.loop import LiveLoop
from hairstudio.services.live.movies import MovieSource
from hairstudio.services.live.recording import Recording
from hairstudio.services.live.sources import ImageSource, Source, SourceState
from hairstudio.services.live.wear import worn_preset
from hairstudio.services.preview import Preview
from hairstudio.services.snapshots import Snapshots

if TYPE_CHECKING:
    from hairstudio.services.session import Session

__all__ = ["Live"]

_NONE = SourceState("none")
_FORMATS = "live/formats"


class Live(QObject):
    """What the Live workspace shows and asks of.

    Parameters
    ----------
    session : Session
    cameras : Cameras, optional
        The system's when left out.
    """

    source_changed = Signal()
    state_changed = Signal()
    result = Signal(object)
    """(LiveResult)"""

    counts = Signal(float, int)
    """(frames per second, frames left out)"""

    device_changed = Signal()
    recording_changed = Signal()
    remarked = Signal(str, str)
    """(level, text) for the line over the pictures; what the session says is settled ends a
    "trouble"."""

    gallery_changed = Signal(object)
    """(Path) of a snapshot that was written for it."""

    def __init__(
        self, session: Session, cameras: Cameras | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = session.settings
        self.cameras = cameras or SystemCameras(self)
        self.cameras.changed.connect(self._on_cameras)
        self.loop = LiveLoop(self)
        self.source: Source | None = None
        self.camera_key = ""
        self.description = ""
        self.recording: Recording | None = None
        self._again: CameraInfo | Path | NDArray[np.uint8] | None = None
        self._frame: LiveFrame | None = None
        self._mirrored_file = False
        self._closed = False
        self._resting = True
        self._blending = "cpu"
        self.loop.result.connect(self._on_result)
        self.loop.counts.connect(self.counts)
        self.loop.failed.connect(lambda text: self.remarked.emit("trouble", text))
        self.loop.settled.connect(session.settled)
        self.loop.broke.connect(self._on_broke)
        self.loop.device_changed.connect(self._on_device)
        self.loop.changed.connect(self._on_changed)
        self._snapshots = Snapshots(session, self)
        self._snapshots.kept.connect(self._on_kept)
        self._snapshots.failed.connect(self._on_not_kept)
        self.loop.configure(model=self.model, device=self.device, feedback=self.feedback)
        session.preview.ready.connect(self._on_preview)
        if session.preview.latest is not None:
            self._on_preview(session.preview.latest)

    # What is remembered

    @property
    def model(self) -> str:
        """``512``, ``256``, or the path of the artist's own network."""
        value = self._settings.text("live/model")
        if value in ("", "256", "512"):
            return value or "256"
        return self._settings.own_model or "256"  # the one chosen last

    def set_model(self, model: str) -> None:
        """Find the hair with another network."""
        self._settings.set_text("live/model", model)
        self.loop.configure(model=self.model)

    def take_own_network(self) -> None:
        """Go on with the artist's own network that was chosen last, where one is in use."""
        if self.model == self._settings.own_model:
            edition = self.loop.settings.edition + 1
            self.loop.configure(model=self.model, edition=edition)

    @property
    def device(self) -> str:
        """What the network shall run on: ``auto``, ``cpu`` or ``gpu``."""
        value = self._settings.text("live/device")
        return value if value in ("cpu", "gpu") else "auto"

    def set_device(self, device: str) -> None:
        """Run the network elsewhere."""
        self._settings.set_text("live/device", device)
        self.loop.configure(device=self.device)

    @property
    def picture(self) -> str:
        """What mixes the colours: ``auto``, ``cpu`` or ``gpu``."""
        value = self._settings.text("live/picture")
        return value if value in ("cpu", "gpu") else "auto"

    @picture.setter
    def picture(self, value: str) -> None:
        self._settings.set_text("live/picture", value)

    @property
    def usual_camera(self) -> str:
        """Key of the camera that was chosen last, or of the first; empty if there is none."""
        keys = [info.key for info in self.cameras.infos]
        last = self._settings.text("live/camera")
        return last if last in keys else next(iter(keys), "")

    @property
    def feedback(self) -> bool:
        """Whether the network sees its last mask."""
        return self._settings.text("live/feedback") != "off"

    def set_feedback(self, on: bool) -> None:
        """Let the network see its last mask, or not."""
        self._settings.set_text("live/feedback", "on" if on else "off")
        self.loop.configure(feedback=on)

    @property
    def mirror(self) -> bool:
        """Whether the picture is mirrored: cameras at first are, films and pictures are not."""
        if self.camera_key or self.source is None:
            return self._settings.text("live/mirror") != "off"
        return self._mirrored_file

    def set_mirror(self, on: bool) -> None:
        """Exchange left and right."""
        if self.camera_key or self.source is None:
            self._settings.set_text("live/mirror", "on" if on else "off")
        else:
            self._mirrored_file = on
        if self.source is not None:
            self.source.mirror = on
            self.source.stir()
            self.loop.reset()

    @property
    def strength(self) -> float:
        """How much of the look is mixed in."""
        return self.loop.settings.strength

    def set_strength(self, strength: float) -> None:
        """Mix in more or less of the look."""
        self.loop.configure(strength=min(max(strength, 0.0), 1.0))

    def set_blending(self, blending: str) -> None:
        """Let the ``cpu`` mix the colours, or the ``view``."""
        self._blending = blending
        self._choose_blending()

    def set_compare(self, presets: list[Preset]) -> None:
        """Recolour each frame with these looks, too."""
        self.loop.set_compare(presets)

    # Sources

    @property
    def state(self) -> SourceState:
        """What the source is doing."""
        return _NONE if self.source is None else self.source.state

    def open_camera(self, key: str) -> None:
        """Show a camera, once the system allows it."""
        info = next((each for each in self.cameras.infos if each.key == key), None)
        if info is None:
            return
        self._settings.set_text("live/camera", key)
        source = self.make_camera(info)
        last = self._settings.entries(_FORMATS).get(key)
        for each in source.formats():
            if str(each) == last:
                source.set_format(each)
        self._begin(source, key, info, opened=False)

        def answer(allowed: bool) -> None:
            if self.source is not source:
                return
            if allowed:
                source.open()
            else:
                source.refuse("")

        self.cameras.ask(answer)

    def make_camera(self, info: CameraInfo) -> CameraSource:
        """The source of a camera; tests put theirs in its place."""
        if info.device is None:
            raise ValueError(f"camera {info.name} has no device")
        return CameraSource(info.device, self)

    def open_movie(self, path: Path) -> None:
        """Show a movie, again and again."""
        self._begin(MovieSource(path, self), "", path)

    def open_image(self, picture: Path | NDArray[np.uint8]) -> None:
        """Show a still picture."""
        name = picture.name if isinstance(picture, Path) else self.tr("Picture")
        self._begin(ImageSource(picture, name, self._session.pool, self), "", picture)

    def release_camera(self) -> None:
        """Leave the camera to someone else, unless it is being watched or recorded."""
        if isinstance(self.source, CameraSource):
            self.source.release()

    def reopen(self) -> None:
        """Try the present source again."""
        again = self._again
        if isinstance(again, CameraInfo):
            self.open_camera(again.key)
        elif isinstance(again, Path):
            if isinstance(self.source, MovieSource):
                self.open_movie(again)
            else:
                self.open_image(again)
        elif again is not None:
            self.open_image(again)

    def close_source(self) -> None:
        """Show nothing."""
        self._drop()
        self.source_changed.emit()

    def set_format(self, index: int) -> None:
        """Go on in another of the source's formats."""
        if self.source is not None and 0 <= index < len(self.source.formats()):
            chosen = self.source.formats()[index]
            self.source.set_format(chosen)
            if self.camera_key:
                self._settings.set_entry(_FORMATS, self.camera_key, str(chosen))

    @property
    def paused(self) -> bool:
        """Whether a film or a camera stands at a frame."""
        return self.source is not None and self.source.paused

    def set_paused(self, paused: bool) -> None:
        """Let a film or a camera stand at a frame, or go on."""
        if self.source is not None:
            self.source.set_paused(paused)
            self.state_changed.emit()

    def step(self, frames: int) -> None:
        """Let a film stand so many frames further on, or further back."""
        if self.source is not None:
            self.source.step(frames)
            self.state_changed.emit()

    def _on_changed(self) -> None:
        if self.source is not None:
            self.source.stir()

    def pause(self) -> None:
        """Work on nothing until `resume`."""
        self._rest(True)

    def resume(self) -> None:
        """Go on after `pause`."""
        self._rest(False)

    def _rest(self, resting: bool) -> None:
        self._resting = resting
        self.loop.set_resting(resting)
        if self.source is not None:
            self.source.set_resting(resting)

    def close(self) -> None:
        """End source, worker and recording; nothing is left running."""
        if self._closed:
            return
        self._closed = True
        self._drop()
        self.loop.close()
        if self.recording is not None:
            self.recording.finish()
            self.recording.wait()

    def _begin(
        self,
        source: Source,
        key: str,
        again: CameraInfo | Path | NDArray[np.uint8],
        *,
        opened: bool = True,
    ) -> None:
        self._drop()
        self.source, self.camera_key, self._again = source, key, again
        self._mirrored_file = False
        source.mirror = self.mirror
        source.set_resting(self._resting)
        source.frame.connect(self._on_frame)
        source.state_changed.connect(self._on_state)
        source.noted.connect(self._on_noted)
        source.jumped.connect(self.loop.forget)
        self.source_changed.emit()
        if opened:
            source.open()

    def _drop(self) -> None:
        self._end_film()
        source, self.source = self.source, None
        self.camera_key, self._again, self._frame = "", None, None
        self.loop.reset()
        if source is not None:
            source.frame.disconnect(self._on_frame)
            source.state_changed.disconnect(self._on_state)
            source.noted.disconnect(self._on_noted)
            source.jumped.disconnect(self.loop.forget)
            source.close()
            source.deleteLater()

    def _on_frame(self, frame: LiveFrame) -> None:
        self._frame = frame
        self.loop.take(frame)

    def _on_state(self, state: SourceState) -> None:
        if state.kind not in ("starting", "running"):
            self._end_film()
        self.state_changed.emit()

    def _on_noted(self, text: str) -> None:
        self.remarked.emit("note", text)

    def _on_cameras(self) -> None:
        source = self.source
        if not isinstance(source, CameraSource):
            return
        there = any(info.key == self.camera_key for info in self.cameras.infos)
        # One that was pulled out may have failed before the system told that it is gone.
        if not there and source.state.kind in ("running", "starting", "refused"):
            source.lose()
        elif there and source.state.kind == "lost":
            self.open_camera(self.camera_key)

    # The look

    def _on_preview(self, preview: Preview) -> None:
        try:
            preset = worn_preset(preview)
        except PresetError as error:
            self.remarked.emit("error", explained(error))
            return
        if preset is not None:
            self.loop.set_preset(preset)

    # Results

    def _on_result(self, result: LiveResult) -> None:
        if self._closed or self.source is None:
            return
        if self.recording is not None and result.image is not None:
            if self.recording.takes(result.image):
                self.recording.add(result.image, result.frame.arrived)
            else:
                why = self.tr("The recording ended: the picture has another size now.")
                self.recording.finish(why)
        self.result.emit(result)

    def _on_broke(self, error: Exception) -> None:
        raise error

    def _on_device(self, words: str) -> None:
        self.description = words
        self.device_changed.emit()

    # Keeping

    def snapshot(self, target: str) -> None:
        """Keep the newest frame, without the look: for ``light``, ``dark`` or the ``gallery``."""
        pixels = None if self._frame is None else self._frame.pixels
        if pixels is None:
            return
        if target in ("light", "dark"):
            side: SideName = "light" if target == "light" else "dark"
            self._session.references.take(side, pixels, self.tr("Snapshot"))
            self.remarked.emit(
                "note",
                self.tr("The snapshot is the {0} reference now.").format(
                    self.tr("Light") if side == "light" else self.tr("Dark")
                ),
            )
            return
        self._snapshots.keep(pixels, self.tr("Snapshot"))

    def _on_kept(self, path: Path) -> None:
        self.remarked.emit("done", self.tr("Kept in the gallery: {0}").format(path))
        self.gallery_changed.emit(path)

    def _on_not_kept(self, error: Exception) -> None:
        self.remarked.emit("error", self.tr("Not kept: {0}").format(explained_failure(error)))

    @property
    def is_recording(self) -> bool:
        """Whether a film is being made."""
        return self.recording is not None

    @property
    def recorded(self) -> float:
        """Seconds of film so far."""
        return 0.0 if self.recording is None else self.recording.seconds

    def may_record(self) -> bool:
        """Whether there is a picture to record; if not, that is told."""
        there = self.state.kind == "running"
        if not there:
            text = self.tr("There is no picture to record: choose a source first.")
            self.remarked.emit("error", text)
        return there

    def start_recording(self, path: Path) -> None:
        """Record the recoloured picture, until it is stopped or the source ends."""
        if not self.may_record():
            return
        if isinstance(self._again, Path) and is_same(path, self._again):
            text = self.tr("{0} is the film that is shown: choose another name.")
            self.remarked.emit("error", text.format(path))
            return
        if self.recording is not None:
            self.recording.finish()
            self.recording.wait()
        self.recording = Recording(path, self._session.places.recordings, self)
        self.recording.ended.connect(self._on_recording_ended)
        self._choose_blending()
        self.recording_changed.emit()

    def stop_recording(self) -> None:
        """Finish the film; `recording_changed` says when it is in its place."""
        if self.recording is not None:
            self.recording.finish()

    def _end_film(self) -> None:
        """A film shows one source: it does not stand still, nor go on with another one."""
        if self.recording is not None:
            self.recording.finish(self.tr("The recording ended with its source."))

    def _on_recording_ended(self, problem: str) -> None:
        recording = self.sender()
        if not isinstance(recording, Recording):
            return
        if recording is self.recording:
            self.recording = None
        if problem:
            text = self.tr("The recording has ended: {0}").format(problem)
            if recording.left is not None:
                text += "\n" + self.tr("What was recorded until then: {0}").format(recording.left)
            self.remarked.emit("error", text)
        elif recording.taken:
            told = [self.tr("Recorded to {0}").format(recording.path), recording.why]
            if recording.dropped:
                text = self.tr("Frames left out, as the encoder could not follow: {0}")
                told.append(text.format(recording.dropped))
            self.remarked.emit("note", "\n".join(filter(None, told)))
        else:
            self.remarked.emit("note", self.tr("Nothing was recorded: no picture came meanwhile."))
        recording.deleteLater()
        self._choose_blending()
        self.recording_changed.emit()

    def _choose_blending(self) -> None:
        # A film needs the picture itself, whoever draws it on the screen.
        self.loop.configure(blending="cpu" if self.is_recording else self._blending)
