"""One photo or a folder of them: which files, where to, and what became of each."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hairsdk.cli.command import Parser, check_free, percent
from hairsdk.cli.messages import print_error, print_note
from hairsdk.cli.progress import Progress
from hairsdk.errors import FileReadError, FileWriteError, HairSdkError, ImageError, ParameterError
from hairsdk.files import found_at, make_folder
from hairsdk.images import FORMAT_SUFFIXES, READABLE_SUFFIXES, WRITABLE_SUFFIXES

__all__ = [
    "Job",
    "Outcome",
    "Plan",
    "add_batch_arguments",
    "add_result_arguments",
    "check_two_folders",
    "memory_for",
    "plan",
    "result_suffixes",
    "run_plan",
    "share_of_hair",
]


@dataclass(frozen=True)
class Job:
    """One photo to read and the file to make of it."""

    source: Path
    target: Path


@dataclass(frozen=True)
class Plan:
    """The jobs, in order.

    Attributes
    ----------
    jobs : tuple of Job
    folder : Path or None
        The folder that they come from.
    left_out : tuple of str
        Suffixes of the folder's other files, in lower case, one for each file.
    unread : tuple of FileReadError
        Folders below that could not be looked into.
    linked : tuple of Path
        Links to folders below, which are not followed: they may lead in circles.
    """

    jobs: tuple[Job, ...]
    folder: Path | None = None
    left_out: tuple[str, ...] = ()
    unread: tuple[FileReadError, ...] = ()
    linked: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a job did, in one line, and what people should know besides."""

    line: str
    notes: tuple[str, ...] = ()


def add_batch_arguments(parser: Parser) -> None:
    """Declare IN, OUT, --recursive and --overwrite."""
    parser.add_argument("source", metavar="IN", type=Path, help="a photo or a folder of photos")
    parser.add_argument(
        "target",
        metavar="OUT",
        type=Path,
        help="a file, or a folder that exists; for a folder a folder",
    )
    parser.add_argument(
        "-r", "--recursive", action="store_true", help="look in the folders below IN, too"
    )
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="replace results that exist; without it a folder's are skipped",
    )


def add_result_arguments(parser: Parser) -> None:
    """Declare --quality, and --format of photos in a folder."""
    parser.add_argument(
        "--quality",
        type=percent,
        default=95,
        metavar="1..100",
        help="of JPEG and WebP; 100 makes WebP lossless (default: 95)",
    )
    parser.add_argument(
        "--format",
        choices=tuple(FORMAT_SUFFIXES),
        help="of results in a folder (default: that of the photo; png for those that are not "
        "written, such as HEIC)",
    )


def result_suffixes(chosen: str | None) -> tuple[tuple[str, ...], str]:
    """What results may end in by a choice of --format, and what they get otherwise."""
    if chosen is None:
        return WRITABLE_SUFFIXES, ".png"
    suffixes = FORMAT_SUFFIXES[chosen]
    return suffixes, suffixes[0]


def plan(
    source: Path, target: Path, recursive: bool, suffixes: tuple[str, ...], fallback: str
) -> Plan:
    """Find the photos and name their results.

    Parameters
    ----------
    source : Path
        A photo or a folder.
    target : Path
        For a photo a file, or a folder that exists; for a folder a folder.
    recursive : bool
        Look in folders below, too.
    suffixes : tuple of str
        What results may end in. A photo of another suffix keeps its stem.
    fallback : str
        The suffix that it gets then.

    Raises
    ------
    FileReadError
        There is no such file, or no photo in the folder, or it cannot be looked into.
    FileWriteError
        The target of a folder is a file, or a link to itself; that of a photo is neither a folder
        nor has it a suffix.
    ParameterError
        Photos would be replaced by their results.
    """
    if not source.is_dir():
        if not source.exists():
            raise FileReadError(f"{source}: no such file or folder", source)
        if target.is_dir():
            target = target / _renamed(source.name, suffixes, fallback)
        if not target.suffix and not target.exists():
            endings = ", ".join(suffixes)
            words = f"there is no folder {target}, and a file's name must end in one of {endings}"
            raise FileWriteError(words, target)
        if target.exists() and target.samefile(source):
            raise ParameterError(f"{target} is the photo itself: write to another file")
        return Plan((Job(source, target),))
    if target.exists() and not target.is_dir():
        raise FileWriteError(f"{source} is a folder, so {target} must be one, too", target)
    check_two_folders(source, target)
    unread: list[FileReadError] = []
    linked: list[Path] = []
    files = sorted(_files(source, target, recursive, unread, linked))
    found = [path for path in files if path.suffix.lower() in READABLE_SUFFIXES]
    left_out = tuple(
        path.suffix.lower() for path in files if path.suffix.lower() not in READABLE_SUFFIXES
    )
    if not found:
        if unread:
            raise unread[0]
        below = "" if recursive else "; --recursive looks in the folders below"
        others = f", only {_counted(left_out)}" if left_out else ""
        others += f", and links that are not followed: {_listed(linked)}" if linked else ""
        raise FileReadError(f"no photos in {source}{others}{below}", source)
    results = _results(found, suffixes, fallback)
    jobs = [Job(photo, target / name.relative_to(source)) for photo, name in results.items()]
    # OUT may be above IN, or hold a link back to it.
    photos = {_identity(photo) for photo in found} - {None}
    for job in jobs:
        if _identity(job.target) in photos:
            raise ParameterError(
                f"{job.target} is one of the photos in {source}: choose an OUT apart from them"
            )
    return Plan(tuple(jobs), source, left_out, tuple(unread), tuple(linked))


def check_two_folders(source: Path, target: Path) -> None:
    """Raise `ParameterError` if photos would be replaced by their results.

    Raise `FileWriteError` if `target` may not be looked at, or is a link to itself.
    """
    found_at(target, to="write")
    if target.resolve() == source.resolve():
        raise ParameterError(f"IN and OUT are one folder, {source}: choose two")


def run_plan(todo: Plan, work: Callable[[Job], Outcome], overwrite: bool, verb: str) -> int:
    """Do the jobs, and go on after a failure.

    Parameters
    ----------
    todo : Plan
    work : callable
        Makes `Job.target` from `Job.source`.
    overwrite : bool
        Replace results that exist. Otherwise they are skipped in a folder, and an error for
        a single photo.
    verb : str
        For the summary: "3 recoloured".

    Returns
    -------
    int
        Exit code: 1 if a job failed, or a folder could not be looked into.
    """
    if todo.folder is None:
        (job,) = todo.jobs
        check_free(job.target, overwrite)
        with memory_for(job.source):
            _report(job, work(job))
        return 0
    if todo.left_out:
        print_note(f"{todo.folder}: left out what is no photo: {_counted(todo.left_out)}")
    if todo.linked:
        print_note(f"{todo.folder}: left out links to folders: {_listed(todo.linked)}")
    for error in todo.unread:
        print_error(error)
    pending = [job for job in todo.jobs if overwrite or not job.target.exists()]
    done = 0
    with Progress(len(pending)) as progress:
        for number, job in enumerate(pending, start=1):
            progress.show(number, job.source.name)
            outcome = _attempt(job, work, progress)
            if outcome is not None:
                done += 1
                progress.clear()
                _report(job, outcome)
    failed, skipped = len(pending) - done, len(todo.jobs) - len(pending)
    hint = "; --overwrite makes them anew" if skipped else ""
    print(f"{done} {verb}, {failed} failed, {skipped} skipped as their results exist{hint}")
    return 1 if failed or todo.unread else 0


def share_of_hair(mask: NDArray[np.float32]) -> str:
    """How much of the photo is hair, in words."""
    return f"{100.0 * float(mask.mean()):.1f} %"


@contextlib.contextmanager
def memory_for(photo: Path) -> Iterator[None]:
    """Name the photo that there is too little memory for."""
    try:
        yield
    except MemoryError as error:
        raise ImageError(f"{photo}: not enough memory for a picture of this size") from error


def _attempt(job: Job, work: Callable[[Job], Outcome], progress: Progress) -> Outcome | None:
    try:
        make_folder(job.target.parent)
        with memory_for(job.source):
            return work(job)
    except (HairSdkError, OSError) as error:
        progress.clear()
        print_error(error)
    return None


def _report(job: Job, outcome: Outcome) -> None:
    print(f"{job.target}: {outcome.line}")
    for note in outcome.notes:
        print_note(f"{job.source}: {note}")


def _files(
    folder: Path, target: Path, recursive: bool, unread: list[FileReadError], linked: list[Path]
) -> Iterable[Path]:
    def note(error: OSError) -> None:
        path = Path(error.filename)
        unread.append(FileReadError(f"cannot read {path}: {error.strerror}", path))

    own_results = target.resolve()
    for base, folders, files in os.walk(folder, onerror=note):
        here = Path(base)
        folders[:] = [
            name
            for name in folders
            if recursive and not name.startswith(".") and (here / name).resolve() != own_results
        ]
        linked += [here / name for name in folders if (here / name).is_symlink()]
        for name in files:
            # A pipe would be waited for without end.
            if not name.startswith(".") and not (here / name).is_fifo():
                yield here / name


def _identity(path: Path) -> tuple[int, int] | None:
    """What two names of one file share; None if there is none, or it cannot be told."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _counted(suffixes: tuple[str, ...]) -> str:
    counts = sorted(Counter(suffixes).items())
    return ", ".join(f"{count} {suffix or 'without suffix'}" for suffix, count in counts)


def _listed(paths: Iterable[Path]) -> str:
    return ", ".join(str(path) for path in sorted(paths))


def _results(photos: list[Path], suffixes: tuple[str, ...], fallback: str) -> dict[Path, Path]:
    """Each photo's result, as if it lay beside it; no two share one."""
    names = {photo: photo.with_name(_renamed(photo.name, suffixes, fallback)) for photo in photos}
    whole = {photo: photo.name for photo in photos}
    while shared := {name for name, count in Counter(names.values()).items() if count > 1}:
        # a.jpg and a.webp would both become a.png: then both keep their whole names, a.jpg.png
        # and a.webp.png. A photo of the first of these names keeps that: a.jpg.png.png, then.
        for photo in (photo for photo, name in names.items() if name in shared and name != photo):
            whole[photo] += fallback
            names[photo] = photo.with_name(whole[photo])
    return names


def _renamed(name: str, suffixes: tuple[str, ...], fallback: str) -> str:
    path = Path(name)
    return name if path.suffix.lower() in suffixes else path.stem + fallback
