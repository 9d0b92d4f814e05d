"""The look on many heads at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hairsdk.lookup import LutLookup
from hairsdk.position import between
from hairstudio.core.parameters import Colour
from hairstudio.document.look import Look
from hairstudio.document.reference import Pixels
from hairstudio.services.heads import Head
from hairstudio.services.measure import distance_to_goal, dyed_colour
from hairstudio.services.renderer import COARSE, Renderer

__all__ = ["PaintedHead", "paint_heads"]


@dataclass(frozen=True, eq=False)
class PaintedHead:
    """A head with the look on it.

    Attributes
    ----------
    head : Head
    image : ndarray
    position : float
        Where it stands between the LUTs.
    distance : float or None
        CIEDE2000 of its hair to the goal; None without a goal.
    """

    head: Head
    image: Pixels
    position: float
    distance: float | None


def paint_heads(
    look: Look,
    exact: bool,
    heads: Sequence[Head],
    renderer: Renderer,
    forced: float | None = None,
) -> tuple[PaintedHead, ...]:
    """The look on each head.

    Parameters
    ----------
    look : Look
    exact : bool
        False in the middle of a drag: coarse LUTs.
    heads : sequence of Head
    renderer : Renderer
    forced : float or None
        A position between the LUTs set by hand, for all heads.

    Raises
    ------
    HairSdkError
        An effect cannot be evaluated.
    """
    size = look.size if exact else COARSE
    light = renderer.bake(look.light.stack, size, exact=exact)
    dark = renderer.bake(look.dark.stack, size, exact=exact)
    high, low = look.usable_intensities
    painted = []
    for head in heads:
        t = between(head.intensity, low, high) if forced is None else forced
        lookup = renderer.between(dark, light, t)
        image = renderer.recolour(head.image, head.mask, lookup)
        painted.append(PaintedHead(head, image, t, _distance(head, lookup, look.goal)))
    return tuple(painted)


def _distance(head: Head, lookup: LutLookup, goal: Colour | None) -> float | None:
    colour = None if goal is None else dyed_colour(*head.sample, lookup)
    return None if colour is None or goal is None else distance_to_goal(colour, goal)
