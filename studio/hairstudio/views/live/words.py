"""What the workspace says where there is no picture, or no longer one."""

from __future__ import annotations

from dataclasses import dataclass

from hairstudio.services.translate import translate

__all__ = ["Words", "words_for"]


@dataclass(frozen=True)
class Words:
    """A title, a text with the next step, and the steps to offer: keys of the panel's own."""

    title: str
    text: str = ""
    steps: tuple[str, ...] = ()


def words_for(kind: str, message: str, name: str, *, is_camera: bool, cameras: int) -> Words | None:
    """Words for the state of a source; nothing where the picture speaks for itself.

    Parameters
    ----------
    kind : str
        ``none``: no source was chosen; ``starting``, ``running``, ``stopped``, ``refused`` or
        ``lost``, as in `hairstudio.services.live`.
    message : str
        What the source itself says.
    name : str
        Of the source.
    is_camera : bool
    cameras : int
        How many are connected.
    """
    if kind == "running":
        return None
    if kind == "starting":
        return Words(translate("LiveWords", "Starting {0}…").format(name))
    files = ("movie", "image")
    if kind == "none":
        if not cameras:
            return Words(
                translate("LiveWords", "See the look in motion"),
                translate(
                    "LiveWords",
                    "No camera is connected. Connect one, or drop a movie or a picture with a "
                    "head here.",
                ),
                files,
            )
        return Words(
            translate("LiveWords", "See the look in motion"),
            translate(
                "LiveWords",
                "Start the camera and turn your head: each change of the look shows in the next "
                "frame. A movie or a picture can be dropped here, too.",
            ),
            ("camera", *files),
        )
    if kind == "refused":
        if not is_camera:
            return Words(translate("LiveWords", "{0} cannot be shown").format(name), message, files)
        return Words(
            translate("LiveWords", "The camera may not be used"),
            _join(
                message,
                translate(
                    "LiveWords",
                    "Allow Hair Studio to use the camera in the system's settings, and close "
                    "other programs that use it.",
                ),
            ),
            ("again", *files),
        )
    if kind == "lost":
        if not is_camera:
            return Words(
                translate("LiveWords", "{0} has stopped").format(name),
                _join(message, translate("LiveWords", "It goes on by itself when it is back.")),
                ("again", *files),
            )
        return Words(
            translate("LiveWords", "The camera is gone"),
            _join(
                message,
                translate(
                    "LiveWords", "Plug the camera in again: the picture comes back by itself."
                ),
            ),
            ("again", *files),
        )
    return Words(translate("LiveWords", "Stopped"), message, ("again", *files))


def _join(*sentences: str) -> str:
    ends = (".", "!", "?")
    return " ".join(each if each.endswith(ends) else f"{each}." for each in sentences if each)
