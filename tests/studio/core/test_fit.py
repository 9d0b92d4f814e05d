"""Fit: the hair of a reference lands on a goal."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from hairstudio.core import Entry, FitCancelled, FitError, ParameterError, Stack
from hairstudio.core.colour.oklab import to_oklab
from hairstudio.core.effects.curves import Curves
from hairstudio.core.effects.dye import Dye
from hairstudio.core.effects.exposure import Exposure
from hairstudio.core.effects.lift_gamma_gain import LiftGammaGain
from hairstudio.core.effects.lighten import Lighten
from hairstudio.core.effects.oklch import OkLch
from hairstudio.core.effects.saturation import Saturation
from hairstudio.core.fit import Between, FitResult, Knob, Target, fit, fittable
from hairstudio.core.hair import HairColour, hair_pixels, measure_hair
from hairstudio.core.references import DARKEST, LIGHTEST, load_reference

COPPER = HairColour.of_colour("#a6562f")


@pytest.fixture(scope="module")
def dark():
    return load_reference(DARKEST)


def salon() -> Stack:
    return Stack((Entry(Lighten(amount=0.3)), Entry(Dye(amount=0.5)), Entry(Exposure())))


def alone(stack, image, mask, goal, knobs=None, **options) -> FitResult:
    (result,) = fit([Target(stack, image, mask, goal, knobs)], **options)
    return result


def hair_of(head, stack: Stack) -> HairColour:
    return measure_hair(stack.apply(head.image / np.float32(255)), head.mask)


def test_that_black_hair_lands_on_copper(dark):
    result = alone(salon(), dark.image, dark.mask, COPPER)
    assert result.before > 15
    assert result.after < 1
    assert np.abs(np.array(hair_of(dark, result.stack).mean) - COPPER.mean).max() < 0.01


def test_that_it_lands_on_the_hair_of_another_photo_in_mean_and_spread(dark):
    other = load_reference("red_curly_2003")
    goal = measure_hair(other.image, other.mask)
    stack = salon().append(Curves(luma=((0.0, 0.0), (0.25, 0.25), (0.6, 0.6), (1.0, 1.0))))
    stack = stack.append(Saturation())
    result = alone(stack, dark.image, dark.mask, goal, max_evaluations=600)
    assert result.after < 1.5
    before, after = (
        np.linalg.norm(np.subtract(hair_of(dark, tried).spread, goal.spread))
        for tried in (stack, result.stack)
    )
    assert after < 0.5 * before
    luma = result.stack.entries[3].effect.luma
    assert all(a[1] <= b[1] + 0.01 for a, b in itertools.pairwise(luma))


def test_that_strands_do_not_become_as_many_colours_as_the_light_on_another_photo_has(dark):
    olive = HairColour(HairColour.of_colour("#686548").mean, (0.09, 0.04, 0.039))
    result = alone(Stack((Entry(OkLch()), Entry(LiftGammaGain()))), dark.image, dark.mask, olive)
    assert result.after < 0.5
    lightness, a, b = hair_of(dark, result.stack).spread
    assert lightness == pytest.approx(0.09, abs=0.01)
    assert max(a, b) < 0.02


def test_that_hair_between_the_references_comes_nearer_in_colour_and_the_references_stay_as_near(
    dark,
):
    light, middle = load_reference(LIGHTEST), load_reference("grey_ponytail_2044")
    hair = hair_pixels(middle.image, middle.mask, 200)
    between = Between(hair[np.newaxis], np.array([[0.5], [0.5]]), COPPER)
    targets = [Target(salon(), head.image, head.mask, COPPER) for head in (dark, light)]
    missed = []
    for others in (None, between):
        ends = fit(targets, others)
        assert max(end.after for end in ends) < 0.3
        mixed = sum(end.stack.apply(hair) for end in ends).mean(axis=0) / 2
        missed.append(np.linalg.norm(to_oklab(mixed.astype(float))[1:] - COPPER.mean[1:]))
    assert missed[1] < 0.6 * missed[0]


def test_that_stacks_fitted_together_come_out_as_each_alone(dark):
    light = load_reference(LIGHTEST)
    targets = [Target(salon(), head.image, head.mask, COPPER) for head in (dark, light)]
    for target, together in zip(targets, fit(targets), strict=True):
        (single,) = fit([target])
        assert together.before == single.before
        assert together.after == pytest.approx(single.after, abs=0.1)


def test_that_only_the_chosen_parameters_move_and_stay_in_range(dark):
    result = alone(salon(), dark.image, dark.mask, COPPER, [Knob(1, "amount"), Knob(2, "stops")])
    lighten, dye, exposure = (entry.effect for entry in result.stack.entries)
    assert lighten == Lighten(amount=0.3)
    assert dye.colour == Dye().colour
    assert 0 <= dye.amount <= 2
    assert -5 <= exposure.stops <= 5
    assert result.after < result.before


def test_that_a_limit_of_ones_own_is_kept_and_not_told_as_the_end_of_a_range(dark):
    stack = Stack().append(Exposure())
    white = HairColour.of_colour("#ffffff")
    result = alone(stack, dark.image, dark.mask, white, [Knob(0, "stops", at_most=1.0)])
    assert result.stack.entries[0].effect.stops == pytest.approx(1.0, abs=0.01)
    assert result.at_bounds == ()


@pytest.mark.parametrize(("head", "goal"), [(DARKEST, "#ffffff"), (LIGHTEST, "#000000")])
def test_that_a_goal_out_of_reach_is_approached_and_the_bound_is_named(head, goal):
    reference = load_reference(head)
    goal = HairColour.of_colour(goal)
    result = alone(Stack().append(OkLch()), reference.image, reference.mask, goal)
    assert result.after < result.before
    assert Knob(0, "lightness") in result.at_bounds


def test_that_progress_is_told_and_never_gets_worse(dark):
    told = []
    result = alone(salon(), dark.image, dark.mask, COPPER, progress=told.append)
    assert len(told) > 3
    assert all(0 < step.share <= 1 for step in told)
    assert [step.share for step in told] == sorted({step.share for step in told})
    assert told[-1].difference == pytest.approx(result.after, abs=0.2)


def test_that_a_fit_can_be_stopped(dark):
    calls = iter([False, False, True])
    with pytest.raises(FitCancelled):
        alone(salon(), dark.image, dark.mask, COPPER, cancelled=lambda: next(calls))


def test_that_a_budget_ends_it_with_the_best_so_far(dark):
    result = alone(salon(), dark.image, dark.mask, COPPER, max_evaluations=12)
    assert result.evaluations == 12
    assert result.after <= result.before


def test_that_entries_that_are_off_are_left_out():
    stack = Stack((Entry(Exposure(), enabled=False), Entry(Dye())))
    assert fittable(stack) == (Knob(1, "colour"), Knob(1, "amount"))


@pytest.mark.parametrize(
    ("stack", "knobs", "message"),
    [
        (Stack(), None, "nothing to fit"),
        (Stack().append(Dye()), [Knob(1, "amount")], "no entry 1"),
        (Stack().append(Dye()), [Knob(0, "strength")], "no parameter strength"),
    ],
)
def test_that_a_fit_of_nothing_is_refused(dark, stack, knobs, message):
    with pytest.raises(FitError, match=message):
        alone(stack, dark.image, dark.mask, COPPER, knobs)


def test_that_a_picture_without_hair_is_refused(dark):
    with pytest.raises(FitError, match="no hair"):
        alone(salon(), dark.image, np.zeros_like(dark.mask), COPPER)
    with pytest.raises(FitError, match="found"):
        alone(salon(), dark.image, dark.mask[:10], COPPER)


def test_that_hair_is_measured_in_oklab():
    image = np.full((8, 8, 3), 255, np.uint8)
    image[:4] = (166, 70, 42)
    mask = np.zeros((8, 8), np.float32)
    mask[:4] = 1
    hair = measure_hair(image, mask)
    assert np.allclose(hair.rgb, np.array([166, 70, 42]) / 255, atol=1e-6)
    assert np.allclose(hair.spread, 0, atol=1e-9)
    assert np.allclose(HairColour.of_colour("#a6462a").mean, hair.mean, atol=1e-6)


def test_that_a_goal_that_is_no_colour_is_refused():
    with pytest.raises(ParameterError, match="a colour such as"):
        HairColour.of_colour("reddish")
