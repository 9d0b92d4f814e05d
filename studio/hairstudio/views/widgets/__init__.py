"""Reusable widgets: values and numpy arrays in, Qt signals out.

They know no document, so each can be shown and tested alone.

Modules
-------
theme            neutral palettes, dark and light; fonts and grid
editors/         one editor for each kind of parameter; ``make_editor``
stack_view       a stack of effects with their editors; emits intents
viewer/          before/after picture: wipe, zoom, masks, brush, eyedropper
intensity_scale  black to white with the two references on it
swatch           a patch of colour; the read-out of the goal
scopes/          histogram, chroma plane, lattice, gamut shares
gallery          the look on many heads
looks_browser    the looks on the shelf
"""
