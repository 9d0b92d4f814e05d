"""What the studio does off the screen: rendering, finding hair, fitting, saving, exporting.

Services know the document and the colour engine, and no widget.
"""
