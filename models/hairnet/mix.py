"""The mean of several trainings' weights: Wortsman et al., "Model soups", ICML 2022.

Runs that started from the same weights end in the same basin, and the mean of their weights is
often better than each of them, for no time at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch

from hairnet.network import HairNet
from hairnet.weights import WeightsError, load_weights


def mixed(paths: Sequence[Path], parts: Sequence[float]) -> tuple[HairNet, dict[str, Any]]:
    """The weighted mean of weights.

    Parameters
    ----------
    paths
        At least two .safetensors of networks of the same shape.
    parts
        Of each, above 0; only their proportions count.

    Returns
    -------
    network, about
        What is told of each file is under ``mixed``, and what they started from, which is the same
        for most, beside it.

    Raises
    ------
    WeightsError
        A file cannot be used, the networks differ in shape, or there are not as many parts.
    """
    if len(paths) < 2 or len(parts) != len(paths) or not all(0 < p < math.inf for p in parts):
        raise WeightsError(
            f"a mixture needs two files or more and a part above 0 of each, found "
            f"{len(paths)} file(s) and parts {list(parts)}"
        )
    networks, abouts = zip(*map(load_weights, paths), strict=True)
    for path, network in zip(paths, networks, strict=True):
        if network.config != networks[0].config:
            raise WeightsError(f"{path}: not a network of the same shape as {paths[0]}")
    shares = [part / sum(parts) for part in parts]
    states = [network.state_dict() for network in networks]
    mean = networks[0]
    with torch.no_grad():
        for name, value in mean.state_dict().items():
            if value.is_floating_point():
                terms = (s * state[name].double() for s, state in zip(shares, states, strict=True))
                value.copy_(sum(terms))
    return mean, _told(abouts, shares)


def come_from_one(abouts: Sequence[dict[str, Any]]) -> bool:
    """Whether the files tell of weights that all of them started from, near or far."""
    pasts = [list(_past(about)) for about in abouts]
    return any(all(one in past for past in pasts) for one in pasts[0])


def _past(about: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    while about is not None:
        yield about
        about = about.get("started_from")


def _told(abouts: Sequence[dict[str, Any]], shares: Sequence[float]) -> dict[str, Any]:
    starts = [about["started_from"] for about in abouts if "started_from" in about]
    # The start itself may be in the mixture.
    start = max(starts, key=lambda one: starts.count(one) + abouts.count(one), default=None)
    each = [
        {"part": round(share, 4), **_own(about, start)}
        for about, share in zip(abouts, shares, strict=True)
    ]
    told: dict[str, Any] = {"mixed": each}
    if start is not None:
        told["started_from"] = start
    sizes = {about.get("size") for about in abouts}
    if len(sizes) == 1 and None not in sizes:
        told["size"] = sizes.pop()
    return told


def _own(about: dict[str, Any], start: dict[str, Any] | None) -> dict[str, Any]:
    """What is told of a run, without the start that is told once for all."""
    before = about.get("started_from")
    if before is None or start in (before, about):
        return {name: value for name, value in about.items() if name != "started_from"}
    return {**about, "started_from": _own(before, start)}
