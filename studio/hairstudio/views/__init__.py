"""The window: panels that show the session, and commands that change it."""
