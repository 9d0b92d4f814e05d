"""Errors of the colour engine; all of them are :class:`hairsdk.errors.HairSdkError`.

HairSdkError
└── ColourEngineError
    ├── ParameterError (hairsdk's own, ValueError) out of range or of the wrong kind
    ├── StackError (ValueError)                    JSON that is no stack or no recipe
    ├── UnknownEffectError (StackError)            an effect that no installed package provides
    ├── PaletteError (ValueError)                  a file that holds no swatches that can be used
    └── FitError (ValueError)                      a fit was asked for that has no answer
        └── FitCancelled                           the caller asked it to stop
"""

from __future__ import annotations

from hairsdk import errors as sdk

__all__ = [
    "ColourEngineError",
    "FitCancelled",
    "FitError",
    "PaletteError",
    "ParameterError",
    "StackError",
    "UnknownEffectError",
    "in_words",
]


def in_words(error: Exception) -> str:
    """What an error says, without the number that the system gives it."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror} ({error.filename})" if error.filename else error.strerror
    return str(error)


class ColourEngineError(sdk.HairSdkError):
    """Base of all errors that the colour engine raises."""


class ParameterError(ColourEngineError, sdk.ParameterError):
    """A parameter's value is not of its kind or not in its range.

    Parameters
    ----------
    where : str
        Path of the field, such as ``entries[2].parameters.stops``.
    expected, found : str
        What belongs there and what stood there.
    """

    def __init__(self, where: str, expected: str, found: object) -> None:
        self.where = where
        self.expected = expected
        self.found = found
        super().__init__(f"{where}: expected {expected}, found {_short(found)}")


class StackError(ColourEngineError, ValueError):
    """The JSON of a stack or a recipe is not what it should be; the message names the field."""


class UnknownEffectError(StackError):
    """An effect that no installed package provides.

    Parameters
    ----------
    where : str
        Path of the field.
    type_id : str
        The effect asked for.
    known : tuple of str
        The effects there are.
    """

    def __init__(self, where: str, type_id: str, known: tuple[str, ...]) -> None:
        self.where = where
        self.type_id = type_id
        self.known = known
        super().__init__(
            f'{where}: unknown effect "{type_id}"; known: {", ".join(known)}. '
            "Install the package that provides it, or load with missing='keep'"
        )


class PaletteError(ColourEngineError, ValueError):
    """A file holds no swatches, or not such as can be used; the message names the file."""


class FitError(ColourEngineError, ValueError):
    """A fit was asked for that has no answer, such as one without any parameter to move."""


class FitCancelled(FitError):  # noqa: N818 - it is a wish, not a failure
    """The caller asked a running fit to stop."""


def _short(found: object) -> str:
    text = repr(found)
    return text if len(text) <= 80 else text[:77] + "..."
