"""Heads to see a look on: the built-in ones, and those in photos of the artist's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from hairsdk.errors import HairSdkError
from hairsdk.images import READABLE_SUFFIXES, read_photo
from hairstudio.core.extent import shrunk_to
from hairstudio.core.hair import crop_to_hair
from hairstudio.core.paths import exists, is_file, is_folder, is_pipe, modified, size_of
from hairstudio.core.references import list_references, load_reference, reference_path
from hairstudio.document.reference import Mask, Pixels, hair_sample, quantised
from hairstudio.services.ahead import read_ahead
from hairstudio.services.control import TaskControl
from hairstudio.services.explain import explained
from hairstudio.services.hair import HairFinder
from hairstudio.services.head_names import head_name
from hairstudio.services.kept_heads import FoundHead, KeptHeads, KeptPhoto
from hairstudio.services.order import by_name
from hairstudio.services.people import people_in
from hairstudio.services.translate import translate

__all__ = [
    "MOST",
    "Head",
    "NoHairError",
    "all_heads",
    "builtin_heads",
    "heads_in",
    "heads_with",
    "is_gone",
    "is_photo",
    "missing",
    "once",
    "people_of",
    "photo_of",
    "photos_in",
    "sift",
    "too_many",
    "warm_up_heads",
    "whole_head",
    "whole_heads",
]

SIDE = 256
"""Pixels of a head: as many as the largest thumbnail has, and a usual one on a dense screen."""

_WORKED_ON = 1024
"""Pixels of the longer side of a photo that is looked at."""

MOST = 500
"""Photos of a folder, or of a drop, that are looked at."""

_READERS = 2
"""Threads that read photos. One decodes at a time, see `hairsdk.native_log`; meanwhile the other
shrinks, and the network looks at those before."""

_ALONE = 16 << 20
"""Bytes of a file that no other is read beside: JPEGs of 108 megapixels, 22 MB, take 640 MB of
memory."""


class NoHairError(HairSdkError):
    """A photo shows no hair that a look could be seen on."""


@dataclass(frozen=True, eq=False)
class Head:
    """A head of the gallery, small, or as `whole_head` gives it.

    Attributes
    ----------
    name : str
    image, mask : ndarray
        A square around the hair.
    intensity : float
        Of the whole photo, at full size.
    source : str or Path
        Name of a built-in head, or the artist's photo.
    sample : tuple of ndarray
        Pixels of the whole photo's hair and their weights, to measure on.
    person : int
        Which of the people in the photo, from 0, who has the most hair.
    file : Path, pair of int or None
        Where the artist's photo really lies: the source may be a link to it. Of one with several
        names, hard links, what all of them share.
    """

    name: str
    image: Pixels
    mask: Mask
    intensity: float
    source: str | Path
    sample: tuple[Pixels, Mask]
    person: int = 0
    file: Path | tuple[int, int] | None = None

    def is_of(self, other: Head) -> bool:
        """Whether both are in one photo."""
        return (self.file or self.source) == (other.file or other.source)


def builtin_heads() -> tuple[Head, ...]:
    """The heads that ship with the studio, from black to white."""
    heads = []
    for name in list_references():
        reference = load_reference(name)
        image, mask = crop_to_hair(reference.image, reference.mask, SIDE)
        sample = hair_sample(reference.image, reference.mask)
        label = head_name(reference.label)
        heads.append(Head(label, image, mask, reference.intensity, name, sample))
    return _by_intensity(heads)


def all_heads(
    sources: Sequence[Path],
    finder: HairFinder,
    control: TaskControl,
    kept: KeptHeads | None = None,
) -> tuple[tuple[Head, ...], tuple[str, ...]]:
    """The built-in heads, those in the artist's photos and folders, and what was left out.

    Raises
    ------
    Cancelled
    """
    heads = [*builtin_heads()]
    remarks = [*missing(sources)]
    for source in filter(exists, sources):
        try:
            older = too_many(source)
            own, left_out = heads_in(source, finder, control, kept=kept)
        except OSError as error:
            remarks.append(explained(error))
            continue
        heads += own
        remarks += [older, *left_out] if older else left_out
    return once(heads), tuple(dict.fromkeys(remarks))


def once(heads: Iterable[Head]) -> tuple[Head, ...]:
    """Each head once: a photo may be one of a folder, too, or be met by a link to it."""
    # The last one stays, which bears the name of the photo itself.
    linked = sorted(heads, key=lambda head: head.file == head.source)
    return tuple({(head.file or head.source, head.person): head for head in linked}.values())


def is_photo(path: Path) -> bool:
    """Whether it is called like a photo, and not like a mask or what systems keep beside photos."""
    # Hidden is what a snapshot that was killed leaves, and what macOS keeps beside each photo.
    hidden = path.name.startswith(".") or path.name.endswith(".mask.png")
    return path.suffix.lower() in READABLE_SUFFIXES and not hidden


def missing(sources: Sequence[Path]) -> tuple[str, ...]:
    """Remarks on photos and folders of heads that are away: on a drive that is not plugged in."""
    photo = translate("Gallery", "The photo {0} is not there")
    folder = translate("Gallery", "The folder {0} is not there")
    away = (source for source in sources if not exists(source))
    return tuple((photo if is_photo(source) else folder).format(source) for source in away)


def sift(sources: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """What is there, and which photos are gone for good: their folder is there without them."""
    there = [source for source in sources if exists(source)]
    away = [source for source in sources if source not in there]
    return there, [source for source in away if is_photo(source) and is_folder(source.parent)]


def warm_up_heads() -> None:
    """Decode and measure the built-in heads, so that a list of them is there at once."""
    for name in list_references():
        _ = load_reference(name).intensity


def heads_in(
    source: Path,
    finder: HairFinder,
    control: TaskControl,
    came: Callable[[tuple[Head, ...]], object] = lambda heads: None,
    kept: KeptHeads | None = None,
) -> tuple[tuple[Head, ...], tuple[str, ...]]:
    """The heads in a folder of photos or in one photo, from dark to light, and what was left out.

    Of a photo of several people each is a head. Of a large folder the newest photos are shown.

    Parameters
    ----------
    source : Path
    finder : HairFinder
    control : TaskControl
    came : callable
        Gets those found so far, whenever there are more.
    kept : KeptHeads, optional
        What was found before, and gets what is found now.

    Raises
    ------
    OSError
        The folder cannot be read, or there is nothing.
    Cancelled
    """
    # The snapshot that was just taken must not be the one that is left out.
    newest = sorted(photos_in(source), key=modified)[-MOST:]
    paths = by_name(newest, lambda path: path.name)
    remarks = []
    heads = []
    read = partial(_known_or_read, finder=finder, kept=kept)
    for index, (path, photo) in enumerate(read_ahead(paths, read, _readers(paths))):
        control.progress(index / len(paths), path.name)
        try:
            heads += _found(path, *photo(), finder)
            came(tuple(heads))
        except HairSdkError as error:
            remarks.append(explained(error))
    # A network that fails does so each time.
    return _by_intensity(heads), tuple(dict.fromkeys(remarks))


def _readers(paths: Iterable[Path]) -> int:
    return 1 if any(size_of(path) > _ALONE for path in paths) else _READERS


def heads_with(
    heads: Sequence[Head], path: Path, finder: HairFinder, kept: KeptHeads | None = None
) -> tuple[tuple[Head, ...], tuple[str, ...]]:
    """The heads in a folder that a photo came into, which alone is looked at, and remarks on it.

    Parameters
    ----------
    heads : sequence of Head
        Those in the folder. Who is in the oldest photos is left out where these are too many.
    path : Path
        The photo; heads that are there of it already are looked for anew.
    finder : HairFinder
    kept : KeptHeads, optional
        See `heads_in`.
    """
    known = [head for head in heads if head.source != path]
    try:
        known += _found(path, *_known_or_read(path, finder, kept), finder)
    except HairSdkError as error:
        return _by_intensity(known), (explained(error),)
    photos = dict.fromkeys(head.source for head in known if isinstance(head.source, Path))
    newest = {*sorted(photos, key=modified)[-MOST:]}
    return _by_intensity(head for head in known if head.source in newest), ()


def _known_or_read(
    path: Path, finder: HairFinder, kept: KeptHeads | None
) -> tuple[KeptPhoto | None, list[FoundHead] | Pixels]:
    """What is remembered of a photo, or the photo."""
    photo = None if kept is None else kept.of(path, finder.network)
    known = None if photo is None else photo.load()
    return photo, _read(path) if known is None else known


def _found(
    path: Path, photo: KeptPhoto | None, known: list[FoundHead] | Pixels, finder: HairFinder
) -> list[Head]:
    """The heads in a photo, small; looked for if they are not known."""
    if isinstance(known, list):
        small = known
    else:
        small = [_small(person) for person in _people(known, finder)]
        # Another may have been chosen since the photo was read.
        if photo is not None and photo.network == finder.network:
            photo.keep(small)
    return _heads_of(path, small)


def _small(person: FoundHead) -> FoundHead:
    image, mask = crop_to_hair(person.image, person.mask, SIDE)
    pixels, weights = person.sample
    return FoundHead(image, quantised(mask), person.intensity, (pixels, quantised(weights)))


def _by_intensity(heads: Iterable[Head]) -> tuple[Head, ...]:
    return tuple(sorted(heads, key=lambda head: head.intensity))


def too_many(source: Path) -> str:
    """What is told of a folder with more photos than are looked at; empty where all are.

    Raises
    ------
    OSError
        The folder cannot be read.
    """
    count = len(photos_in(source))
    text = translate("Gallery", "{0} holds {1} photos; only the newest {2} were looked at")
    return text.format(source.name, count, MOST) if count > MOST else ""


def photos_in(source: Path) -> list[Path]:
    """The photos in a folder, or the photo itself.

    Raises
    ------
    OSError
        The folder cannot be read, or there is nothing.
    """
    if is_file(source):
        return [source]
    return [path for path in source.iterdir() if is_photo(path) and not is_pipe(path)]


def is_gone(head: Head) -> bool:
    """Whether the photo of a head was deleted or moved since it was looked at."""
    return isinstance(head.source, Path) and not exists(head.source)


def photo_of(head: Head) -> Path:
    """The file of the photo that a head is in."""
    return head.source if isinstance(head.source, Path) else reference_path(head.source)


def whole_head(head: Head, finder: HairFinder) -> Head:
    """The same head as large as it is worked on, and not only a square around the hair.

    Of a photo that was retouched since, all is measured anew.

    Raises
    ------
    FileReadError, ImageError
        Its photo cannot be read any more.
    NoHairError
        There is no hair in it any more.
    HairSdkError
        No hair can be looked for in it.
    """
    [wholes] = (whole() for _name, whole in whole_heads([head], finder))
    return wholes[0]


def whole_heads(
    heads: Sequence[Head], finder: HairFinder
) -> Iterator[tuple[str, Callable[[], list[Head]]]]:
    """Like `whole_head`, of many; each photo is looked at once, and read ahead.

    Yields
    ------
    name : str
        Of the first head in the photo.
    whole : callable
        Gives all of them, and raises what `whole_head` does. Of a photo that shows fewer people by
        now each of those is given once.
    """
    photos: dict[str | Path, list[Head]] = {}
    for head in heads:
        photos.setdefault(head.source, []).append(head)

    def read(people: Sequence[Head]) -> Pixels:
        source = people[0].source
        return _read(source) if isinstance(source, Path) else load_reference(source).image

    readers = _readers(source for source in photos if isinstance(source, Path))
    for people, image in read_ahead(photos.values(), read, readers):
        yield people[0].name, partial(_whole, people, image, finder)


def _whole(heads: Sequence[Head], image: Callable[[], Pixels], finder: HairFinder) -> list[Head]:
    source = heads[0].source
    if isinstance(source, Path):
        people = _heads_of(source, _people(image(), finder))
        wanted = (min(head.person, len(people) - 1) for head in heads)
        return [people[person] for person in dict.fromkeys(wanted)]
    mask = load_reference(source).mask
    return [replace(head, image=image(), mask=mask) for head in heads]


def people_of(path: Path, finder: HairFinder) -> list[Head]:
    """The people in a photo, who has the most hair first, as large as they are worked on.

    Raises
    ------
    FileReadError, ImageError, NoHairError, HairSdkError
        See `whole_head`.
    """
    return _heads_of(path, _people(_read(path), finder))


def _read(path: Path) -> Pixels:
    return shrunk_to(read_photo(path).srgb, _WORKED_ON)


def _people(image: Pixels, finder: HairFinder) -> list[FoundHead]:
    """The people in a photo, not small yet; none where there is no hair."""
    found = finder.find(image)
    if found.failed:
        raise HairSdkError(found.remark)
    return [
        FoundHead(image, each.mask, each.intensity, hair_sample(image, each.mask))
        for each in people_in(image, found.mask)
    ]


def _heads_of(path: Path, people: Sequence[FoundHead]) -> list[Head]:
    if not people:
        raise NoHairError(translate("Gallery", "No hair was found in {0}").format(path.name))
    heads, file = [], _file(path)
    for number, each in enumerate(people):
        name = path.stem if len(people) == 1 else f"{path.stem} ({number + 1})"
        heads.append(Head(name, *each[:3], path, each.sample, number, file))
    return heads


def _file(path: Path) -> Path | tuple[int, int]:
    """What a photo and all links to it share."""
    try:
        status = path.stat()
    except OSError:  # it was deleted meanwhile
        return path
    # Of a file with one name the number may be given to another one, when it is deleted.
    return (status.st_dev, status.st_ino) if status.st_nlink > 1 else path.resolve()
