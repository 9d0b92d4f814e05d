"""Fit on looks that have effects already: the strands stay strands, and what is said is true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hairsdk.apply import recolor_pixels
from hairsdk.cube import write_cube
from hairsdk.errors import PresetError
from hairsdk.lut import Lut3D
from hairstudio.core import Entry, Registry, Stack
from hairstudio.core.bake import bake
from hairstudio.core.colour.difference import delta_e
from hairstudio.core.colour.srgb import luma
from hairstudio.core.hair import hair_pixels
from hairstudio.core.parameters import Colour
from hairstudio.document.look import SIDES, Look, SideName
from hairstudio.services.control import TaskControl
from hairstudio.services.fitting import FitOutcome, fit_look
from hairstudio.services.gallery import paint_heads
from hairstudio.services.heads import builtin_heads
from hairstudio.services.renderer import Renderer

GOAL = (0.5, 0.2, 0.3)
GREEN = (0.2, 0.5, 0.3)


@pytest.fixture
def copper(copper: Look) -> Look:
    return replace(copper, goal=GOAL)


def fitted(look: Look, *afresh: SideName) -> FitOutcome:
    return fit_look(look, TaskControl(), afresh)


def exported(look: Look, side: str) -> tuple[np.ndarray, np.ndarray]:
    """The hair of a reference before and after, as the exported LUT has it."""
    reference = look.side(side).reference
    hair = hair_pixels(reference.image, reference.mask, 30000)[None]
    whole = np.ones(hair.shape[:2], np.float32)
    return hair[0], recolor_pixels(hair, whole, bake(look.side(side).stack, look.size))[0]


def names(look: Look, side: str) -> list[str]:
    return [entry.name for entry in look.side(side).stack.entries]


def test_that_a_built_in_look_becomes_one_of_the_goal_with_all_its_strands(copper: Look) -> None:
    outcome = fitted(copper)
    assert names(outcome.look, "dark") == ["Bleach", "Tone", "Goal ramp", "Trim"]
    assert names(outcome.look, "light") == ["Tone", "Goal ramp", "Trim"]
    for side in SIDES:
        before, after = exported(outcome.look, side)
        distance = float(delta_e(after.astype(float).mean(axis=0), np.array(GOAL)))
        assert outcome.after[side] == pytest.approx(distance, abs=0.1)
        assert distance < 0.4
        assert luma(after).std() > 0.6 * luma(before).std()
    assert outcome.others is not None
    assert outcome.others[0] < 6.0
    assert outcome.remark == ""


def test_that_a_photo_without_hair_is_left_out_of_the_fit(copper: Look) -> None:
    bald = copper.light.reference.with_mask(np.zeros_like(copper.light.reference.mask)).measured()
    copper = copper.with_reference("light", bald)
    outcome = fitted(copper)
    assert set(outcome.after) == {"dark"}
    assert outcome.look.light.stack == copper.light.stack
    with pytest.raises(PresetError, match="there is no reference with hair to fit on"):
        fitted(copper.with_reference("dark", bald))


def test_that_the_farthest_head_is_as_far_from_the_goal_as_the_gallery_tells(
    qapp: object, copper: Look
) -> None:
    outcome = fitted(copper)
    painted = paint_heads(outcome.look, True, builtin_heads(), Renderer())
    assert outcome.others is not None
    # Not on the same pixels of the hair.
    assert outcome.others[0] == pytest.approx(max(head.distance for head in painted), abs=0.3)


@pytest.mark.parametrize("goal", [(0.71, 0.38, 0.18), (0.79, 0.54, 0.57), (0.71, 0.54, 0.32)])
def test_that_a_strong_or_pale_colour_reaches_the_hair_between_the_references(
    copper: Look, goal: Colour
) -> None:
    outcome = fitted(replace(copper, goal=goal))
    assert outcome.others is not None
    assert outcome.others[0] < 5.0
    assert max(outcome.after.values()) < 0.2


def test_that_a_very_pale_colour_reaches_light_hair_and_leaves_it_its_strands(
    copper: Look,
) -> None:
    outcome = fitted(replace(copper, goal=(0.94, 0.9, 0.82)))
    assert outcome.after["light"] < 0.5
    assert "Light" not in outcome.remark
    before, after = exported(outcome.look, "light")
    assert luma(after).std() > 0.35 * luma(before).std()


def test_that_the_artists_own_effects_around_it_stay(copper: Look, registry: Registry) -> None:
    below, above = (Entry(registry.get(kind)()) for kind in ("exposure", "saturation"))
    for side in SIDES:
        stack = Stack((below, *copper.side(side).stack.entries, above))
        copper = copper.with_stack(side, stack)
    outcome = fitted(fitted(copper).look)
    for side in SIDES:
        entries = outcome.look.side(side).stack.entries
        assert (entries[0], entries[-1]) == (below, above)
        assert entries[-2].name == "Trim"
        assert len(entries) == len(copper.side(side).stack.entries) + 1
        assert outcome.after[side] < 0.5
    assert outcome.remark == ""


def test_that_curves_alone_are_not_bent_to_hit_a_mean(copper: Look, registry: Registry) -> None:
    curves = Entry(registry.get("curves")(), name="Contrast")
    for side in SIDES:
        copper = copper.with_stack(side, Stack((curves,)))
    outcome = fitted(replace(copper, linked=True))
    for side in SIDES:
        assert outcome.look.side(side).stack.entries[0] == curves
        before, after = exported(outcome.look, side)
        assert luma(after).std() > 0.6 * luma(before).std()
    assert outcome.remark == "Light and Dark are no longer linked"


def test_that_it_says_what_keeps_a_side_from_the_goal(copper: Look, registry: Registry) -> None:
    blonde = replace(copper, goal=(0.94, 0.88, 0.72))
    assert "Dark: Trim – Gamma is at its limit" in fitted(blonde).remark
    exposure = Stack((Entry(registry.get("exposure")()),))
    for side in SIDES:
        blonde = blonde.with_stack(side, exposure)
    outcome = fitted(replace(blonde, goal=GREEN))
    assert outcome.after["dark"] > 5
    way = "without any effects, Fit makes a look of this colour"
    nearer = "these effects come no nearer; add another and fit again"
    assert outcome.remark == f"Light, Dark: {nearer}; Light, Dark: {way}"
    assert outcome.far == SIDES
    one = fitted(outcome.look, "dark")
    assert one.before["dark"] == pytest.approx(outcome.after["dark"], abs=0.1)
    assert one.after["dark"] < 1
    assert names(one.look, "dark") == names(fitted(replace(copper, goal=GREEN)).look, "dark")
    assert one.far == ("light",)
    assert f"; Light: {way}" in one.remark
    both = fitted(outcome.look, *outcome.far)
    assert max(both.after.values()) < 1
    assert (both.far, both.remark) == ((), "")


def test_that_a_lut_that_holds_a_look_back_is_told_and_a_goal_that_none_reaches_is_not_promised(
    copper: Look, registry: Registry, tmp_path: Path
) -> None:
    # As the dark LUT of a look that was made elsewhere.
    black = tmp_path / "black.cube"
    write_cube(black, Lut3D(Lut3D.identity(5).table * np.float32(0.1)))
    lut = Stack((Entry(registry.get("lut-file")(path=str(black))),))
    look = copper.with_stack("dark", lut)
    outcome = fitted(replace(look, goal=(0.9, 0.85, 0.75)))
    assert "Dark: without any effects, Fit makes a look of this colour" in outcome.remark
    assert outcome.far == ("dark",)
    outcome = fitted(replace(copper, goal=(1.0, 1.0, 1.0)))
    assert max(outcome.after.values()) > 5
    assert "without any effects" not in outcome.remark
    assert outcome.far == ()


def test_that_a_goal_with_much_light_and_shade_reaches_the_hair_between_the_references_too(
    copper: Look,
) -> None:
    brown = replace(copper, goal=(0.26, 0.19, 0.13))
    plain, shaded = fitted(brown), fitted(replace(brown, goal_spread=(0.118, 0.007, 0.013)))
    assert shaded.others is not None
    assert shaded.others[0] < 6.0
    assert max(shaded.after.values()) < 0.4
    for side in SIDES:
        _, without = exported(plain.look, side)
        _, with_spread = exported(shaded.look, side)
        assert luma(with_spread).std() > 0.9 * luma(without).std()


def test_that_strands_of_a_goal_from_a_photo_keep_its_hue(copper: Look) -> None:
    look = fitted(replace(copper, goal_spread=(0.1, 0.01, 0.02))).look
    for side in SIDES:
        trim = look.side(side).stack.entries[-1].effect
        assert trim.gain == (1.0, 1.0, 1.0)
        assert trim.gain_master != 1.0


@pytest.mark.parametrize(
    ("goal", "spread"), [((1.0, 0.13, 0.13), (0.3, 0.1, 0.1)), ((0.13, 0.75, 1.0), (0.0, 0.0, 0.0))]
)
def test_that_a_spread_that_no_hair_has_beside_a_strong_colour_does_not_cost_the_colour(
    copper: Look, goal: Colour, spread: Colour
) -> None:
    plain = fitted(replace(copper, goal=goal))
    drawn = fitted(replace(copper, goal=goal, goal_spread=spread))
    assert sum(drawn.after.values()) < sum(plain.after.values()) + 1.0
