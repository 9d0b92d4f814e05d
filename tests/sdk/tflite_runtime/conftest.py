"""These tests need the `tflite-runtime` extra, which cannot live beside numpy 2.

They are left uncollected elsewhere; CI runs them in an environment of their own.
"""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("tflite_runtime") else ["test_*.py"]
