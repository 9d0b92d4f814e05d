"""Export: the pair of LUTs, the preset, Hald charts, bundles for apps."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from hairsdk.cube import Flavour, write_cube
from hairsdk.errors import ParameterError
from hairsdk.files import make_folder
from hairsdk.preset import Preset
from hairsdk.preset_files import labelled
from hairstudio.core.paths import is_same
from hairstudio.document.hairlook import save_preset
from hairstudio.document.look import SIDES, About, Look
from hairstudio.document.recipe import with_stored_luts
from hairstudio.services.baking import make_preset, require_exportable
from hairstudio.services.control import TaskControl
from hairstudio.services.hald import write_hald

__all__ = [
    "SUFFIXES",
    "ExportOptions",
    "Naming",
    "export_look",
    "planned_files",
    "replaces",
    "unique_names",
]

_ROOM = 60
"""Letters before the number: an id has 64."""

SUFFIXES = (".cube", ".hairlook", ".png", ".zip")
"""Of the files that are written; the preset's folder has none of them."""

Described = TypeVar("Described", About, Preset)


class Naming(Protocol):
    """How looks that were saved are called in what is written, by what they say of themselves."""

    def __call__(self, described: Described, path: Path, /) -> Described: ...


def _as_saved(described: Described, _path: Path) -> Described:
    return described


@dataclass(frozen=True)
class ExportOptions:
    """What to write, and where.

    Attributes
    ----------
    folder : Path
    name : str
        Start of the file names.
    size : int
        Lattice points per axis: 17, 33 or 65.
    flavour : {"adobe", "resolve"}
        Of the `.cube` pair. The preset's own LUTs are always Adobe's.
    cubes, preset_folder, hairlook, hald : bool
    recipe : bool
        Whether the preset can be edited again.
    bundle : str
        Target of a bundle for apps, one of `hairsdk.bundle.targets.TARGETS`; empty for none.
    others : tuple of Path
        Looks that are in the bundle, too, as they were saved.
    naming : Naming
        Of looks that are not the open one: by default as they were saved. The window has words of
        its own for the built-in ones.
    """

    folder: Path
    name: str
    size: int = 33
    flavour: Flavour = "adobe"
    cubes: bool = True
    preset_folder: bool = False
    hairlook: bool = True
    hald: bool = False
    recipe: bool = True
    bundle: str = ""
    others: tuple[Path, ...] = ()
    naming: Naming = _as_saved

    def __post_init__(self) -> None:
        if not self.name:
            raise ParameterError("type a name for the files")
        if Path(self.name).name != self.name or self.name.startswith("."):
            raise ParameterError(f"'{self.name}' cannot be the start of a file name")
        # The preset's folder bears the bare name, and is none if that ends like a file's.
        if Path(self.name).suffix.lower() in SUFFIXES:
            raise ParameterError(
                f"'{self.name}' ends like a file, of which several are written: leave "
                f"{Path(self.name).suffix} out"
            )


def planned_files(options: ExportOptions) -> tuple[Path, ...]:
    """Files and folders that `export_look` writes."""
    folder, name = options.folder, options.name
    planned: list[Path] = []
    if options.cubes:
        planned += [folder / f"{name}-{side}.cube" for side in SIDES]
    if options.hairlook:
        planned.append(folder / f"{name}.hairlook")
    if options.preset_folder:
        planned.append(folder / name)
    if options.hald:
        planned += [folder / f"{name}-{side}-hald.png" for side in SIDES]
    if options.bundle:
        planned.append(folder / f"{name}-{options.bundle}.zip")
    return tuple(planned)


def replaces(options: ExportOptions, document: Path) -> bool:
    """Whether `export_look` would write over a document, whose photos and masks it leaves out."""
    return any(is_same(path, document) for path in planned_files(options))


def unique_names(names: Iterable[str]) -> Iterator[str]:
    """The names, with a number where one was there already; capitals make no difference.

    Examples
    --------
    >>> list(unique_names(["copper", "rust", "Copper"]))
    ['copper', 'rust', 'Copper-2']
    """
    given = [*names]
    used = {name.casefold() for name in given}  # one that has a number by itself keeps it
    seen: set[str] = set()
    for name in given:
        free = name
        if name.casefold() in seen:
            numbered = (f"{name[:_ROOM]}-{number}" for number in itertools.count(2))
            free = next(each for each in numbered if each.casefold() not in used)
            used.add(free.casefold())
        seen.add(name.casefold())
        yield free


def export_look(
    look: Look,
    options: ExportOptions,
    control: TaskControl,
    there: list[Path] | None = None,
    remarks: list[str] | None = None,
) -> tuple[Path, ...]:
    """Bake a look and write it.

    Parameters
    ----------
    look : Look
    options : ExportOptions
    control : TaskControl
    there : list of Path, optional
        Takes up each file once it is written: where one fails, those before it stay.
    remarks : list of str, optional
        Takes up which looks have another id in the bundle than of their own.

    Returns
    -------
    tuple of Path
        What was written.

    Raises
    ------
    PresetError
        The references are swapped or equal.
    FileWriteError
        A file cannot be written; what was there of that name is untouched.
    HairSdkError
        An effect cannot be evaluated, or one of the other looks not be taken into the bundle.
    Cancelled
    """
    require_exportable(look)
    planned = planned_files(options)
    if not planned:
        raise ParameterError("nothing to export: choose at least one kind of file")
    control.progress(0.05, "Baking")
    preset = make_preset(look, options.size, recipe=options.recipe)
    luts = with_stored_luts(look)[1] if options.recipe else {}
    make_folder(options.folder)
    # Bundles first: where one of their looks is damaged, nothing is left behind.
    for index, path in enumerate(sorted(planned, key=lambda path: path.suffix != ".zip")):
        control.progress(0.2 + 0.8 * index / len(planned), path.name)
        if path.suffix == ".zip":
            told = _write_bundle(path, preset, options)
            if remarks is not None:
                remarks += told
        else:
            _write(path, preset, luts, options)
        if there is not None:
            there.append(path)
    return planned


def _write(path: Path, preset: Preset, luts: Mapping[str, bytes], options: ExportOptions) -> None:
    if path.suffix == ".cube":
        side = "light" if path.stem.endswith("-light") else "dark"
        write_cube(path, labelled(preset, side), options.flavour)
    elif path.suffix == ".png":
        write_hald(path, preset.light if path.stem.endswith("-light-hald") else preset.dark)
    else:
        save_preset(path, preset, luts)


def _write_bundle(path: Path, preset: Preset, options: ExportOptions) -> Sequence[str]:
    # Brings textures and shaders along: loaded only where a bundle is wanted.
    from hairsdk.bundle.export import export_bundle

    others = (options.naming(Preset.load(other), other) for other in options.others)
    own = [preset, *others]
    # A look and a copy of it that was tuned further have one id.
    ids = unique_names(look.id for look in own)
    looks = [replace(look, id=name) for look, name in zip(own, ids, strict=True)]
    export_bundle(looks, path, options.bundle)
    return [
        f"{there.name} is called {there.id} in the bundle, where {look.id} is another look's id"
        for look, there in zip(own, looks, strict=True)
        if look.id != there.id
    ]
