"""Widgets, panels and dialogs: everything the artist sees."""
