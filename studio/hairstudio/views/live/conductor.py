"""Ties the Live workspace to the services: what was pressed goes there, what comes is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hairsdk import Preset
from hairsdk.images import READABLE_SUFFIXES
from hairsdk.video.encoding import CONTAINERS
from hairstudio.core.paths import free_name
from hairstudio.document.look import Look
from hairstudio.services.film import MOVIE_FILTER
from hairstudio.services.intake import PHOTO_FILTER
from hairstudio.services.live.awake import Awake
from hairstudio.services.live.movies import MovieSource
from hairstudio.services.look_names import look_name
from hairstudio.services.session import Session
from hairstudio.views.arrivals import address_text, is_document
from hairstudio.views.live.looks import ComparedLooks
from hairstudio.views.live.places import FilmPlaces
from hairstudio.views.live.renderer_choice import RendererChoice
from hairstudio.views.live.words import words_for
from hairstudio.views.live.workspace import Workspace
from hairstudio.views.save_dialog import ask_where_to_save, kept_folder
from hairstudio.views.state import ViewState
from hairstudio.views.widgets.live.shot import Shot
from hairstudio.views.widgets.live.stage import Stage

if TYPE_CHECKING:
    from hairstudio.services.live.frames import LiveResult

__all__ = ["Conductor"]

_RECORDED_MS = 500
_FILMS = "film_folder"


class Conductor(QObject):
    """Drives a :class:`Workspace`.

    Parameters
    ----------
    session : Session
    state : ViewState
    page : QWidget
        The page that the workspace stands on.
    """

    document_dropped = Signal(object)
    """(list of Path): the first is a look or a LUT."""

    gallery_changed = Signal(object)
    """(Path) of a snapshot that was written for it."""

    remarked = Signal(str, str)
    """(level, text) of what is noticed while another page is in front."""

    recording_changed = Signal(bool)
    """Whether a film is being made."""

    begun = Signal()
    """A film is about to be made: what was said of the last one is over."""

    shown = Signal(object)
    """(LiveResult) that the views were given to paint."""

    def __init__(self, session: Session, state: ViewState, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._state = state
        self.live = session.live
        self.workspace = Workspace(state)
        self.looks = ComparedLooks(session, self)
        self._places = FilmPlaces(self.live, self.workspace.timeline)
        self._awake = Awake(self.tr("The live picture is being watched"))
        self._others: tuple[str, ...] = ()
        """Names of the looks beside the open one."""
        self._camera = ""
        self._mode_before = state.mode
        self._newest: LiveResult | None = None
        self._renderer = RendererChoice(self.live, self.workspace)
        self.frames = 0
        """Results of the present source that came in."""
        self._shown = False
        self._closed = False
        # Several results may have waited while the window was busy: only the newest is painted.
        self._paint = QTimer(self, singleShot=True)
        self._paint.timeout.connect(self._show_newest)
        self._elapsed = QTimer(self)
        self._elapsed.setInterval(_RECORDED_MS)
        self._elapsed.timeout.connect(self._show_recording)
        self._connect()
        self._show_all()

    # What the window asks for

    @property
    def film(self) -> Path | None:
        """The film that is shown, if one is."""
        source = self.live.source
        return source.path if isinstance(source, MovieSource) else None

    @property
    def marks(self) -> tuple[float, float] | None:
        """Seconds between which the film plays in a loop; None: all of it."""
        source = self.live.source
        return source.marks if isinstance(source, MovieSource) else None

    def set_shown(self, shown: bool) -> None:
        """The workspace came to the front, or went behind another one."""
        self._shown = shown
        self._run_or_rest()

    def take_own_network(self) -> None:
        """Offer the artist's own network that was chosen last, and go on with it where one is."""
        self.live.take_own_network()
        self._show_engine()

    def open_file(self, path: Path, *others: Path) -> None:
        """Show a movie or a picture; looks and LUTs are passed on. Others are left out."""
        suffix = path.suffix.lower()
        if is_document(path):
            self.document_dropped.emit([path, *others])
            return
        if suffix in READABLE_SUFFIXES and suffix != ".gif":
            self.live.open_image(path)
        else:
            self.live.open_movie(path)
            self._focus_picture()
        if others:
            text = self.tr("Of {0} files {1} was taken: one is shown at a time.")
            self._say("note", text.format(1 + len(others), path.name))

    def toggle_client(self) -> None:
        """Open the client's window, or close it."""
        self._set_client(self.workspace.client is None)

    def toggle_recording(self) -> None:
        """Start recording, or end it."""
        self._set_recording(not self.live.is_recording)

    def compare(self, looks: list[str]) -> None:
        """Show other looks, given by their files or folders, on the same frame."""
        self.workspace.tools.show_compared(looks)
        self.looks.choose(self.workspace.tools.compared())

    def shut_down(self) -> None:
        """Take nothing in any more."""
        if self._closed:
            return
        self._closed = True
        self._paint.stop()
        self._elapsed.stop()
        self.workspace.shut_down()
        self.live.close()
        self._awake.set(False)

    # Connections

    def _connect(self) -> None:
        live, space = self.live, self.workspace
        sources, tools, engine = space.sources, space.tools, space.engine
        space.set_steps(
            {
                "camera": (
                    self.tr("Start the camera"),
                    lambda: self._open_camera(live.usual_camera),
                ),
                "again": (self.tr("Try again"), live.reopen),
                "movie": (self.tr("Open movie…"), self._ask_movie),
                "image": (self.tr("Open image…"), self._ask_image),
            }
        )
        sources.camera_chosen.connect(self._open_camera)
        sources.movie_requested.connect(self._ask_movie)
        sources.image_requested.connect(self._ask_image)
        sources.stop_requested.connect(live.close_source)
        sources.format_chosen.connect(live.set_format)
        self._connect_stage(space.stage)
        for asks in (sources, space.timeline):
            asks.pause_requested.connect(self._toggle_pause)
            asks.step_requested.connect(live.step)
        space.timeline.mark_requested.connect(self._places.mark)
        sources.snapshot_requested.connect(live.snapshot)
        sources.record_toggled.connect(self._set_recording)
        sources.client_toggled.connect(self._set_client)
        tools.strength_changed.connect(live.set_strength)
        tools.looks_wanted.connect(self.looks.refresh)
        tools.compare_changed.connect(self.looks.choose)
        # What was said of the last choice.
        for chosen in (engine.model_chosen, engine.device_chosen, engine.picture_chosen):
            chosen.connect(lambda _: space.remark.clear())
        engine.model_chosen.connect(live.set_model)
        engine.device_chosen.connect(live.set_device)
        engine.feedback_toggled.connect(live.set_feedback)
        engine.mirror_toggled.connect(live.set_mirror)
        engine.picture_chosen.connect(self._renderer.wish)
        self.looks.listed.connect(tools.show_looks)
        self.looks.loaded.connect(self._on_loaded)
        self.looks.failed.connect(lambda text: space.remark.say("error", text))
        space.stage.files_received.connect(lambda paths: self.open_file(*map(Path, paths)))
        space.stage.image_received.connect(live.open_image)
        space.stage.address_received.connect(lambda: self._say("note", address_text()))
        live.cameras.changed.connect(self._show_source)
        live.source_changed.connect(self._on_source)
        live.state_changed.connect(self._show_state)
        live.result.connect(self._on_result)
        live.counts.connect(space.readout.show_rate)
        live.device_changed.connect(self._show_engine)
        live.recording_changed.connect(self._on_recording)
        live.remarked.connect(self._say)
        live.gallery_changed.connect(self.gallery_changed)
        self._session.settled.connect(space.remark.settle)
        self._session.document.shown.connect(self._on_look)
        self._session.document.path_changed.connect(self._on_path)
        self._session.opened.connect(self._on_path)

    def _connect_stage(self, stage: Stage) -> None:
        """Do what is asked for on the page's stage, or on the client's."""
        stage.pause_requested.connect(self._toggle_pause)
        stage.step_requested.connect(self.live.step)
        stage.mark_requested.connect(self._places.mark)
        stage.renderer_failed.connect(self._renderer.give_up)

    def _show_all(self) -> None:
        self._on_look(self._session.document.look, True)
        self.workspace.tools.show_strength(self.live.strength)
        self._show_engine()
        self._on_source()
        self._show_recording()
        self._renderer.apply()

    # Sources

    def _ask_movie(self) -> None:
        self._ask(
            self.tr("Open movie"),
            "live/movie_folder",
            QStandardPaths.StandardLocation.MoviesLocation,
            self.tr("Movies ({0});;All files (*)").format(MOVIE_FILTER),
        )

    def _ask_image(self) -> None:
        self._ask(
            self.tr("Open image"),
            "live/image_folder",
            QStandardPaths.StandardLocation.PicturesLocation,
            self.tr("Pictures ({0});;All files (*)").format(PHOTO_FILTER),
        )

    def _ask(
        self, title: str, key: str, place: QStandardPaths.StandardLocation, kinds: str
    ) -> None:
        settings = self._session.settings
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = str(kept_folder(settings, key, place, documents))
        path, _ = QFileDialog.getOpenFileName(self.workspace.window(), title, folder, kinds)
        if path:
            settings.set_text(key, str(Path(path).parent))
            self.open_file(Path(path))

    def _on_source(self) -> None:
        self._newest = None
        self.frames = 0
        for stage in self.workspace.stages():
            stage.clear()
        self.workspace.plot.clear()
        camera, self._camera = self._camera, self.live.camera_key
        if not camera or camera != self._camera:
            # A camera that is back by itself leaves what was said as it went: a recording's end.
            self.workspace.remark.clear()
        self._show_source()
        self._show_state()
        self._run_or_rest()

    def _open_camera(self, key: str) -> None:
        self.live.open_camera(key)
        self._focus_picture()

    def _focus_picture(self) -> None:
        # Space and the keys of single frames are those of the picture.
        self.workspace.stage.view.setFocus()

    def _toggle_pause(self) -> None:
        self.live.set_paused(not self.live.paused)

    def _show_source(self) -> None:
        live, bar = self.live, self.workspace.sources
        bar.show_cameras(live.cameras.infos)
        source = live.source
        bar.show_source(live.camera_key, source.name if source is not None else "")
        formats = source.formats() if source is not None else ()
        current = formats.index(source.format) if source is not None and formats else -1
        bar.show_formats([str(each) for each in formats], current)
        if source is None:
            self._show_state()

    def _show_state(self) -> None:
        live = self.live
        state = live.state
        running = state.kind == "running"
        self.workspace.set_running(running)
        source = live.source if running else None
        self.workspace.sources.show_still(
            pauses=source is not None and source.can_pause,
            steps=source is not None and source.can_step,
            paused=live.paused,
        )
        self._places.show()
        words = words_for(
            state.kind,
            state.message,
            live.source.name if live.source is not None else "",
            is_camera=bool(live.camera_key),
            cameras=len(live.cameras.infos),
        )
        self.workspace.say(words)

    def _say(self, level: str, text: str) -> None:
        if self._shown:
            self.workspace.remark.say(level, text)
        else:
            self.remarked.emit(level, text)

    # The picture

    def _on_result(self, result: LiveResult) -> None:
        self._newest = result
        self.frames += 1
        self.workspace.readout.take(result.timings)
        if result.begins:
            self.workspace.plot.part()
        self.workspace.plot.add(result.intensity, result.position)
        if not self._paint.isActive():
            self._paint.start()

    def _show_newest(self) -> None:
        result, self._newest = self._newest, None
        if result is None or self._closed:
            return
        self._places.show()
        shot = Shot(
            result.frame.image,
            result.image,
            result.mask,
            result.look.dark,
            result.look.light,
            result.position,
            result.strength,
        )
        for stage in self.workspace.stages():
            if stage.isVisible():
                stage.show_shot(shot, result.others)
        self.shown.emit(result)

    def _on_look(self, look: Look, exact: bool) -> None:
        if exact:
            self.workspace.plot.set_references(*look.measured)
            self._name_stages()

    def _run_or_rest(self) -> None:
        """Hidden, nothing is worked out, unless a client watches or a film is being made."""
        elsewhere = self.workspace.client is not None or self.live.is_recording
        if self._shown or elsewhere:
            self.live.resume()
        else:
            self.live.pause()
        # Who sits before a camera, or shows the picture to somebody, touches neither mouse nor key.
        self._awake.set(elsewhere or (self._shown and bool(self.live.camera_key)))

    def _set_client(self, shown: bool) -> None:
        client = self.workspace.show_client(shown)
        if client is not None:
            client.closed.connect(self._run_or_rest)
            self._connect_stage(client.stage)
            self._name_stages()
            self._renderer.apply()
        self._run_or_rest()

    # Looks side by side

    def _on_path(self) -> None:
        # The look that is open now may be one of the others.
        if self.workspace.tools.compared():
            self.looks.refresh()

    def _on_loaded(self, loaded: dict[str, Preset]) -> None:
        self.workspace.tools.show_compared(list(loaded))
        presets = tuple(loaded.values())
        if presets and not self._others:
            # Small pictures parted by a line show little of either half.
            self._mode_before = self._state.mode
            self._state.set_mode("after")
        elif self._others and not presets and self._state.mode == "after":
            self._state.set_mode(self._mode_before)
        self._others = tuple(look_name(each.name, Path(key)) for key, each in loaded.items())
        self.live.set_compare(list(presets))
        self._tell_what_is_recorded()
        self._name_stages()
        self._renderer.set_alone(not self._others)

    def _name_stages(self) -> None:
        for stage in self.workspace.stages():
            stage.set_names([self._session.title, *self._others])

    # Who works

    def _show_engine(self) -> None:
        live = self.live
        self.workspace.engine.offer_own(self._session.settings.own_model)
        self.workspace.engine.show_choices(
            live.model, live.device, live.picture, feedback=live.feedback, mirror=live.mirror
        )
        self.workspace.readout.show_device(live.description)

    # Recording

    def _set_recording(self, on: bool) -> None:
        if not on:
            self.live.stop_recording()
            return
        if not self.live.may_record():
            return
        settings = self._session.settings
        places = QStandardPaths.StandardLocation
        usual = places.MoviesLocation, places.DocumentsLocation
        folder = kept_folder(settings, _FILMS, *usual)
        name = self._session.file_stem
        path = ask_where_to_save(
            self.workspace.window(),
            self.tr("Record to"),
            str(free_name(folder / f"{name}.mp4")),
            self.tr("Movies (*.mp4 *.mov *.mkv)"),
            tuple(CONTAINERS),
            lambda text: self._say("error", text),
        )
        if path is not None:
            settings.set_text(_FILMS, str(path.parent))
            self.workspace.remark.forget()
            self.begun.emit()
            self.live.start_recording(path)
            self._tell_what_is_recorded()

    def _tell_what_is_recorded(self) -> None:
        if self.live.is_recording and self._others:
            text = self.tr("Only {0} is recorded, not the looks beside it.")
            self._say("note", text.format(self._session.title))

    def _on_recording(self) -> None:
        self.recording_changed.emit(self.live.is_recording)
        self._show_recording()
        if self.live.is_recording:
            self._elapsed.start()
        else:
            self._elapsed.stop()
        self._run_or_rest()

    def _show_recording(self) -> None:
        live = self.live
        self.workspace.sources.show_recording(live.recorded if live.is_recording else None)
