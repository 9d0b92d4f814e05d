"""Colour spaces and differences in plain numpy, fast enough for the bake of a live slider.

Each formula is checked against colour-science in the tests; colour-science itself takes one to
two seconds to import and is not needed here.
"""
