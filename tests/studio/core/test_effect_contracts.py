"""What every effect promises, whichever it is."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from hairstudio.core import Effect, ParameterError, Stack, load_registry
from hairstudio.core.colour.srgb import decode, encode, luminance
from hairstudio.core.parameters import Parameter, Value

REGISTRY = load_registry(())
EFFECTS = pytest.mark.parametrize("effect", list(REGISTRY), ids=lambda e: e.type_id)


def moved(parameter: Parameter) -> Value:
    """Return a value away from neutral; the default of a kind without a scale."""
    low, span = parameter.minimum, parameter.maximum - parameter.minimum
    values: dict[str, Value] = {
        "float": low + 0.6 * span,
        "wheel": (low + 0.3 * span, low + 0.45 * span, low + 0.6 * span),
        "curve": ((0.0, 0.1), (0.3, 0.5), (1.0, 0.9)),
        "hue-curve": ((40.0, 0.5 * parameter.maximum), (250.0, low)),
    }
    return values.get(parameter.kind, parameter.default)


def strong(effect: type[Effect]) -> Effect:
    """Return the effect with every number away from neutral."""
    return effect(**{parameter.name: moved(parameter) for parameter in effect.parameters()})


@EFFECTS
def test_that_the_identity_parameters_change_nothing(effect, cube, greys):
    colours = greys if effect.type_id == "gradient-map" else cube
    assert np.abs(effect().apply(colours) - colours).max() < 1e-6


@EFFECTS
def test_that_an_added_effect_is_neutral_or_lays_the_goal_on(effect):
    goal = (0.6, 0.3, 0.2)
    if effect.type_id not in ("dye", "tint"):
        assert effect.added(goal) == effect()
        return
    assert np.abs(effect.added().apply(np.full((1, 3), 0.5)) - 0.5).max() > 0.1
    assert effect.added(goal).colour == goal
    grey = encode(luminance(decode(np.array(goal))))  # as light as the goal
    hair = np.ones(3) if effect.type_id == "dye" else np.full(3, grey)
    assert np.allclose(effect.added(goal).apply(hair[None])[0], goal, atol=1e-6)


@EFFECTS
def test_that_a_stack_leaves_out_only_what_changes_nothing(effect, cube):
    single = [effect(**{p.name: moved(p)}) for p in effect.parameters()]
    for one in [*single, strong(effect)]:
        assert np.allclose(Stack().append(one).apply(cube), np.clip(one.apply(cube), 0, 1))


@EFFECTS
def test_that_float32_stays_float32_and_agrees_with_float64(effect, cube):
    single = strong(effect).apply(cube.astype(np.float32))
    double = strong(effect).apply(cube)
    assert single.dtype == np.float32
    assert double.dtype == np.float64
    assert np.abs(single - double).max() < 1e-4


@EFFECTS
def test_that_shape_is_kept_and_the_input_never_written_to(effect, cube):
    image = np.ascontiguousarray(cube.reshape(27, 27, 3))
    before = image.copy()
    changed = strong(effect).apply(image)
    assert changed.shape == image.shape
    assert np.array_equal(image, before)
    assert np.allclose(changed[3, 5], strong(effect).apply(image[3, 5]))


@EFFECTS
def test_that_colours_beyond_the_displayable_range_give_numbers(effect):
    beyond = np.array([[-0.2, 0.5, 1.3], [0, 0, 0], [2, 2, 2], [-0.1, -0.1, -0.1]], np.float32)
    assert np.isfinite(strong(effect).apply(beyond)).all()


@EFFECTS
def test_that_it_comes_back_from_json_as_it_was(effect):
    one = strong(effect)
    assert effect.from_json(json.loads(json.dumps(one.to_json()))) == one


@EFFECTS
def test_that_an_editor_finds_all_it_needs(effect):
    assert effect.label
    assert effect.group
    assert effect.summary.endswith(".")
    names = [parameter.name for parameter in effect.parameters()]
    assert names == [field.name for field in dataclasses.fields(effect)]
    for parameter in effect.parameters():
        assert parameter.label, parameter.name
        assert getattr(effect(), parameter.name) == parameter.default
        if parameter.kind == "float":
            assert parameter.minimum <= parameter.default <= parameter.maximum
            assert 0 < parameter.step < parameter.maximum - parameter.minimum


def numbers(effect: type[Effect]) -> list[Parameter]:
    return [parameter for parameter in effect.parameters() if parameter.kind == "float"]


@EFFECTS
def test_that_numbers_beyond_their_range_are_refused_by_name(effect):
    for parameter in numbers(effect):
        with pytest.raises(ParameterError, match=rf"{effect.type_id}\.{parameter.name}: expected"):
            effect(**{parameter.name: parameter.maximum + 1})
        with pytest.raises(ParameterError, match=parameter.name):
            effect(**{parameter.name: float("nan")})


@EFFECTS
def test_that_an_unknown_parameter_is_refused_by_name(effect):
    with pytest.raises(ParameterError, match=r"parameters\.glitter: expected a parameter of"):
        effect.from_json({"glitter": 1})
    with pytest.raises(ParameterError, match="glitter"):
        effect().with_values(glitter=1)


def test_that_with_values_leaves_the_old_effect_alone():
    exposure = REGISTRY.get("exposure")
    first = exposure(stops=1.0)
    assert first.with_values(stops=2.0) == exposure(stops=2.0)
    assert first.stops == 1.0
