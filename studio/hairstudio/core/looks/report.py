"""The table that ``python -m hairstudio.core.looks measure`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from hairsdk.preset import Preset
from hairstudio.core.looks.measure import consistency, safety, strands, truth, untouched
from hairstudio.core.looks.series import Picture

__all__ = ["report"]

_TRUTH = {
    "jet-black": "black",
    "brunette": "brown",
    "dark-blond": "blonde",
    "mushroom": "grey",
    "platinum": "platinum",
}
"""Looks that mean a colour of hair which the series has as a render."""


def report(presets: Sequence[Preset], series: Mapping[str, Mapping[str, Picture]]) -> Iterator[str]:
    """Yield the lines of the report, as they are measured."""
    yield (
        f"Consistency: mean CIEDE2000 of the mean hair colours of {_colours(series)} hair from "
        f"their mean, over {len(series)} heads. Untouched hair: {untouched(series):.2f}"
    )
    yield (
        "Strands: local contrast of luma after / before. Noise: gain of luma noise in the darkest "
        "hair."
    )
    heads = "".join(f"{head:>7}" for head in series)
    yield (
        f"{'look':17} {'pair':>5} {'light':>6} {'dark':>6} {'flat':>6} | pair on{heads} | "
        f"{'strands':>7} {'least':>5} | {'noise':>5} {'step':>5} {'falls':>5} {'clip %':>6}"
    )
    table = []
    for preset in presets:
        found, (contrast, least) = consistency(preset, series), strands(preset, series)
        safe = safety(preset, series)
        row = [found.pair, found.light, found.dark, found.flat, *found.heads.values()]
        row += [contrast, least, safe.noise_gain, safe.steepest, safe.falls, 100 * safe.clipped]
        table.append(row)
        yield _line(preset.id, row, len(series))
    if len(table) > 1:
        yield _line("mean", list(np.mean(table, axis=0)), len(series))
    yield from _truth(presets, series)


def _truth(presets: Sequence[Preset], series: Mapping[str, Mapping[str, Picture]]) -> Iterator[str]:
    colours = set(next(iter(series.values())))
    able = [
        preset
        for preset in presets
        if preset.id in _TRUTH and {"black", _TRUTH[preset.id]} <= colours
    ]
    if not able:
        return
    yield ""
    yield "Truth: black hair under the look against the render of that head, CIEDE2000"
    heads = "".join(f"{head:>7}" for head in series)
    yield f"{'look':17} {'render':9} | mean colour{heads}  mean | pixels{heads}  mean"
    rows = []
    for preset in able:
        found = truth(preset, series, _TRUTH[preset.id])
        mean, pixel = list(found.mean.values()), list(found.pixel.values())
        rows.append([mean, pixel])
        yield _truth_line(preset.id, _TRUTH[preset.id], mean, pixel)
    if len(rows) > 1:
        mean, pixel = (list(values) for values in np.mean(rows, axis=0))
        yield _truth_line("mean", "", mean, pixel)


def _truth_line(name: str, render: str, mean: list[float], pixel: list[float]) -> str:
    means = "".join(f"{value:7.1f}" for value in mean)
    pixels = "".join(f"{value:7.1f}" for value in pixel)
    return (
        f"{name:17} {render:9} |            {means} {np.mean(mean):5.1f} |       {pixels} "
        f"{np.mean(pixel):5.1f}"
    )


def _line(name: str, row: Sequence[float], heads: int) -> str:
    pair, light, dark, flat = row[:4]
    each = "".join(f"{value:7.2f}" for value in row[4 : 4 + heads])
    contrast, least, noise, step, falls, clip = row[4 + heads :]
    return (
        f"{name:17} {pair:5.2f} {light:6.2f} {dark:6.2f} {flat:6.2f} |        {each} | "
        f"{contrast:7.2f} {least:5.2f} | {noise:5.2f} {step:5.2f} {falls:5.0f} {clip:6.2f}"
    )


def _colours(series: Mapping[str, Mapping[str, Picture]]) -> str:
    return ", ".join(next(iter(series.values())))
