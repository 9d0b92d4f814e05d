"""Hair Studio: the application in which looks for :mod:`hairsdk` are made.

``hairstudio.core`` is the colour engine and knows no Qt; the rest is the application.
"""
