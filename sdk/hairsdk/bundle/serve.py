"""A local web server for a bundle's page."""

from __future__ import annotations

import http.server
import mimetypes
import os
import sys
import webbrowser
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from hairsdk.bundle.bundle import Bundle
from hairsdk.bundle.files import MANIFEST
from hairsdk.errors import BackendError, BundleError, HairSdkError

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
    with make_server(path, port) as server:
        # Not localhost: browsers take that for ::1 first, where another server may have the port.
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        sys.stdout.write(f"{path}: {address} (Ctrl-C ends it)\n")
        sys.stdout.flush()
        if browser:
            webbrowser.open(address)
        server.serve_forever()


def make_server(path: str | Path, port: int) -> http.server.ThreadingHTTPServer:
    """A server on this machine for the files of a bundle, each checked as it is read.

    The bundle is opened for each request: it may be exported anew meanwhile.

    Raises
    ------
    FileReadError, BundleError
        It is no bundle, or has no page.
    BackendError
        No port is to be had.
    """
    with Bundle(path) as bundle:
        if PAGE not in bundle.manifest["files"]:
            raise BundleError(
                f"{bundle.path} has no page: it was exported for {bundle.manifest['target']}; "
                "export with --target web"
            )

    class Handler(_Handler):
        bundle = Path(path)

    try:
        return _Server(("127.0.0.1", port), Handler)
    except (OSError, OverflowError):
        return _on_any_port(Handler)


def _on_any_port(handler: type[_Handler]) -> http.server.ThreadingHTTPServer:
    try:
        return _Server(("127.0.0.1", 0), handler)
    except OSError as error:
        raise BackendError(f"no port to serve on: {error}") from error


class _Server(http.server.ThreadingHTTPServer):
    # Windows would share a port with the server that has it already.
    allow_reuse_address = os.name != "nt"

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A page that is closed or loaded anew hangs up amid an answer.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(http.server.BaseHTTPRequestHandler):
    bundle: Path

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: requests are of no interest here."""

    def _answer(self, with_body: bool) -> None:
        kind, (status, data) = "text/plain", self._found()
        if status == HTTPStatus.OK:
            name = self._name()
            # Python's own table: in the system's, as Windows' registry, programs change entries.
            usual = mimetypes.MimeTypes().guess_type(name)[0] or "application/octet-stream"
            kind = _TYPES.get(Path(name).suffix) or usual
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_body:
            self.wfile.write(data)

    def _found(self) -> tuple[HTTPStatus, bytes]:
        """The file that is asked for, or why there is none."""
        try:
            name = self._name()
            with Bundle(self.bundle) as bundle:
                if name not in (MANIFEST, *bundle.manifest["files"]):
                    return HTTPStatus.NOT_FOUND, f"{name} is not in {self.bundle}\n".encode()
                return HTTPStatus.OK, bundle.read(name)
        except HairSdkError as error:
            return HTTPStatus.INTERNAL_SERVER_ERROR, f"{error}\n".encode()
        except ValueError as error:
            return HTTPStatus.BAD_REQUEST, f"{error}\n".encode()

    def _name(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/") or PAGE
