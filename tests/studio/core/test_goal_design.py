"""A look for one colour gives it to all hair, not to the two references alone."""

from __future__ import annotations

import numpy as np
import pytest

from hairstudio.core.colour.difference import delta_e
from hairstudio.core.hair import hair_pixels
from hairstudio.core.kinds import colour_from_json
from hairstudio.core.looks.author import author
from hairstudio.core.looks.goal import design_for
from hairstudio.core.references import DARKEST, LIGHTEST, list_references, load_reference

GOALS = ["#8e4529", "#8c59b3", "#40261a", "#1a5999", "#730d1f"]


@pytest.mark.parametrize("goal", GOALS)
def test_that_hair_between_the_references_comes_out_in_the_goal_colour_too(goal: str) -> None:
    colour = colour_from_json(goal, "goal")
    recipe = author(design_for(colour))
    dark, light = (load_reference(name).intensity for name in (DARKEST, LIGHTEST))
    differences = []
    for name in list_references():
        head = load_reference(name)
        hair = hair_pixels(head.image, head.mask, 1000)
        share = (head.intensity - dark) / (light - dark)
        mixed = (1 - share) * recipe.dark.apply(hair) + share * recipe.light.apply(hair)
        differences.append(delta_e(np.clip(mixed, 0, 1).mean(axis=0), np.array(colour)))
    assert np.median(differences) < 5.0
    assert max(differences) < 7.0, np.round(differences, 1)


@pytest.mark.parametrize("goal", ["#000000", "#ffffff", "#ff0000", "#00ffff", "#808080", "#0a0a0a"])
def test_that_any_colour_has_a_ramp_that_rises_and_holds_it(goal: str) -> None:
    design = design_for(colour_from_json(goal, "goal"))
    ramp = design.ramp.split()
    assert goal in ramp
    assert (ramp[0], ramp[-1]) == ("#000000", "#ffffff")
    recipe = author(design)
    stops = recipe.light.entries[-1].effect.values()["stops"]
    positions = [position for position, _ in stops]
    assert positions == sorted(set(positions))


def test_that_the_stacks_are_made_for_the_references_at_hand() -> None:
    design = design_for((0.5, 0.3, 0.2))
    near, far = author(design, 0.2, 0.5), author(design, 0.05, 0.8)
    assert near.light != far.light
