"""The program: command line, start, screenshots, crash report."""
