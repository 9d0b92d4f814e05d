"""The licences that travel with a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hairsdk.bundle.model import CARD
from hairsdk.bundle.readme import cell
from hairsdk.models import list_models

__all__ = ["notices"]

_LICENCES = Path(__file__).with_name("licences")


def notices(document: dict[str, Any], has_card: bool) -> dict[str, bytes]:
    """Licence texts and `LICENSES/NOTICE.md`, which says what they are for.

    Parameters
    ----------
    document : dict
        The manifest so far.
    has_card : bool
        Whether the network's card travels along.
    """
    rows = [("shaders/, manifest.schema.json, README.md", "hairsdk", "Apache-2.0")]
    rows += [
        (f"looks/{look['id']}/, test/expected/{look['id']}.png", look["author"], look["licence"])
        for look in document["looks"]
    ]
    if document["target"] in ("android", "ios", "unity"):
        rows.append((f"{document['target']}/", "hairsdk", "Apache-2.0"))
    if document["target"] == "web":
        rows.append(("index.html, web/", "hairsdk", "Apache-2.0"))
        rows.append(("LiteRT.js inside index.html: see vendor/README.md", "Google", "Apache-2.0"))
    model = document["model"]
    if model is not None:
        names = f"{model['file']}, {CARD}" if has_card else model["file"]
        # A network of one's own is not hairsdk's.
        ours = "hairsdk; " if model["name"] in list_models() else ""
        rows.append((names, f"{ours}{model['data']}", model["licence"]))
    rows.append(
        (
            "test/frame.png, test/mask.png, test/stream/",
            "hairsdk, rendered with MakeHuman's CC0 base mesh",
            "CC0-1.0",
        )
    )
    lines = ["# Licences", "", "| files | by | licence |", "|---|---|---|"]
    lines += [f"| {' | '.join(cell(text or 'not stated') for text in row)} |" for row in rows]
    lines += ["", "The text of Apache-2.0 is in Apache-2.0.txt.", ""]
    return {
        "LICENSES/NOTICE.md": "\n".join(lines).encode("utf-8"),
        "LICENSES/Apache-2.0.txt": (_LICENCES / "Apache-2.0.txt").read_bytes(),
    }
