"""What of Hair Studio PyInstaller does not find by its imports."""

from contextlib import suppress
from importlib.metadata import PackageNotFoundError

from PyInstaller.utils.hooks import collect_data_files, collect_submodules, copy_metadata

from hairstudio.app.crash import PACKAGES

# References, recipes, guide, translations and the icon.
datas = collect_data_files("hairstudio")

# What a crash report tells the versions of; OpenCV may be the one without windows.
for package in PACKAGES:
    with suppress(PackageNotFoundError):
        datas += copy_metadata(package)

# Effects are named in a table.
hiddenimports = collect_submodules("hairstudio.core.effects")
