"""What hairsdk, the colour engine and the document say in English, in the artist's language."""

from __future__ import annotations

import functools
import re

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from hairstudio.services.numbers import decimal_sign

__all__ = ["SAID", "retold"]

_FIELD = re.compile(r"\\\{\d\\\}")
_NUMBERS = re.compile(r"-?\d+(\.\d+)?(\.\.-?\d+(\.\d+)?)?")
"""One, or a range: 0.5..2."""
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_SUMMED = (
    (
        r"(?:Expecting|Extra data|Illegal|Invalid|Unterminated)(?:[^\n:]|'[^\n']+')*"
        r"(?:: '[^\n']*')?: line (\d+) column (\d+) \(char \d+\)",
        QT_TRANSLATE_NOOP("Errors", "line {0}, column {1}"),
    ),
    (
        r"'utf-8' codec can't decode .* in position (\d+)[-\d]*: .*",
        QT_TRANSLATE_NOOP("Errors", "no UTF-8 from byte {0} on"),
    ),
    (r"(\S+) is no date: .*", QT_TRANSLATE_NOOP("Errors", "{0} is no date")),
)
"""What Python's own parsers say to programmers, and what there is to know of it."""
_FAULT = "\n  "
"""What stands before each of several faults of a file, behind what is said of them all."""

# The first that fits is taken: what is more exact stands before what is less so. Texts that
# are in none of them stay as they are.
SAID = (
    # What a network runs on
    QT_TRANSLATE_NOOP("Errors", "{0}, XNNPACK, 1 thread"),
    QT_TRANSLATE_NOOP("Errors", "{0}, XNNPACK, {1} threads"),
    # Notes of photos
    QT_TRANSLATE_NOOP("Errors", "the first of its {0} pictures was taken"),
    QT_TRANSLATE_NOOP(
        "Errors", "CMYK was converted without its ink profile; colours may be a little off"
    ),
    QT_TRANSLATE_NOOP("Errors", "HDR with {0} becomes SDR, its highlights toned down"),
    QT_TRANSLATE_NOOP(
        "Errors", "its ICC profile has more to it than curves and a matrix; it counts as sRGB"
    ),
    # What a photo lost on its way into a file
    QT_TRANSLATE_NOOP("Errors", "{0} holds 8 bits a channel, the photo had {1}"),
    QT_TRANSLATE_NOOP("Errors", "{0} holds no transparency: the photo was laid on white"),
    QT_TRANSLATE_NOOP("Errors", "{0} holds no such ICC profile: the photo became sRGB"),
    QT_TRANSLATE_NOOP("Errors", "{0} holds at most {1} of {2}: the photo's was left out"),
    QT_TRANSLATE_NOOP("Errors", "{0} holds no {1}: the photo's was left out"),
    QT_TRANSLATE_NOOP("Errors", "its EXIF was left out"),
    QT_TRANSLATE_NOOP("Errors", "its transparency was left out"),
    QT_TRANSLATE_NOOP("Errors", "its HDR gain map was left out"),
    QT_TRANSLATE_NOOP("Errors", "its depth was left out"),
    QT_TRANSLATE_NOOP("Errors", "what it has beyond 8 bits a channel was left out"),
    QT_TRANSLATE_NOOP("Errors", "its ICC profile, which is not for RGB, was left out"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} holds {1} pixels a side, the photo is {2} × {3}; write it as PNG or TIFF",
    ),
    # Notes of films
    QT_TRANSLATE_NOOP("Errors", "{0} bits a channel become 8"),
    QT_TRANSLATE_NOOP("Errors", "transparency is dropped"),
    QT_TRANSLATE_NOOP("Errors", "the film is interlaced, and is shown as if it were not"),
    QT_TRANSLATE_NOOP("Errors", "left out"),
    QT_TRANSLATE_NOOP("Errors", "other pictures ({0})"),
    QT_TRANSLATE_NOOP("Errors", "covers ({0})"),
    QT_TRANSLATE_NOOP("Errors", "sounds of other programmes ({0})"),
    QT_TRANSLATE_NOOP("Errors", "sounds of a kind that FFmpeg does not know ({0})"),
    QT_TRANSLATE_NOOP("Errors", "sounds whose beginning FFmpeg does not find ({0})"),
    QT_TRANSLATE_NOOP("Errors", "subtitles ({0})"),
    QT_TRANSLATE_NOOP("Errors", "data ({0})"),
    QT_TRANSLATE_NOOP("Errors", "attachments ({0})"),
    QT_TRANSLATE_NOOP("Errors", "what begins only amid the film"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "its sound is damaged near frame {0}, and perhaps later: such packets are left out",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "damaged at frame {0}, and perhaps later: such frames are what the decoder can make "
        "of them",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "its pixels change their shape at about frame {0}, which is not followed: cut the "
        "film there to keep both",
    ),
    QT_TRANSLATE_NOOP(
        "Errors", "its sound is uncompressed, which few programs play from an .mp4: write a .mov"
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "its size, {0}, is odd: that takes colours at full resolution, which few phones and "
        "browsers play. Make it even first, with ffmpeg's filter {1}",
    ),
    # Films that cannot be read
    QT_TRANSLATE_NOOP("Errors", "empty: the file has no bytes"),
    QT_TRANSLATE_NOOP("Errors", "empty: there is no frame in it"),
    QT_TRANSLATE_NOOP("Errors", "no film, or a damaged one: {0}"),
    QT_TRANSLATE_NOOP("Errors", "damaged after frame {0}: {1}"),
    QT_TRANSLATE_NOOP("Errors", "damaged: {0}"),
    QT_TRANSLATE_NOOP("Errors", "truncated: the film ends after frame {0}, at {1} s of {2} s"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "after frame {0} the times jump back from {1} s to {2} s: films that were put "
        "together as they are. Join them with 'ffmpeg -f concat'",
    ),
    QT_TRANSLATE_NOOP("Errors", "no frame is shown at {0} s or later: the film ends at {1} s"),
    QT_TRANSLATE_NOOP("Errors", "no picture in this file, {0}"),
    QT_TRANSLATE_NOOP("Errors", "only sound"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "the picture is of a kind that cannot be decoded here: convert the film first, to "
        "H.264 for one",
    ),
    QT_TRANSLATE_NOOP(
        "Errors", "its frames are {0}; at most {1} megapixels are read: scale it down"
    ),
    QT_TRANSLATE_NOOP("Errors", "frame {0} is {1}, those before it {2}: cut the film there"),
    # Films that cannot be written
    QT_TRANSLATE_NOOP("Errors", "{0} cannot hold the film's sound ({1}): {2}"),
    QT_TRANSLATE_NOOP("Errors", "write an .mkv"),
    QT_TRANSLATE_NOOP("Errors", "write a .mov"),
    QT_TRANSLATE_NOOP("Errors", "convert it first, as '{0}' does"),
    QT_TRANSLATE_NOOP("Errors", "{0}; the whole film is {1}: rename it"),
    # Photos that cannot be read
    QT_TRANSLATE_NOOP("Errors", "{0} is a folder, a photo was expected"),
    QT_TRANSLATE_NOOP("Errors", "{0} is empty (0 bytes)"),
    QT_TRANSLATE_NOOP("Errors", "{0} is {1}; photos are read as {2}"),
    QT_TRANSLATE_NOOP(
        "Errors", "{0} is in the {1} format: pip install 'hairsdk[heif]' brings the reader"
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} is a {1} that would be misread: {2}"),
    QT_TRANSLATE_NOOP(
        "Errors", "{0} is {1} pixels; at most {2} megapixels are read: scale it down"
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} has no pixels: its {1} header says {2}"),
    QT_TRANSLATE_NOOP("Errors", "{0} is truncated: the {1} file ends before its picture does"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} is a {1} of more than {2} scans, which would take hours to read: save it anew",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} is damaged, or of a kind of {1} that is not read; where another program opens it, "
        "save it there as PNG",
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} has {1} channels; 1, 3 or 4 are understood"),
    QT_TRANSLATE_NOOP("Errors", "{0} has {1} samples; save it with 8 or 16 bits a channel"),
    QT_TRANSLATE_NOOP("Errors", "it is a raw photo; develop it, and save it as JPEG, PNG or TIFF"),
    QT_TRANSLATE_NOOP("Errors", "its colours are CIE Lab; save it as RGB"),
    QT_TRANSLATE_NOOP(
        "Errors", "its 16-bit channels lie in planes; save it interleaved, or as PNG"
    ),
    QT_TRANSLATE_NOOP("Errors", "its inks have 16 bits; save it with 8, or as RGB"),
    QT_TRANSLATE_NOOP("Errors", "its compression is number {0}; save it with LZW, or as PNG"),
    QT_TRANSLATE_NOOP(
        "Errors", "its 16-bit grey is stored as a negative; save it with 0 as black, or as PNG"
    ),
    QT_TRANSLATE_NOOP(
        "Errors", "its 16-bit colours have fewer than three channels; save it as RGB, or as PNG"
    ),
    QT_TRANSLATE_NOOP("Errors", "its largest value is {0}; save it with 255 or 65535"),
    QT_TRANSLATE_NOOP("Errors", "a JPEG XL picture"),
    QT_TRANSLATE_NOOP("Errors", "a Photoshop document"),
    QT_TRANSLATE_NOOP("Errors", "a BigTIFF"),
    QT_TRANSLATE_NOOP("Errors", "a raw photo"),
    QT_TRANSLATE_NOOP("Errors", "a PDF document"),
    QT_TRANSLATE_NOOP("Errors", "an OpenEXR picture"),
    QT_TRANSLATE_NOOP("Errors", "a Radiance HDR picture"),
    QT_TRANSLATE_NOOP("Errors", "a ZIP archive"),
    QT_TRANSLATE_NOOP("Errors", "a video ({0} or {1})"),
    QT_TRANSLATE_NOOP("Errors", "a video ({0})"),
    QT_TRANSLATE_NOOP("Errors", "an SVG drawing"),
    QT_TRANSLATE_NOOP("Errors", "a text file"),
    QT_TRANSLATE_NOOP("Errors", "a file of no known picture format"),
    QT_TRANSLATE_NOOP("Errors", "{0} is a folder; drop a photo here"),
    QT_TRANSLATE_NOOP("Errors", "{0} is only {1} × {2} pixels: too small to use"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} is {1} × {2} pixels, the photo {3} × {4}; a mask must be of the photo's size",
    ),
    # Looks that were opened
    QT_TRANSLATE_NOOP(
        "Errors",
        "the light photo is not in this file; its intensity, {0}, is kept for the look",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "the dark photo is not in this file; its intensity, {0}, is kept for the look",
    ),
    QT_TRANSLATE_NOOP("Errors", "the light reference could not be read and was left out: {0}"),
    QT_TRANSLATE_NOOP("Errors", "the dark reference could not be read and was left out: {0}"),
    QT_TRANSLATE_NOOP("Errors", "the LUT {0} could not be taken over: {1}"),
    QT_TRANSLATE_NOOP(
        "Errors", 'the effect "{0}" is not installed; it is kept, but does nothing here'
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} has no recipe: its two LUTs stand as one effect each"),
    QT_TRANSLATE_NOOP("Errors", 'effect "{0}" of {1} was left out: {2}'),
    # Looks that cannot be read
    QT_TRANSLATE_NOOP("Errors", "cannot be read: {0}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} was made in a newer Hair Studio (recipe format {1}; this one reads up to {2}). "
        "Update Hair Studio to edit it",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} was made by a newer version (preset format {1}; this hairsdk reads up to {2}). "
        "Update hairsdk: pip install --upgrade hairsdk",
    ),
    QT_TRANSLATE_NOOP("Errors", "cannot read preset {0}: no such file or folder"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} is at most a part of a preset: name the folder that holds preset.json and both "
        "LUTs; of two LUTs 'hairsdk presets make' makes one",
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} is not a preset: there is no preset.json in it"),
    QT_TRANSLATE_NOOP("Errors", "{0} is not a readable {1} (zip) file: {2}"),
    QT_TRANSLATE_NOOP("Errors", "{0} is not a valid preset:"),
    QT_TRANSLATE_NOOP("Errors", "{0} is not valid JSON: {1}"),
    QT_TRANSLATE_NOOP("Errors", "{0} must hold an object, found {1}"),
    QT_TRANSLATE_NOOP("Errors", "preset {0} cannot be saved:"),
    QT_TRANSLATE_NOOP("Errors", "it is nested too deeply"),
    QT_TRANSLATE_NOOP("Errors", "{0} is half of a surrogate pair, no character"),
    QT_TRANSLATE_NOOP("Errors", "{0} is not a JSON number"),
    QT_TRANSLATE_NOOP("Errors", "{0} is too large a number"),
    QT_TRANSLATE_NOOP("Errors", "top level"),
    QT_TRANSLATE_NOOP("Errors", "{0} is a required property"),
    QT_TRANSLATE_NOOP("Errors", "{0} is not of type {1}"),
    QT_TRANSLATE_NOOP("Errors", "{0} was expected"),
    QT_TRANSLATE_NOOP("Errors", "{0} should be non-empty"),
    QT_TRANSLATE_NOOP("Errors", "{0} is too long"),
    QT_TRANSLATE_NOOP("Errors", "{0} is less than the minimum of {1}"),
    QT_TRANSLATE_NOOP("Errors", "{0} is greater than the maximum of {1}"),
    QT_TRANSLATE_NOOP("Errors", "Additional properties are not allowed ({0} was unexpected)"),
    QT_TRANSLATE_NOOP("Errors", "Additional properties are not allowed ({0} were unexpected)"),
    QT_TRANSLATE_NOOP("Errors", "{0} does not match: {1}"),
    QT_TRANSLATE_NOOP("Errors", "{0} does not match {1}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "Name in code and on the command line: lower-case letters, digits, - and _, at most 64.",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "ISO 8601 date, as 2025-11-22, or date and time, as 2025-11-22T18:30:00Z.",
    ),
    QT_TRANSLATE_NOOP("Errors", "the two LUTs have different domains {0}"),
    QT_TRANSLATE_NOOP("Errors", "the thumbnail is not a PNG file"),
    QT_TRANSLATE_NOOP("Errors", "preset.json names {0} as lut.{1}, but it is missing"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} was changed after the preset was made: lut.sha256.{1} is {2}, the file has {3}",
    ),
    QT_TRANSLATE_NOOP("Errors", "lut.size is {0}, but {1} has size {2}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "the light intensity {0} must be above the dark one {1} (by 0.001 at least)",
    ),
    QT_TRANSLATE_NOOP("Errors", "the name is empty"),
    QT_TRANSLATE_NOOP("Errors", "the field {0} is missing"),
    QT_TRANSLATE_NOOP("Errors", "unknown field"),
    QT_TRANSLATE_NOOP("Errors", "the recovery copy in {0} is damaged: {1}"),
    QT_TRANSLATE_NOOP("Errors", "the safety copy of {0} is gone; another window had it"),
    QT_TRANSLATE_NOOP("Errors", "File is not a zip file"),
    QT_TRANSLATE_NOOP("Errors", "its size is not the one declared"),
    QT_TRANSLATE_NOOP("Errors", "it seems to begin before the zip does"),
    QT_TRANSLATE_NOOP("Errors", "{0} points outside of the archive; not read"),
    QT_TRANSLATE_NOOP("Errors", "{0} points outside of the folder; not read"),
    QT_TRANSLATE_NOOP("Errors", "{0} is a link or a special file; not read"),
    QT_TRANSLATE_NOOP("Errors", "{0} is encrypted"),
    QT_TRANSLATE_NOOP("Errors", "{0} is packed in another way than deflate; zip it anew"),
    QT_TRANSLATE_NOOP("Errors", "{0} holds {1} files, {2} allowed"),
    QT_TRANSLATE_NOOP("Errors", "{0} unpacks to {1} bytes, {2} allowed"),
    QT_TRANSLATE_NOOP("Errors", "{0} has {1} bytes, {2} allowed"),
    QT_TRANSLATE_NOOP("Errors", "{0} is in it twice"),
    QT_TRANSLATE_NOOP(
        "Errors", "preset id {0}: use lower-case letters, digits, '-' and '_', at most 64"
    ),
    # LUTs
    QT_TRANSLATE_NOOP("Errors", "is a binary file, not a .cube text file"),
    QT_TRANSLATE_NOOP("Errors", "is not text: {0}"),
    QT_TRANSLATE_NOOP("Errors", "no LUT_3D_SIZE: this is not a 3D .cube file"),
    QT_TRANSLATE_NOOP("Errors", "LUT_3D_SIZE stands here a second time"),
    QT_TRANSLATE_NOOP("Errors", "LUT_3D_SIZE needs one whole number, found {0}"),
    QT_TRANSLATE_NOOP("Errors", "LUT_3D_SIZE {0} is outside {1}"),
    QT_TRANSLATE_NOOP("Errors", "a row needs 3 numbers, found {0}"),
    QT_TRANSLATE_NOOP("Errors", "{0} needs {1} numbers, found {2}"),
    QT_TRANSLATE_NOOP("Errors", "{0} is not a number (a decimal comma? use a point)"),
    QT_TRANSLATE_NOOP("Errors", "{0} is not a number"),
    QT_TRANSLATE_NOOP("Errors", "{0} is not a finite number"),
    QT_TRANSLATE_NOOP("Errors", "{0} is not a finite 32-bit number"),
    QT_TRANSLATE_NOOP("Errors", "{0} is neither a keyword nor a row"),
    QT_TRANSLATE_NOOP("Errors", "more than {0} lines: no LUT has so many"),
    QT_TRANSLATE_NOOP("Errors", "a LUT of size {0} has {1} rows, here begins one too many"),
    QT_TRANSLATE_NOOP("Errors", "a LUT of size {0} has {1} rows, the file ends after {2}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "this is a 1D LUT (or has one in front), which cannot turn one hue into another; "
        "export the look as a 3D LUT",
    ),
    QT_TRANSLATE_NOOP("Errors", "{0}: export the LUT for full range (data levels)"),
    QT_TRANSLATE_NOOP(
        "Errors", "the domain is empty: its minimum {0} is not below its maximum {1}"
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} is no LUT that OpenColorIO can read: {1}"),
    QT_TRANSLATE_NOOP("Errors", "{0} gives values that are not finite numbers for plain colours"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} is {1} × {2} pixels, too small for a chart ({3} × {3}): save it in the size it "
        "was written, neither cropped nor scaled",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} holds no chart at its lower left: write one with File → Round trip, grade it, and "
        "save it in the same size, neither cropped nor scaled",
    ),
    # Swatches
    QT_TRANSLATE_NOOP("Errors", "{0} is truncated: it ends before its swatches do"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} holds no swatches that are read: .ase and .aco of Adobe, .gpl of GIMP",
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} has more than {1} swatches"),
    QT_TRANSLATE_NOOP("Errors", "a swatch needs red, green and blue in 0..255"),
    QT_TRANSLATE_NOOP("Errors", "a swatch has a value of {0}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} holds only inks (CMYK), which mean no colour without their profile: ask for its RGB "
        "or Lab swatches",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} holds only swatches of a colour model that is not read ({1}): ask for its RGB or Lab "
        "swatches",
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} holds no swatches"),
    # Fit and export
    QT_TRANSLATE_NOOP("Errors", "choose a goal colour first"),
    QT_TRANSLATE_NOOP(
        "Errors", "there is no reference with hair to fit on: drop a photo into a slot"
    ),
    QT_TRANSLATE_NOOP("Errors", "the mask shows no hair: paint some, or choose another photo"),
    QT_TRANSLATE_NOOP(
        "Errors", "there is nothing to fit: choose a number, colour or curve to move"
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} is called {1} in the bundle, where {2} is another look's id"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "the look's id {0} is a device on Windows, where no file can be called so; give it another",
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "the Light reference (intensity {0}) must be lighter than the Dark one ({1}); swap "
        "them (Look menu), or choose other photos",
    ),
    QT_TRANSLATE_NOOP("Errors", "type a name for the files"),
    QT_TRANSLATE_NOOP("Errors", "'{0}' cannot be the start of a file name"),
    QT_TRANSLATE_NOOP(
        "Errors", "'{0}' ends like a file, of which several are written: leave {1} out"
    ),
    QT_TRANSLATE_NOOP("Errors", "nothing to export: choose at least one kind of file"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} would be written over, and the photos and masks in it be lost: choose another folder "
        "or name",
    ),
    # Networks
    QT_TRANSLATE_NOOP("Errors", "no such network file: {0}"),
    QT_TRANSLATE_NOOP("Errors", "{0} is not a .tflite file"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "{0} is damaged: the manifest gives sha256 {1}, the file has {2}; reinstall hairsdk",
    ),
    QT_TRANSLATE_NOOP("Errors", "no usable GPU: {0}"),
    QT_TRANSLATE_NOOP("Errors", "LiteRT placed the network on the CPU instead"),
    QT_TRANSLATE_NOOP("Errors", "no inference runtime is installed: pip install ai-edge-litert"),
    # Files
    QT_TRANSLATE_NOOP("Errors", "cannot read {0}: no such file"),
    QT_TRANSLATE_NOOP("Errors", "cannot read {0}: it is a device or a pipe, no file"),
    QT_TRANSLATE_NOOP("Errors", "cannot read {0}: {1}"),
    QT_TRANSLATE_NOOP("Errors", "{0} is larger than the {1} bytes allowed"),
    QT_TRANSLATE_NOOP("Errors", "cannot write {0}: there is no folder {1}"),
    QT_TRANSLATE_NOOP("Errors", "cannot write {0}: a folder stands there"),
    QT_TRANSLATE_NOOP("Errors", "cannot write {0}: it is a device or a pipe, no file"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "cannot write {0}: with its LUTs and photos it has {1} bytes in {2} files, and {3} in {4} "
        "could be read again: take LUTs out of its stacks",
    ),
    QT_TRANSLATE_NOOP("Errors", "cannot write {0}: {1}"),
    QT_TRANSLATE_NOOP("Errors", "cannot encode {0}: {1}"),
    QT_TRANSLATE_NOOP("Errors", "cannot make folder {0}: {1}"),
    QT_TRANSLATE_NOOP("Errors", "cannot keep the LUTs of {0}: {1}"),
    QT_TRANSLATE_NOOP("Errors", "the settings in {0} cannot be written"),
    QT_TRANSLATE_NOOP(
        "Errors", "{0} cannot be moved to the trash: {1}; to be rid of it, delete {2} yourself"
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} cannot be put back: {1}"),
    QT_TRANSLATE_NOOP("Errors", "no such file"),
    QT_TRANSLATE_NOOP("Errors", "No such file or directory"),
    QT_TRANSLATE_NOOP("Errors", "Permission denied"),
    QT_TRANSLATE_NOOP("Errors", "No space left on device"),
    QT_TRANSLATE_NOOP("Errors", "Read-only file system"),
    QT_TRANSLATE_NOOP("Errors", "Is a directory"),
    QT_TRANSLATE_NOOP("Errors", "Not a directory"),
    QT_TRANSLATE_NOOP("Errors", "File exists"),
    QT_TRANSLATE_NOOP("Errors", "File name too long"),
    QT_TRANSLATE_NOOP("Errors", "Input/output error"),
    # Where in a file, and what stands there
    QT_TRANSLATE_NOOP("Errors", "{0}, line {1}"),
    QT_TRANSLATE_NOOP("Errors", "expected {0}, found {1}"),
    QT_TRANSLATE_NOOP("Errors", "17, 33 or 65"),
    QT_TRANSLATE_NOOP("Errors", "a number in {0}"),
    QT_TRANSLATE_NOOP("Errors", "a whole number in {0}"),
    QT_TRANSLATE_NOOP("Errors", "expected an object"),
    QT_TRANSLATE_NOOP("Errors", "this version reads up to {0}, found {1}; update hairsdk"),
    QT_TRANSLATE_NOOP("Errors", "an object with entries"),
    QT_TRANSLATE_NOOP("Errors", "an object of parameters"),
    QT_TRANSLATE_NOOP("Errors", "an object"),
    QT_TRANSLATE_NOOP("Errors", "a parameter of {0}"),
    QT_TRANSLATE_NOOP("Errors", "a list"),
    QT_TRANSLATE_NOOP("Errors", "a value of kind {0}"),
    QT_TRANSLATE_NOOP("Errors", "one of {0}"),
    QT_TRANSLATE_NOOP("Errors", "true or false"),
    QT_TRANSLATE_NOOP("Errors", "a number"),
    QT_TRANSLATE_NOOP("Errors", "three numbers"),
    QT_TRANSLATE_NOOP("Errors", "three numbers in {0}"),
    QT_TRANSLATE_NOOP("Errors", "a value in {0}"),
    QT_TRANSLATE_NOOP("Errors", "a position in {0}"),
    QT_TRANSLATE_NOOP("Errors", "a colour such as {0} or three numbers in {1}"),
    QT_TRANSLATE_NOOP("Errors", "a path, or an empty string for none"),
    QT_TRANSLATE_NOOP("Errors", "a point [x, y]"),
    QT_TRANSLATE_NOOP("Errors", "a stop [position, colour]"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "one or more points [degrees, y] with degrees rising in {0}, 360 excluded",
    ),
    QT_TRANSLATE_NOOP("Errors", "two or more points [x, y] with x rising in {0}"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "two or more stops [position, colour] with positions rising in {0}",
    ),
    QT_TRANSLATE_NOOP("Errors", "{0} is damaged: {1}"),
    QT_TRANSLATE_NOOP("Errors", "{0} is missing"),
    QT_TRANSLATE_NOOP("Errors", "Bad CRC-32 for file {0}"),
    QT_TRANSLATE_NOOP("Errors", "preset {0}"),
)


def retold(text: str) -> str:
    """A text of hairsdk or the document in the window's language; as it is where it is unknown.

    Examples
    --------
    >>> retold("look.hairlook: preset.json is missing")  # in a German window # doctest: +SKIP
    'look.hairlook: preset.json fehlt'
    """
    if not text:
        return ""  # what most looks in a list say of themselves: spare them every pattern
    said, *faults = text.split(_FAULT)
    if faults:
        return _FAULT.join([retold(said), *map(_fault, faults)])
    for words, summary in _SUMMED:
        text = re.sub(words, functools.partial(_summed, str(summary)), text)
    if _THOUSANDS.fullmatch(text):
        return text.replace(",", QCoreApplication.translate("Errors", ",", "between thousands"))
    if _NUMBERS.fullmatch(text):
        return _POINT.sub(decimal_sign(), text)
    # What is said of a file or a field stands behind its name.
    starts = [0, *(colon.end() for colon in re.finditer(": ", text))]
    for said, pattern in _patterns():
        for start in starts:
            match = pattern.fullmatch(text, start)
            if match is not None:
                parts = (retold(part) for part in match.groups())
                place = retold(text[: start - 2]) + ": " if start else ""
                return place + QCoreApplication.translate("Errors", said).format(*parts)
    return text


def _fault(text: str) -> str:
    field, colon, said = text.partition(": ")
    return retold(field) + colon + retold(said)


def _summed(summary: str, match: re.Match[str]) -> str:
    return QCoreApplication.translate("Errors", summary).format(*match.groups())


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    texts = [str(said) for said in SAID]
    return tuple((said, re.compile(_FIELD.sub("(.+?)", re.escape(said)), re.S)) for said in texts)
