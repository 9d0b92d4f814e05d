"""One panel a file: each joins widgets to the session."""
