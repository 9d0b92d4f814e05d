"""Makes looks.jpg for the README: ``python sdk/pictures/make_looks.py``."""

from pathlib import Path

import numpy as np

from hairsdk import Recolorer
from hairsdk.images import Photo, read_photo, write_photo
from hairsdk.resources import sample_photo

LOOKS = ("copper", "platinum", "jet-black")
HEAD = (slice(0, 288), slice(98, 354))

photo = read_photo(sample_photo()).rgb
with Recolorer(LOOKS[0]) as recolorer:
    pictures = [photo]
    for look in LOOKS:
        recolorer.preset = look
        pictures.append(recolorer.recolor(photo))
strip = np.hstack([picture[HEAD] for picture in pictures])
write_photo(Path(__file__).with_name("looks.jpg"), Photo(strip), quality=92)
