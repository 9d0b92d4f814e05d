"""Both references onto the goal colour, by the colour engine's fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from hairsdk.errors import PresetError
from hairstudio.core import FitCancelled, Registry, Stack
from hairstudio.core.fit import FitProgress, fit, fittable
from hairstudio.core.hair import HairColour
from hairstudio.document.look import SIDES, Look, SideName
from hairstudio.services.control import Cancelled, TaskControl

__all__ = ["FitOutcome", "fit_look"]

translate = QCoreApplication.translate


@dataclass(frozen=True)
class FitOutcome:
    """A fitted look, and how near each side came (CIEDE2000)."""

    look: Look
    before: dict[SideName, float]
    after: dict[SideName, float]
    remark: str = ""


def fit_look(look: Look, registry: Registry, control: TaskControl) -> FitOutcome:
    """Move the parameters of both stacks until the hair has the goal's colour.

    A side without any effect that could be moved gets lightening, exposure and a tint first.
    Linked stacks are parted: one stack cannot bring light and dark hair to the same colour.

    Raises
    ------
    PresetError
        There is no goal, or no reference to fit on.
    FitError
        The fit has no answer.
    Cancelled
    """
    if look.goal is None:
        raise PresetError("choose a goal colour first")
    sides = [
        name
        for name in SIDES
        if (reference := look.side(name).reference) is not None and reference.has_hair
    ]
    if not sides:
        raise PresetError("there is no reference with hair to fit on: drop a photo into a slot")
    goal = replace(HairColour.of_colour(look.goal), spread=look.goal_spread)
    fitted = replace(look, linked=False)
    before: dict[SideName, float] = {}
    after: dict[SideName, float] = {}
    remarks = []
    for index, name in enumerate(sides):
        side = look.side(name)
        reference = side.reference
        if reference is None:
            continue
        stack = side.stack if fittable(side.stack) else _starter(side.stack, registry, look.goal)

        def report(
            step: FitProgress, start: float = index / len(sides), name: SideName = name
        ) -> None:
            control.progress(
                start + step.share / len(sides), f"{_title(name)}: ΔE {step.difference:.1f}"
            )

        control.progress(index / len(sides), _title(name))
        try:
            result = fit(
                stack,
                reference.image,
                reference.mask,
                goal,
                progress=report,
                cancelled=lambda: control.cancelled,
            )
        except FitCancelled as error:
            raise Cancelled from error
        fitted = fitted.with_side(name, replace(side, stack=result.stack))
        before[name], after[name] = result.before, result.after
        if result.at_bounds and result.after > 3.0:
            knobs = ", ".join(
                f"{stack.entries[knob.entry].title} {knob.name.replace('_', ' ')}"
                for knob in result.at_bounds[:3]
            )
            text = translate("Fit", "{0}: {1} reached the end of its range")
            remarks.append(text.format(_title(name), knobs))
    return FitOutcome(fitted, before, after, "; ".join(remarks))


def _title(side: SideName) -> str:
    return translate("Effects", "Light") if side == "light" else translate("Effects", "Dark")


def _starter(stack: Stack, registry: Registry, goal: tuple[float, float, float]) -> Stack:
    return (
        stack.append(registry.get("lighten")(amount=0.3))  # type: ignore[call-arg]
        .append(registry.get("exposure")())
        .append(registry.get("tint")(colour=goal, amount=0.7))  # type: ignore[call-arg]
    )
