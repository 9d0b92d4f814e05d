"""What of hairsdk PyInstaller does not find by its imports."""

from PyInstaller.utils.hooks import collect_data_files, collect_dynamic_libs, copy_metadata

# The networks, the looks and the schemas; and `hairsdk.__version__`.
datas = collect_data_files("hairsdk") + copy_metadata("hairsdk")

# LiteRT and its WebGPU accelerator load each other by name. Those of its folders are for NPUs.
binaries = [
    (source, folder)
    for source, folder in collect_dynamic_libs("ai_edge_litert")
    if folder == "ai_edge_litert"
]
