"""Interlaced films, whose frames are woven of two fields, each of a moment of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

__all__ = ["Deinterlacer", "deinterlaced"]


class Deinterlacer:
    """Makes one picture of each interlaced frame, so that what moves has no comb.

    Frames are handed through until a first one is flagged as interlaced. From there on they come
    a little later, as the filters look ahead.
    """

    def __init__(self) -> None:
        self._graph: Graph | None = None
        self._kind: tuple[str, int, int] | None = None
        self._waiting: deque[VideoFrame] = deque()

    def taken(self, frame: VideoFrame) -> Iterator[tuple[VideoFrame, VideoFrame]]:
        """Take a frame. Those that are ready come as they were decoded, and as they are shown."""
        kind = frame.format.name, frame.width, frame.height
        if kind != self._kind:
            yield from self.rest()
        if self._graph is None:
            if not frame.interlaced_frame:
                yield frame, frame
                return
            self._graph, self._kind = _filters(frame), kind
        # Kept for their times, as bwdif counts in half ticks.
        self._waiting.append(frame)
        self._graph.push(frame)
        yield from self._ready(self._graph)

    def rest(self) -> Iterator[tuple[VideoFrame, VideoFrame]]:
        """Those that are left when the film is over."""
        graph, self._graph = self._graph, None
        if graph is not None:
            graph.push(None)
            yield from self._ready(graph)

    def _ready(self, graph: Graph) -> Iterator[tuple[VideoFrame, VideoFrame]]:
        while True:
            try:
                shown = graph.vpull()
            except (BlockingIOError, EOFError):
                return
            yield self._waiting.popleft(), shown


def deinterlaced(
    picture: VideoStream, packet: Any, fields: Deinterlacer
) -> Iterator[tuple[VideoFrame, VideoFrame]]:
    """The frames that a packet completes, as they were decoded and as they are shown."""
    for frame in picture.decode(packet):
        yield from fields.taken(frame)
    if packet.size == 0:
        yield from fields.rest()


def _filters(frame: VideoFrame) -> Graph:
    graph = Graph()
    graph.threads = 1
    graph.link_nodes(
        graph.add_buffer(
            width=frame.width,
            height=frame.height,
            format=frame.format,
            # From version 19 on PyAV has fractions of its own.
            time_base=Fraction(frame.time_base or 1),
        ),
        # Much that is flagged was shot in whole frames: idet looks for combs, and bwdif, which
        # would soften what has none, leaves such frames as they are.
        graph.add("idet"),
        graph.add("bwdif", "mode=send_frame:deint=interlaced"),
        graph.add("buffersink"),
    ).configure()
    return graph
