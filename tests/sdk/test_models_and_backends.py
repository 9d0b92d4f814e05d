"""Networks and the runtimes that open them, each failure with its own words."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from hairsdk import resources
from hairsdk.backends import choose, open_backend
from hairsdk.backends.flatbuffer import is_whole
from hairsdk.errors import (
    BackendError,
    BackendMissingError,
    DeviceError,
    ModelError,
    ModelNotFoundError,
    ParameterError,
)
from hairsdk.models import list_models, load_model, model_record


@pytest.fixture
def shelf(network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder with a manifest and two networks in it."""
    data = network.read_bytes()
    models: dict[str, Any] = {}
    for name in ("512", "256"):
        (tmp_path / f"hair_{name}.tflite").write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        models[name] = {"file": f"hair_{name}.tflite", "sha256": digest, "licence": "CC0-1.0"}
    (tmp_path / "manifest.json").write_text(json.dumps({"schema_version": 1, "models": models}))
    monkeypatch.setattr(resources, "models_dir", lambda: tmp_path)
    return tmp_path


@pytest.mark.usefixtures("shelf")
def test_that_networks_are_found_by_name_and_by_path(network: Path) -> None:
    assert list_models() == ["512", "256"]
    assert model_record("256")["licence"] == "CC0-1.0"
    assert load_model("512").data == network.read_bytes()
    assert load_model(str(network)).name == "darkness.tflite"
    assert load_model(network).record == {}


def test_that_a_manifest_beside_a_file_tells_of_exactly_that_file(
    network: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.tflite"
    own.write_bytes(network.read_bytes())
    entry = {
        "file": own.name,
        "licence": "mine",
        "sha256": hashlib.sha256(own.read_bytes()).hexdigest(),
    }
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"schema_version": 1, "models": {"own": entry}}))
    assert load_model(own).record == entry
    own.write_bytes(network.read_bytes() + b"\0")
    assert load_model(own).record == {}
    for other in ("{}", "no JSON", 9999 * "[", '{"schema_version": 1, "models": {"own": 1}}'):
        manifest.write_text(other)
        assert load_model(own).record == {}


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("model", "error", "words"),
    [
        ("521", ModelNotFoundError, r"no network '521': there are 256, 512, or give the path"),
        ("none.tflite", ModelNotFoundError, r"no such network file: none\.tflite"),
        ("some/where", ModelNotFoundError, "no such network file"),
        (Path("none"), ModelNotFoundError, "no such network file: none"),
        (512, ModelError, "a model is a name, as '512', or a path, found 512"),
        (bytes(1000), ModelError, r"or a path, found b'.{,40}'$"),
    ],
)
def test_that_a_network_that_is_not_there_is_named(
    model: Any, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        load_model(model)


def test_that_a_missing_network_is_a_file_not_found_error() -> None:
    with pytest.raises(FileNotFoundError):
        load_model("none.tflite")


def test_that_a_damaged_file_is_noticed_by_its_checksum(shelf: Path) -> None:
    path = shelf / "hair_512.tflite"
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match="is damaged: the manifest gives sha256"):
        load_model("512")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not valid JSON"),
        (9999 * "[", "is not valid JSON: it is nested too deeply"),
        ('{"schema_version": 9, "models": {}}', "expected schema_version 1, found 9"),
        ("[]", "expected schema_version 1, found None"),
        ('{"schema_version": 1, "models": []}', "expected an object at 'models'"),
        ('{"schema_version": 1, "models": {"512": {"file": "a"}}}', "models.512 lacks sha256"),
        (
            '{"schema_version": 1, "models": {"512": {"file": "../a", "sha256": ""}}}',
            "must be a bare file name",
        ),
    ],
)
def test_that_a_broken_manifest_is_named_with_its_field(text: str, words: str, shelf: Path) -> None:
    (shelf / "manifest.json").write_text(text)
    with pytest.raises(ModelError, match=words):
        load_model("512")


def test_that_an_installation_without_networks_says_so(shelf: Path) -> None:
    (shelf / "manifest.json").unlink()
    with pytest.raises(ModelNotFoundError, match="this installation has no networks"):
        load_model("512")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not a .tflite file"),
        (b"A text file, not a network.", "is not a .tflite file"),
        (b"\x89PNG\r\n\x1a\n and so on", "is not a .tflite file"),
    ],
)
def test_that_a_file_of_another_kind_is_refused(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "net.tflite"
    path.write_bytes(data)
    with pytest.raises(ModelError, match=words):
        load_model(path)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_that_a_truncated_network_is_refused(keep: float, network: Path) -> None:
    data = network.read_bytes()
    with pytest.raises(ModelError, match=r"net\.tflite is not a usable \.tflite network"):
        open_backend(data[: int(len(data) * keep)], "net.tflite", device="cpu")


def test_that_a_download_of_a_network_that_broke_off_is_told_in_one_line() -> None:
    with pytest.raises(ModelError, match=r"\.tflite network: truncated or damaged\Z"):
        open_backend(load_model("256").data[:100_000], "net.tflite", device="cpu")


def test_that_a_network_whose_names_are_no_text_is_refused(network: Path) -> None:
    data = network.read_bytes().replace(b"serving_default_args_0", b"serving_default_args_\xff")
    with pytest.raises(ModelError, match=r"net\.tflite is not a usable \.tflite network"):
        open_backend(data, "net.tflite", device="cpu")


def without(data: bytes, vector: int, field: int) -> bytes:
    """A network without a field of the first table in one of its model's vectors."""
    damaged = bytearray(data)

    def follow(place: int) -> int:
        return int(place + struct.unpack_from("<I", damaged, place)[0])

    def entry(table: int, number: int) -> int:
        start, *_ = struct.unpack_from("<i", damaged, table)
        return int(table - start + 4 + 2 * number)

    root = follow(0)
    (place,) = struct.unpack_from("<H", damaged, entry(root, vector))
    first = follow(follow(root + place) + 4)
    struct.pack_into("<H", damaged, entry(first, field), 0)
    return bytes(damaged)


def test_that_a_network_that_computes_nothing_has_failed(network: Path) -> None:
    # It has lost its operators: what it gives has no memory.
    backend = open_backend(without(network.read_bytes(), 2, 3), "net.tflite", device="cpu")
    with pytest.raises(BackendError, match="the network failed on the CPU: "):
        backend.infer(lambda tensor: tensor.fill(0.5), np.empty((64, 64), np.float32))
    backend.close()


def test_that_a_network_of_another_shape_is_refused_with_both_shapes(data: Path) -> None:
    wrong = (data / "networks" / "three_channels.tflite").read_bytes()
    words = r"expected one float32 input \(1, S, S, 4\).*found inputs float32 \(1, 64, 64, 3\)"
    with pytest.raises(ModelError, match=words):
        open_backend(wrong, "net.tflite", device="cpu")


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_that_the_network_computes_what_it_was_made_to(
    threads: int, network: Path, rng: np.random.Generator
) -> None:
    backend = open_backend(network.read_bytes(), "net", device="cpu", threads=threads)
    assert (backend.device, backend.size) == ("cpu", 64)
    assert f"{threads} thread" in backend.adapter
    given = rng.random((64, 64, 4), dtype=np.float32)
    found = np.empty((64, 64), np.float32)
    for _ in range(3):
        backend.infer(lambda tensor: np.copyto(tensor, given), found)
    darkness = 12 * (0.4 - given[..., :3] @ np.float32([0.2126, 0.7152, 0.0722]))
    expected = 1 / (1 + np.exp(-(darkness + 3 * given[..., 3])))
    np.testing.assert_allclose(found, expected, atol=1e-5)
    backend.close()


def test_that_a_network_opens_where_no_temporary_file_can_be_made(
    network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> None:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryFile", none)
    backend = open_backend(network.read_bytes(), "net", device="cpu")
    assert backend.size == 64
    backend.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"device": "cuda"}, "device 'cuda': choose one of auto, cpu, gpu"),
        ({"backend": "onnx"}, "backend 'onnx': choose one of auto, litert, tflite-runtime"),
        ({"threads": 0}, "threads must be a whole number from 1 to 1024, found 0"),
        ({"threads": 2**31}, "from 1 to 1024, found 2147483648"),
        ({"threads": 1.5}, "threads must be a whole number"),
        ({"precision": "int8"}, "precision 'int8': choose one of float16, float32"),
    ],
)
def test_that_arguments_outside_of_their_range_are_refused(
    arguments: dict[str, Any], words: str, network: Path
) -> None:
    with pytest.raises(ParameterError, match=words):
        open_backend(network.read_bytes(), "net", **arguments)


def test_that_numbers_of_numpy_are_numbers(network: Path) -> None:
    open_backend(network.read_bytes(), "net", device="cpu", threads=np.int64(2)).close()


@pytest.mark.parametrize(("limit", "cores", "taken"), [(1, 8, 1), (8, 2, 2), (8, 8, 4)])
def test_that_no_more_threads_are_taken_than_the_container_and_the_process_may_use(
    limit: int, cores: int, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # OpenCV looks up the limit of the container's cgroup, once for the process.
    monkeypatch.setattr("cv2.getNumberOfCPUs", lambda: limit)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: range(cores), raising=False)
    assert choose.default_threads() == taken
    assert choose.stream_threads() == max(taken - 1, 1)
    # macOS and Windows have no such thing.
    monkeypatch.delattr(os, "sched_getaffinity")
    assert choose.default_threads() == min(limit, 4)


def test_that_a_network_that_is_closed_is_let_go_of(network: Path) -> None:
    def opened() -> list[Any]:
        return [thing for thing in gc.get_objects() if type(thing).__name__ == "Interpreter"]

    others = len(opened())
    backend = open_backend(network.read_bytes(), "net", device="cpu")
    assert len(opened()) == others + 1
    backend.close()
    assert len(opened()) == others


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_that_a_runtime_that_is_not_installed_is_named_with_the_remedy(
    platform: str, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setitem(sys.modules, "tflite_runtime", None)
    monkeypatch.setitem(sys.modules, "tflite_runtime.interpreter", None)
    with pytest.raises(BackendMissingError, match=r"pip install 'hairsdk\[tflite-runtime\]'"):
        open_backend(network.read_bytes(), "net", backend="tflite-runtime")
    monkeypatch.setitem(sys.modules, "ai_edge_litert", None)
    monkeypatch.setitem(sys.modules, "ai_edge_litert.interpreter", None)
    with pytest.raises(ImportError, match="pip install 'ai-edge-litert'"):
        open_backend(network.read_bytes(), "net", backend="litert", device="cpu")


@pytest.mark.parametrize("device", ["cpu", "auto"])
def test_that_windows_without_the_libraries_of_cpp_is_told_which_it_needs(
    device: str, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Empty modules stand for compiled ones that cannot be loaded.
    for name in ("interpreter", "compiled_model"):
        monkeypatch.setitem(sys.modules, f"ai_edge_litert.{name}", ModuleType(name))
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(BackendMissingError, match=r"Visual C\+\+ Redistributable"):
        open_backend(network.read_bytes(), "net", device=device)


def test_that_without_any_runtime_the_remedy_is_told(
    network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BackendMissingError, match="no inference runtime is installed"):
        open_backend(network.read_bytes(), "net")


def test_that_tflite_runtime_has_no_gpu(network: Path) -> None:
    with pytest.raises(DeviceError, match="runs on the CPU only"):
        open_backend(network.read_bytes(), "net", backend="tflite-runtime", device="gpu")


NO_GPU = """
import logging, pathlib, sys
from hairsdk.backends import open_backend
from hairsdk.errors import DeviceError
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(name)s %(message)s")
data = pathlib.Path(sys.argv[1]).read_bytes()
print("auto runs on", open_backend(data, "net", device="auto").device)
try:
    open_backend(data, "net", device="gpu")
except DeviceError as error:
    print("gpu says", error)
"""


def test_that_without_a_gpu_auto_falls_back_and_gpu_tells_why(network: Path) -> None:
    # No Vulkan driver for this process, whatever the machine has.
    environment = {**os.environ, "VK_ICD_FILENAMES": "/dev/null", "VK_DRIVER_FILES": "/dev/null"}
    found = subprocess.run(
        [sys.executable, "-c", NO_GPU, str(network)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    first, second, third = found.stdout.splitlines()
    assert first.startswith("hairsdk running on the CPU: no usable GPU: ")
    assert second == "auto runs on cpu"
    assert third.startswith("gpu says no usable GPU: ")
    assert len(third) > len("gpu says no usable GPU: ")
    # LiteRT's own log, some forty lines, is not for users.
    assert "delegate" not in found.stderr


def test_that_auto_falls_back_where_litert_does_not_understand_where_it_is_itself(
    network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled_model = pytest.importorskip("ai_edge_litert.compiled_model")

    def refuse(data: bytes, options: object) -> None:
        raise TypeError("CreateEnvironment(): incompatible function arguments")

    monkeypatch.setattr(compiled_model.CompiledModel, "from_buffer", refuse)
    backend = open_backend(network.read_bytes(), "net", "litert")
    assert backend.device == "cpu"
    backend.close()


@pytest.mark.parametrize("name", ["256", "darkness"])
def test_that_a_file_that_was_cut_is_not_whole(name: str, network: Path) -> None:
    data = load_model(network if name == "darkness" else name).data
    assert is_whole(data) and is_whole(data + bytes(7))
    sizes = [*range(0, 2000, 37), *range(2000, len(data) - 64, 9973), len(data) - 64]
    assert not any(is_whole(data[:size]) for size in sizes if size < len(data) - 63)


@pytest.mark.parametrize(
    "text", [b"serving_default\0", b"args_0\0", b"min_runtime_version\0", b"main\0"]
)
def test_that_a_file_with_a_text_that_goes_on_behind_its_end_is_not_whole(
    text: bytes, network: Path
) -> None:
    # Names of signatures, tensors and metadata: tflite-runtime crashed.
    damaged = bytearray(network.read_bytes())
    damaged[damaged.index(text) - 1] = 0x7F
    assert not is_whole(bytes(damaged))


def test_that_a_file_whose_signature_has_lost_its_name_is_not_whole(network: Path) -> None:
    assert is_whole(without(network.read_bytes(), 2, 3))
    assert not is_whole(without(network.read_bytes(), 7, 2))


def table(field: int, inner: bytes) -> bytes:
    """With that field alone, of what stands behind it."""
    places = struct.pack("<2H", 6 + 2 * field, 8) + bytes(2 * field) + struct.pack("<H", 4)
    return struct.pack("<iI", -8, 4 + len(places)) + places + inner


def vector_of(inner: bytes) -> bytes:
    """Of one table."""
    return struct.pack("<2I", 1, 4) + inner


@pytest.mark.parametrize("field", [0, 1, 2, 3])
def test_that_a_file_whose_quantization_goes_on_behind_its_end_is_not_whole(field: int) -> None:
    """With its least, greatest, scales or zero points."""
    for count in (1, 2):
        quantization = table(field, struct.pack("<Iq", count, 0)[: 12 if field == 3 else 8])
        model = table(2, vector_of(table(0, vector_of(table(4, quantization)))))
        assert is_whole(struct.pack("<I4s", 8, b"TFL3") + model) == (count == 1)


def test_that_a_file_with_a_field_beyond_its_table_is_not_whole() -> None:
    for size in (8, 4):
        model = struct.pack("<i4x3H", -8, 6, size, 4)
        assert is_whole(struct.pack("<I4s", 8, b"TFL3") + model) == (size == 8)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Where each number is read that is read of a file."""
    places: list[int] = []
    unpack = struct.unpack_from

    def counted(kind: str, buffer: bytes, at: int = 0) -> tuple[int, ...]:
        found = unpack(kind, buffer, at)
        places.extend([at] * len(found))
        return found

    monkeypatch.setattr(struct, "unpack_from", counted)
    return places


def test_that_a_table_is_looked_at_once_however_often_it_is_named(
    read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def vector(skipped: int) -> bytes:
        # Of tables that are all the one so many bytes behind it.
        return struct.pack("<301I", 300, *(4 * (300 - n) + skipped for n in range(300)))

    model = struct.pack("<I4s5H2xiI", 20, b"TFL3", 10, 8, 0, 0, 4, 12, 4)
    subgraph = struct.pack("<3H2xiI", 6, 8, 4, 8, 4)
    data = model + vector(8) + subgraph + vector(4) + struct.pack("<2Hi", 4, 4, 4)
    assert is_whole(data)
    assert max(read) == len(data) - 4
    assert len(read) < 1000
    # 256 MB of such vectors took minutes.
    read.clear()
    monkeypatch.setattr("hairsdk.backends.flatbuffer._REFERENCES", 200)
    assert not is_whole(data)
    assert len(read) < 300


def test_that_fields_that_no_table_has_are_not_looked_at(read: list[int]) -> None:
    # Many tables may name the same ones: a megabyte took minutes.
    assert is_whole(struct.pack("<I4si2H65530x", 8, b"TFL3", -4, 65534, 4))
    assert len(read) < 100
