"""The look document: what the artist works on, its file, and its undo history.

``reference``  a photo with the mask of its hair
``look``       both references, both stacks, goal and description: immutable
``recipe``     a look as JSON and named files, and back
``hairlook``   a look as a ``.hairlook`` file, read and written through :class:`hairsdk.Preset`
``document``   the open look with its undo stack (Qt)
"""
