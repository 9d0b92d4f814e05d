"""The words of the colour engine, which knows no Qt, in the artist's language."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import Qt

from hairstudio.core.parameters import Parameter
from hairstudio.services.look_names import entry_name
from hairstudio.services.translate import translate

__all__ = [
    "WORDS",
    "menu_text",
    "one_line",
    "shortened",
    "tip_text",
    "titled",
    "translated",
    "word",
]

_SHORT = 20

# pyside6-lupdate collects them here; a test compares them with what the effects say.
WORDS = (
    QT_TRANSLATE_NOOP("Effects", "Hair"),
    QT_TRANSLATE_NOOP("Effects", "Light"),
    QT_TRANSLATE_NOOP("Effects", "Dark"),
    QT_TRANSLATE_NOOP("Effects", "Tone"),
    QT_TRANSLATE_NOOP("Effects", "Colour"),
    QT_TRANSLATE_NOOP("Effects", "Curves"),
    QT_TRANSLATE_NOOP("Effects", "Lighten"),
    QT_TRANSLATE_NOOP("Effects", "Dye"),
    QT_TRANSLATE_NOOP("Effects", "Gradient map"),
    QT_TRANSLATE_NOOP("Effects", "Tint"),
    QT_TRANSLATE_NOOP("Effects", "Highlight"),
    QT_TRANSLATE_NOOP("Effects", "Exposure"),
    QT_TRANSLATE_NOOP("Effects", "Contrast"),
    QT_TRANSLATE_NOOP("Effects", "White balance"),
    QT_TRANSLATE_NOOP("Effects", "Lift, gamma, gain"),
    QT_TRANSLATE_NOOP("Effects", "ASC CDL"),
    QT_TRANSLATE_NOOP("Effects", "Hue, chroma, lightness"),
    QT_TRANSLATE_NOOP("Effects", "Saturation"),
    QT_TRANSLATE_NOOP("Effects", "Channel mixer"),
    QT_TRANSLATE_NOOP("Effects", "Split toning"),
    QT_TRANSLATE_NOOP("Effects", "Gamut compression"),
    QT_TRANSLATE_NOOP("Effects", "Hue vs hue"),
    QT_TRANSLATE_NOOP("Effects", "Hue vs saturation"),
    QT_TRANSLATE_NOOP("Effects", "LUT from file"),
    QT_TRANSLATE_NOOP("Effects", "Bleach"),
    QT_TRANSLATE_NOOP("Effects", "Warmth"),
    QT_TRANSLATE_NOOP("Effects", "Open shadows"),
    QT_TRANSLATE_NOOP("Effects", "Amount"),
    QT_TRANSLATE_NOOP("Effects", "Gradient"),
    QT_TRANSLATE_NOOP("Effects", "Keep chroma"),
    QT_TRANSLATE_NOOP("Effects", "Shine"),
    QT_TRANSLATE_NOOP("Effects", "From"),
    QT_TRANSLATE_NOOP("Effects", "Softness"),
    QT_TRANSLATE_NOOP("Effects", "Pivot"),
    QT_TRANSLATE_NOOP("Effects", "Temperature"),
    QT_TRANSLATE_NOOP("Effects", "Lift"),
    QT_TRANSLATE_NOOP("Effects", "Lift level"),
    QT_TRANSLATE_NOOP("Effects", "Gamma"),
    QT_TRANSLATE_NOOP("Effects", "Gamma level"),
    QT_TRANSLATE_NOOP("Effects", "Gain"),
    QT_TRANSLATE_NOOP("Effects", "Gain level"),
    QT_TRANSLATE_NOOP("Effects", "Slope"),
    QT_TRANSLATE_NOOP("Effects", "Offset"),
    QT_TRANSLATE_NOOP("Effects", "Power"),
    QT_TRANSLATE_NOOP("Effects", "Hue"),
    QT_TRANSLATE_NOOP("Effects", "Chroma"),
    QT_TRANSLATE_NOOP("Effects", "Lightness"),
    QT_TRANSLATE_NOOP("Effects", "Vibrance"),
    QT_TRANSLATE_NOOP("Effects", "Red from red"),
    QT_TRANSLATE_NOOP("Effects", "Red from green"),
    QT_TRANSLATE_NOOP("Effects", "Red from blue"),
    QT_TRANSLATE_NOOP("Effects", "Green from red"),
    QT_TRANSLATE_NOOP("Effects", "Green from green"),
    QT_TRANSLATE_NOOP("Effects", "Green from blue"),
    QT_TRANSLATE_NOOP("Effects", "Blue from red"),
    QT_TRANSLATE_NOOP("Effects", "Blue from green"),
    QT_TRANSLATE_NOOP("Effects", "Blue from blue"),
    QT_TRANSLATE_NOOP("Effects", "Shadows"),
    QT_TRANSLATE_NOOP("Effects", "Shadow amount"),
    QT_TRANSLATE_NOOP("Effects", "Highlights"),
    QT_TRANSLATE_NOOP("Effects", "Highlight amount"),
    QT_TRANSLATE_NOOP("Effects", "Balance"),
    QT_TRANSLATE_NOOP("Effects", "Protect"),
    QT_TRANSLATE_NOOP("Effects", "Reach"),
    QT_TRANSLATE_NOOP("Effects", "Luma"),
    QT_TRANSLATE_NOOP("Effects", "Red"),
    QT_TRANSLATE_NOOP("Effects", "Green"),
    QT_TRANSLATE_NOOP("Effects", "Blue"),
    QT_TRANSLATE_NOOP("Effects", "Hue shift"),
    QT_TRANSLATE_NOOP("Effects", "File"),
    QT_TRANSLATE_NOOP("Effects", "Pheomelanin, the red pigment that bleach leaves longest."),
    QT_TRANSLATE_NOOP("Effects", "Lifts the deepest tones and spares their noise."),
    QT_TRANSLATE_NOOP("Effects", "What white hair would become."),
    QT_TRANSLATE_NOOP("Effects", "How much of the hair's own colour differences stays."),
    QT_TRANSLATE_NOOP("Effects", "Negative is matte."),
    QT_TRANSLATE_NOOP("Effects", "The tone that stays as it is."),
    QT_TRANSLATE_NOOP("Effects", "Positive is warmer."),
    QT_TRANSLATE_NOOP("Effects", "Positive is more magenta, negative greener."),
    QT_TRANSLATE_NOOP("Effects", "Shadows."),
    QT_TRANSLATE_NOOP("Effects", "Midtones."),
    QT_TRANSLATE_NOOP("Effects", "Highlights."),
    QT_TRANSLATE_NOOP("Effects", "The luma at which the two meet."),
    QT_TRANSLATE_NOOP("Effects", "Colours below this stay."),
    QT_TRANSLATE_NOOP("Effects", "The strength that lands on the edge."),
    QT_TRANSLATE_NOOP("Effects", "Bleach: black through red-brown and orange to pale yellow."),
    QT_TRANSLATE_NOOP("Effects", "A translucent colour: strong on light hair, faint on dark."),
    QT_TRANSLATE_NOOP("Effects", "Colours by lightness: shadows, midtones, highlights."),
    QT_TRANSLATE_NOOP("Effects", "Another colour at the same luminance."),
    QT_TRANSLATE_NOOP("Effects", "More shine on the light strands, or a matte finish."),
    QT_TRANSLATE_NOOP("Effects", "More or less light, in stops."),
    QT_TRANSLATE_NOOP("Effects", "Steepen or flatten the tones around a pivot."),
    QT_TRANSLATE_NOOP("Effects", "Warmer or cooler, greener or more magenta."),
    QT_TRANSLATE_NOOP("Effects", "Colour and level of shadows, midtones and highlights."),
    QT_TRANSLATE_NOOP(
        "Effects", "Slope, offset, power and saturation, as grades travel between tools."
    ),
    QT_TRANSLATE_NOOP("Effects", "Turn hue, scale chroma and move lightness, evenly to the eye."),
    QT_TRANSLATE_NOOP("Effects", "More or less colour; vibrance spares what is strong already."),
    QT_TRANSLATE_NOOP("Effects", "Make each channel from a mix of all three."),
    QT_TRANSLATE_NOOP("Effects", "One colour for the shadows, another for the highlights."),
    QT_TRANSLATE_NOOP("Effects", "Bring colours that are too strong back in, without hard edges."),
    QT_TRANSLATE_NOOP("Effects", "Tone curves for luma and for each channel."),
    QT_TRANSLATE_NOOP("Effects", "Move some hues and leave the others."),
    QT_TRANSLATE_NOOP("Effects", "More colour in some hues, less in others."),
    QT_TRANSLATE_NOOP("Effects", "Apply a .cube made elsewhere."),
    QT_TRANSLATE_NOOP("Effects", "The package that provides this effect is not installed."),
)


def word(text: str) -> str:
    """Name of an effect, group, parameter or side, or what explains it; else as it is."""
    return translate("Effects", text) if text else text


def menu_text(name: str) -> str:
    """A name as a menu takes it: a single ampersand there would mark the letter after it."""
    return name.replace("&", "&&")


def shortened(name: str) -> str:
    """The beginning of a long name, where there is no room for more of it."""
    return name if len(name) <= _SHORT else f"{name[: _SHORT - 1].rstrip()}…"


def one_line(text: str) -> str:
    """What was pasted into a field, which keeps ends of lines that it does not show."""
    return " ".join(part for line in text.splitlines() if (part := line.strip()))


def tip_text(name: str) -> str:
    """A name as a tooltip takes it, which would read ``<b>`` as markup."""
    if not Qt.mightBeRichText(name):
        return name
    return "<qt>" + escape(name).replace("\n", "<br>") + "</qt>"


def titled(name: str, label: str) -> str:
    """What an entry of a stack is called: the artist's own name stays as it is."""
    return entry_name(name) or word(label)


def translated(parameter: Parameter) -> Parameter:
    """A parameter that speaks the artist's language."""
    return replace(parameter, label=word(parameter.label), help=word(parameter.help))
