"""The local server of a bundle's page."""

from __future__ import annotations

import contextlib
import http.client
import mimetypes
import shutil
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hairsdk import Preset
from hairsdk.bundle.export import export_bundle
from hairsdk.bundle.serve import make_server
from hairsdk.errors import BundleError


@pytest.fixture
def served(web: Path, tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A bundle of its own, and the port that it is served on."""
    copy = tmp_path / "served"
    shutil.copytree(web, copy)
    with make_server(copy, 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield copy, server.server_address[1]
        server.shutdown()
        thread.join()


def asked(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_that_the_server_gives_what_the_manifest_lists_and_explains_the_rest(
    served: tuple[Path, int], preset: Preset, network: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bundle, port = served
    assert asked(port, "/manifest.json") == (200, (bundle / "manifest.json").read_bytes())
    for path in ("/../../etc/passwd", "/nothing", "/%2e%2e/secret"):
        assert asked(port, path)[0] == 404
    with socket.create_connection(("127.0.0.1", port)) as odd:
        odd.sendall(b"GET http://[bad HTTP/1.0\r\n\r\n")
        assert odd.recv(1000).startswith(b"HTTP/1.0 400 ")
    (bundle / "index.html").unlink()
    assert asked(port, "/") == (500, f"{bundle}: index.html is missing\n".encode())
    export_bundle([preset], bundle, "web", network)
    assert asked(port, "/") == (200, (bundle / "index.html").read_bytes())
    shutil.rmtree(bundle)
    assert asked(port, "/")[0] == 500
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("README.md", "text/plain; charset=utf-8"),
        ("shaders/recolor.frag.glsl", "text/plain; charset=utf-8"),
        ("manifest.json", "application/json"),
        ("test/frame.png", "image/png"),
        ("looks/test-look/dark.rgba16f.bin", "application/octet-stream"),
    ],
)
def test_that_browsers_are_told_what_a_file_is_and_to_ask_again(
    name: str, kind: str, served: tuple[Path, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle, port = served
    # As a program may have left the registry of Windows.
    monkeypatch.setattr(mimetypes, "guess_type", lambda name: ("text/plain", None))
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as page:
        page.request("HEAD", f"/{name}")
        answer = page.getresponse()
        assert (answer.status, answer.read()) == (200, b"")
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Length"] == str((bundle / name).stat().st_size)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_that_a_page_that_hangs_up_is_no_error(
    served: tuple[Path, int], capfd: pytest.CaptureFixture[str]
) -> None:
    _, port = served
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", port)) as page:
            # Nothing is sent any more: a reset is what the server sees of it.
            page.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            page.sendall(b"GET / HTTP/1.0\r\n\r\n")
            page.recv(1)
    assert asked(port, "/manifest.json")[0] == 200
    assert capfd.readouterr().err == ""


def test_that_a_bundle_without_a_page_or_network_is_refused(
    whole: Path, preset: Preset, tmp_path: Path
) -> None:
    with pytest.raises(BundleError, match="--target web"):
        make_server(whole, 0)
    with pytest.raises(BundleError, match="needs a network"):
        export_bundle([preset], tmp_path / "web", "web", None)
