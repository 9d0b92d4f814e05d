"""Measurements: speed beside MediaPipe, a long run, edges and cuts. See `hairsdk bench`."""
