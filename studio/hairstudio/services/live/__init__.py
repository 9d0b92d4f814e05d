"""The live preview: sources of frames, the loop that recolours them, recording."""
