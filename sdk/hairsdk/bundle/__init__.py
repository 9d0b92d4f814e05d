"""Mobile bundles: looks, textures, shaders and a network, ready for an app.

`hairsdk.bundle.export.export_bundle` makes one, `Bundle` reads one,
`hairsdk.bundle.check.check_bundle` says whether it is whole, and
`hairsdk.bundle.verify.verify_output` how far a port of the render step is from hairsdk's own.
"""

from __future__ import annotations

from hairsdk.bundle.bundle import Bundle, preset_in_bundle
from hairsdk.bundle.files import is_bundle

__all__ = ["Bundle", "is_bundle", "preset_in_bundle"]
