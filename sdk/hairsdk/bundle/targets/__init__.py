"""The platforms that bundles are made for. A target is one module and one line here."""

from __future__ import annotations

from hairsdk.bundle.targets import android, generic, ios, unity, web
from hairsdk.bundle.targets.target import Target

__all__ = ["TARGETS", "Target"]

TARGETS: dict[str, Target] = {
    target.name: target
    for target in (generic.TARGET, android.TARGET, ios.TARGET, web.TARGET, unity.TARGET)
}
