"""The built-in looks: their recipes, and the commands that make and measure them.

``python -m hairstudio.core.looks --help`` lists the commands. A look starts as a design (a
colour ramp and levels, :mod:`.designs`); ``author`` solves its two stacks against the built-in
references and writes a recipe, plain JSON that the studio can edit; ``build`` bakes recipes
into presets, whose LUTs have the same bytes wherever it runs.
"""
