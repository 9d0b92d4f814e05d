"""The built-in effects, one file each; :mod:`hairstudio.core.registry` lists them."""
