"""Times that encoders leave out of their packets, or get wrong."""

from __future__ import annotations

from typing import Any

__all__ = ["PacketTimes"]

_NEVER_REORDERED = 2
"""Frames up to which a film has none between two others that it refers to."""


class PacketTimes:
    """Gives packets the times of the frames that they were made of.

    libsvtav1 leaves durations out: the last frame would be shown for as long as the film's rate
    says. libx265 decodes films of one or two frames at a time that nobody has set.
    """

    def __init__(self) -> None:
        self._durations: dict[int, int] = {}
        self._count = 0

    def note(self, frame: Any) -> None:
        """Remember a frame that is encoded next."""
        self._durations[frame.pts] = frame.duration
        self._count += 1

    def mend(self, packet: Any) -> None:
        """Set what is wrong in a packet. One that comes early is of a film that goes on."""
        duration = self._durations.pop(packet.pts, 0)
        packet.duration = packet.duration or duration
        if self._count <= _NEVER_REORDERED:
            packet.dts = packet.pts
