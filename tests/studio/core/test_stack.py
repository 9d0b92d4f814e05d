"""Stacks: order, on and off, opacity, editing, JSON."""

from __future__ import annotations

import json

import numpy as np
import pytest

from hairstudio.core import (
    Entry,
    MissingEffect,
    ParameterError,
    Stack,
    StackError,
    UnknownEffectError,
    load_registry,
)
from hairstudio.core.bake import lattice
from hairstudio.core.effects.curves import Curves
from hairstudio.core.effects.dye import Dye
from hairstudio.core.effects.exposure import Exposure
from hairstudio.core.effects.gradient_map import GradientMap
from hairstudio.core.effects.hue_vs_hue import HueVsHue
from hairstudio.core.effects.lift_gamma_gain import LiftGammaGain
from hairstudio.core.effects.saturation import Saturation

REGISTRY = load_registry(())
GREY = Saturation(saturation=0.0)
BRIGHT = Exposure(stops=1.0)
COPPER = Dye(colour="#a6462a", amount=0.8)

RICH = Stack(
    (
        Entry(BRIGHT, name="Up"),
        Entry(COPPER, enabled=False),
        Entry(Curves(luma=((0.0, 0.1), (0.5, 0.6), (1.0, 1.0))), opacity=0.5),
        Entry(LiftGammaGain(lift=(0.01, 0.0, -0.02))),
        Entry(HueVsHue(curve=((30.0, 10.0), (200.0, -10.0)))),
        Entry(GradientMap(stops=((0.0, (0.0, 0.0, 0.0)), (1.0, (0.123, 0.5, 1.0))))),
    )
)


def test_that_effects_are_applied_first_to_last(cube):
    dyed_then_grey = Stack().append(COPPER).append(GREY).apply(cube)
    grey_then_dyed = Stack().append(GREY).append(COPPER).apply(cube)
    assert np.ptp(dyed_then_grey, axis=-1).max() < 1e-12
    assert np.ptp(grey_then_dyed, axis=-1).max() > 0.1


def test_that_an_effect_that_is_off_or_transparent_does_nothing(cube):
    for entry in (Entry(COPPER, enabled=False), Entry(COPPER, opacity=0.0)):
        assert np.array_equal(Stack((entry,)).apply(cube), cube)


def test_that_opacity_mixes_before_and_after(cube):
    half = Stack((Entry(COPPER, opacity=0.5),)).apply(cube)
    assert np.allclose(half, (cube + COPPER.apply(cube)) / 2)


def test_that_only_the_end_is_clipped(cube):
    up_and_down = Stack((Entry(Exposure(stops=2.0)), Entry(Exposure(stops=-2.0))))
    assert np.allclose(up_and_down.apply(cube), cube)
    assert Stack((Entry(Exposure(stops=2.0)),)).apply(cube).max() == 1.0


def test_that_many_colours_come_out_as_each_alone():
    image = np.random.default_rng(3).random((100, 150, 3)).astype(np.float32)
    whole = RICH.apply(image)
    assert whole.shape == image.shape
    assert np.allclose(whole[40:60], RICH.apply(image[40:60]), atol=1e-6)
    assert np.allclose(whole[99, 149], RICH.apply(image[99, 149]), atol=1e-6)


def test_that_an_effect_is_reached_by_what_those_before_it_give(cube):
    stack = Stack().append(BRIGHT).append(COPPER)
    assert np.array_equal(stack.reaching(0, cube), cube)
    assert np.array_equal(stack.reaching(1, cube), Stack().append(BRIGHT).apply(cube))


def test_that_editing_gives_a_new_stack_and_leaves_the_old_one():
    stack = Stack().append(BRIGHT).append(COPPER).append(GREY)
    assert [e.effect for e in stack.move(0, 2).entries] == [COPPER, GREY, BRIGHT]
    assert [e.effect for e in stack.remove(1).entries] == [BRIGHT, GREY]
    assert [e.effect for e in stack.insert(1, GREY).entries] == [BRIGHT, GREY, COPPER, GREY]
    assert [e.effect for e in stack.entries] == [BRIGHT, COPPER, GREY]


def test_that_replacing_an_effect_keeps_the_entry_s_name_opacity_and_switch():
    stack = Stack((Entry(BRIGHT, enabled=False, opacity=0.3, name="Up"),))
    replaced = stack.replace(0, Exposure(stops=2.0)).entries[0]
    assert replaced == Entry(Exposure(stops=2.0), enabled=False, opacity=0.3, name="Up")
    assert stack.replace(0, Entry(GREY)).entries[0] == Entry(GREY)


@pytest.mark.parametrize(
    "edit",
    [
        lambda s: s.remove(1),
        lambda s: s.move(-1, 0),
        lambda s: s.replace(1, GREY),
        lambda s: s.replace(-1, Entry(GREY)),
        lambda s: s.reaching(1, np.zeros(3)),
    ],
)
def test_that_an_entry_that_is_not_there_is_refused(edit):
    with pytest.raises(StackError, match="in a stack of 1"):
        edit(Stack().append(BRIGHT))


def test_that_a_stack_comes_back_from_json_as_it_was():
    assert Stack.from_json(json.loads(json.dumps(RICH.to_json())), REGISTRY) == RICH


def test_that_absent_fields_take_their_defaults():
    data = {"entries": [{"effect": "exposure"}]}
    assert Stack.from_json(data, REGISTRY) == Stack().append(Exposure())


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"effect": "exposur"}, UnknownEffectError, r'light\.entries\[0\]\.effect: .*"exposur"'),
        ({"effect": 3}, ParameterError, r"light\.entries\[0\]\.effect"),
        ({"opacity": 1.5}, ParameterError, r"light\.entries\[0\]\.opacity: .*0\.\.1, found 1\.5"),
        ({"opacity": True}, ParameterError, r"light\.entries\[0\]\.opacity"),
        ({"enabled": "yes"}, ParameterError, r"light\.entries\[0\]\.enabled"),
        ({"name": 7}, ParameterError, r"light\.entries\[0\]\.name"),
        ({"blend": "add"}, StackError, r"light\.entries\[0\]\.blend: unknown field"),
        (
            {"parameters": {"stops": "bright"}},
            ParameterError,
            r"light\.entries\[0\]\.parameters\.stops: expected a number in -5\.\.5",
        ),
        ({"parameters": [1]}, ParameterError, r"light\.entries\[0\]\.parameters"),
    ],
)
def test_that_an_error_in_json_names_its_field(change, error, message):
    data = {"entries": [{"effect": "exposure", "parameters": {"stops": 1}, **change}]}
    with pytest.raises(error, match=message):
        Stack.from_json(data, REGISTRY, where="light")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "dark: expected an object"),
        ({}, r"dark\.entries: expected a list"),
        ({"entries": "exposure"}, r"dark\.entries: expected a list"),
        ({"entries": [None]}, r"dark\.entries\[0\]: expected an object"),
        ({"schema_version": 2, "entries": []}, r"dark\.schema_version.*update"),
    ],
)
def test_that_json_that_is_no_stack_is_refused(data, message):
    with pytest.raises(StackError, match=message):
        Stack.from_json(data, REGISTRY, where="dark")


def test_that_an_effect_whose_package_is_missing_can_be_kept_unharmed(cube):
    data = RICH.to_json()
    stranger = {
        "effect": "acme-glitter",
        "enabled": True,
        "opacity": 0.5,
        "name": "Sparkle",
        "parameters": {"amount": 0.3, "seed": [1, 2]},
    }
    data["entries"].insert(1, stranger)
    stack = Stack.from_json(data, REGISTRY, missing="keep")
    assert isinstance(stack.entries[1].effect, MissingEffect)
    assert stack.entries[1].effect.missing_type == "acme-glitter"
    assert stack.to_json() == data
    assert np.array_equal(stack.apply(cube), RICH.apply(cube))


@pytest.mark.parametrize("follows", [HueVsHue(curve=((40.0, 20.0),)), Saturation(saturation=0.5)])
def test_that_effects_go_on_with_what_sliders_at_their_ends_make(follows):
    ends = LiftGammaGain(
        lift_master=-0.5, gamma=(4.0, 2.0, 0.25), gamma_master=0.25, gain_master=4.0
    )
    stack = Stack().append(ends).append(BRIGHT).append(ends).append(follows)
    colours = stack.apply(lattice(17))
    assert np.isfinite(colours).all()
