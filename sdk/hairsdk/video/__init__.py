"""Films: read, recolour, write, with the sound and the timing kept.

Three stages, each its own file: `reader` decodes, `film` recolours, `writer` encodes. `stages`
runs them side by side with bounded queues.
"""

from hairsdk.video.encoding import CODECS, Encoding, check_encoding
from hairsdk.video.film import FilmOptions, FilmReport, Progress, recolor_film
from hairsdk.video.parts import FilmFrame, FilmInfo, Sound
from hairsdk.video.reader import FilmReader
from hairsdk.video.stages import StopRequest, run_stages
from hairsdk.video.writer import FilmWriter

__all__ = [
    "CODECS",
    "Encoding",
    "FilmFrame",
    "FilmInfo",
    "FilmOptions",
    "FilmReader",
    "FilmReport",
    "FilmWriter",
    "Progress",
    "Sound",
    "StopRequest",
    "check_encoding",
    "recolor_film",
    "run_stages",
]
