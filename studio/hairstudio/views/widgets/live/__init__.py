"""Widgets of the live preview: they know pictures and numbers, but no session."""
