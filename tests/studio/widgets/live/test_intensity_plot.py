from __future__ import annotations

import math

import pytest
from PySide6.QtWidgets import QApplication

from hairstudio.views.widgets.live.plot import IntensityPlot


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_that_the_curve_scrolls_and_forgets_what_is_too_old(show) -> None:
    clock = Clock()
    plot = show(IntensityPlot(clock=clock), 320, 100)
    for second in range(40):
        clock.now = 100.0 + second
        plot.add(0.5, 0.5)
    first = plot.curve()[0]
    assert len(plot._points) <= 21
    clock.now += 2.0
    second = plot.curve()[0]
    assert second.at(second.size() - 1).x() < first.at(first.size() - 1).x()


def test_that_light_hair_stands_above_dark_hair(show) -> None:
    plot = show(IntensityPlot(), 320, 100)
    assert plot.y_of(0.9) < plot.y_of(0.1)
    assert 0 <= plot.y_of(1.0) < plot.y_of(0.0) <= 100


def test_that_frames_without_hair_break_the_curve(show) -> None:
    clock = Clock()
    plot = show(IntensityPlot(clock=clock), 320, 100)
    for value in (0.3, 0.3, math.nan, 0.6, 0.6):
        clock.now += 0.1
        plot.add(value, 0.5)
    assert len(plot.curve()) == 2


def test_that_intensity_and_position_are_said_in_words(show, qtbot) -> None:
    plot = show(IntensityPlot(), 320, 100)
    plot.set_references(0.7, 0.1)
    plot.add(0.42, 0.53)
    qtbot.waitUntil(lambda: "0.42" in plot.accessibleDescription(), timeout=2000)
    assert "53 %" in plot.accessibleDescription()


def test_that_a_narrow_plot_has_the_figures_alone(show) -> None:
    plot = show(IntensityPlot(), 320, 100)
    plot.add(0.42, 0.53)
    assert plot.words() == "intensity 0.42, position 53 %"
    plot.resize(160, 100)
    assert plot.words() == "0.42 · 53 %"
    plot.add(math.nan, math.nan)
    assert plot.words() == "no hair seen"


def test_that_the_references_and_the_curve_are_painted(show) -> None:
    clock = Clock()
    plot = show(IntensityPlot(clock=clock), 320, 100)
    empty = plot.grab().toImage()
    plot.set_references(0.7, 0.1)
    marked = plot.grab().toImage()
    clock.now += 1
    plot.add(0.4, 0.5)
    clock.now += 1
    plot.add(0.5, 0.6)
    assert empty != marked != plot.grab().toImage()


@pytest.mark.parametrize(("upper", "lower"), [(0.5, 0.49), (1.0, 0.99), (0.01, 0.0)])
def test_that_references_close_together_do_not_break_the_plot(
    show, upper: float, lower: float
) -> None:
    plot = show(IntensityPlot(), 320, 60)
    plot.set_references(upper, lower)
    plot.add(0.4, 0.5)
    assert not plot.grab().isNull()


def test_that_a_hidden_plot_costs_nothing(show, qtbot) -> None:
    plot = show(IntensityPlot(), 320, 100)
    plot.add(0.4, 0.5)
    plot.hide()
    qtbot.waitUntil(lambda: not plot._timer.isActive(), timeout=2000)
    plot.add(0.4, 0.5)
    assert not plot._timer.isActive()
    QApplication.processEvents()
