"""What of Hair Studio PyInstaller does not find by its imports."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

# References, recipes, guide, translations and the icon.
datas = collect_data_files("hairstudio")

# Effects are named in a table.
hiddenimports = collect_submodules("hairstudio.core.effects")
