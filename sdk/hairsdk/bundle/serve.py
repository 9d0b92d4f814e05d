"""A local web server for a bundle's page."""

from __future__ import annotations

import http.server
import mimetypes
import sys
import webbrowser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from hairsdk.bundle.bundle import Bundle
from hairsdk.errors import BackendError, BundleError

__all__ = ["make_server", "serve"]

PAGE = "index.html"
_TYPES = {".wgsl": "text/plain", ".glsl": "text/plain", ".md": "text/plain"}


def serve(path: str | Path, port: int = 8000, browser: bool = True) -> None:
    """Serve a bundle on this machine until interrupted, and open its page.

    Parameters
    ----------
    path : str or Path
        A bundle for the web: folder or zip.
    port : int
        Taken if it is free, else another.
    browser : bool
        Open the page in the user's browser.

    Raises
    ------
    FileReadError, BundleError
        It is no bundle, or has no page.
    """
    with Bundle(path) as bundle, make_server(bundle, port) as server:
        address = f"http://localhost:{server.server_address[1]}/"
        sys.stdout.write(f"{path}: {address} (Ctrl-C ends it)\n")
        sys.stdout.flush()
        if browser:
            webbrowser.open(address)
        server.serve_forever()


def make_server(bundle: Bundle, port: int) -> http.server.ThreadingHTTPServer:
    """A server on localhost for the files of a bundle, each checked as it is read.

    Raises
    ------
    BundleError
        The bundle has no page.
    BackendError
        No port is to be had.
    """
    if PAGE not in bundle.manifest["files"]:
        raise BundleError(
            f"{bundle.path} has no page: it was exported for {bundle.manifest['target']}; "
            "export with --target web"
        )

    class Handler(_Handler):
        source = bundle

    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except (OSError, OverflowError):
        return _on_any_port(Handler)


def _on_any_port(handler: type[_Handler]) -> http.server.ThreadingHTTPServer:
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    except OSError as error:
        raise BackendError(f"no port to serve on: {error}") from error


class _Handler(http.server.BaseHTTPRequestHandler):
    source: Bundle

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: requests are of no interest here."""

    def _answer(self, with_body: bool) -> None:
        name = unquote(urlsplit(self.path).path).lstrip("/") or PAGE
        try:
            data, status = self.source.read(name), 200
        except BundleError as error:
            listed = name in self.source.manifest["files"]
            data, status = f"{error}\n".encode(), 500 if listed else 404
        suffix = Path(name).suffix
        kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        kind = kind if status == 200 else "text/plain"
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_body:
            self.wfile.write(data)
