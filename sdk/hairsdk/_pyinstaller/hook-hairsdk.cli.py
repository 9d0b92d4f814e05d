"""The subcommands, which `hairsdk` imports by name."""

from PyInstaller.utils.hooks import collect_submodules

hiddenimports = collect_submodules("hairsdk.cli")
