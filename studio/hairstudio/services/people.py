"""The people in a photo, told apart by their hair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hairsdk.errors import HairSdkError
from hairsdk.wear import heads_of
from hairstudio.document.reference import Mask, Pixels
from hairstudio.services.hair import FoundHair
from hairstudio.services.translate import translate

__all__ = ["Person", "of_one_person", "people_in"]

_LEAST_HAIR = 0.005
"""Part of a photo that the hair of who is not alone in it takes up: less is too small to judge."""


@dataclass(frozen=True, eq=False)
class Person:
    """One of the people in a photo.

    Attributes
    ----------
    mask : ndarray
        Of the photo's size.
    intensity : float
    """

    mask: Mask
    intensity: float


def people_in(image: Pixels, mask: Mask) -> list[Person]:
    """The people in a photo, who has the most hair first.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W, 3)
    mask : ndarray of float32, shape (H, W)
        The hair of all of them.

    Returns
    -------
    list of Person
        None where there is no hair.
    """
    people: list[Person] = []
    for head in heads_of(mask, image):
        own = np.zeros_like(mask)
        own[head.window.part] = head.mask
        if np.isfinite(head.intensity) and not (people and own.mean() < _LEAST_HAIR):
            people.append(Person(own, head.intensity))
    return people


def of_one_person(
    image: Pixels, found: FoundHair, person: int = 0, had: Mask | None = None, onward: int = 0
) -> tuple[Mask, str]:
    """The hair of one of the people in a photo: a reference has one intensity.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W, 3)
    found : FoundHair
    person : int
        From 0, who has the most hair.
    had : ndarray of float32, shape (H, W), optional
        The mask before: who has most of that hair is taken, in place of `person`.
    onward : int
        Whose hair is taken in their place: the next person's for 1, after the last the first's.

    Returns
    -------
    mask : ndarray
    remark : str

    Raises
    ------
    HairSdkError
        There is nobody to go on to.
    """
    people = people_in(image, found.mask)
    if len(people) < 2:
        if onward:
            raise HairSdkError(translate("HairFinder", "No second person was found in this photo."))
        return found.mask, found.remark
    text = translate(
        "HairFinder",
        "There are several people in this photo: the hair of one was taken. The picture's menu "
        "goes on to the next; paint with the brush (B) what is missing.",
    )
    if had is not None:
        person = int(np.argmax([np.vdot(each.mask, had) for each in people]))
        person = (person + onward) % len(people)
    return people[min(person, len(people) - 1)].mask, text
