"""The command as a whole: help, versions, exit codes, interruption, closed pipes."""

from __future__ import annotations

import argparse
import errno
import io
import json
import math
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from hairsdk import Preset, cli
from hairsdk.cli import COMMANDS
from hairsdk.cli.command import fraction, moment, percent, positive
from hairsdk.cli.program import build_parser
from hairsdk.cli.progress import Progress


def test_that_every_subcommand_teaches_with_examples(run) -> None:
    for name in COMMANDS:
        result = run(name, "--help")
        assert result.code == 0
        assert f"hairsdk {name}" in result.out.split("examples:")[1]


def test_that_every_action_says_what_it_does() -> None:
    def actions(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
        for argument in parser._actions:
            if isinstance(argument, argparse._SubParsersAction):
                yield from argument.choices.values()

    for command in actions(build_parser()):
        for action in actions(command):
            assert action.description, action.prog


def test_that_help_lists_every_subcommand(run) -> None:
    shown = run("--help").out
    assert all(f"\n    {name} " in shown for name in COMMANDS)


def test_that_the_version_is_the_distributions(run) -> None:
    assert run("--version").out == f"hairsdk {version('hairsdk')}\n"


def test_that_no_command_prints_help_and_fails(run) -> None:
    result = run()
    assert result.code == 2
    assert "hairsdk recolor portrait.jpg" in result.err
    assert result.out == ""


@pytest.mark.parametrize(
    "args",
    [
        ("bleach",),
        ("recolor", "a.jpg"),
        ("recolor", "a.jpg", "b.jpg"),
        ("recolor", "a.jpg", "b.jpg", "--preset", "copper", "--strength", "2"),
        ("recolor", "a.jpg", "b.jpg", "--preset", "copper", "--quality", "0"),
        ("segment", "a.jpg", "b.png", "--threads", "none"),
        ("segment", "a.jpg", "b.png", "--threads", "2000"),
        ("video", "a.mp4", "b.mp4", "--preset", "copper", "--crf", "52"),
        ("video", "a.mp4", "b.mp4", "--preset", "copper", "--codec", "ffv1", "--crf", "3"),
        ("video", "a.mp4", "b.avi", "--preset", "copper"),
        # Path("") is the folder here: all its photos would be recoloured.
        ("recolor", "", "out", "--preset", "copper"),
        ("recolor", "a.jpg", "", "--preset", "copper"),
        ("bundle", "export", "copper", "-o", ""),
        ("presets", "show"),
        ("presets", "list", "copper"),
        ("lut",),
    ],
)
def test_that_wrong_usage_is_one_line_and_exit_code_2(run, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("hairsdk: error: ")
    assert result.err.count("\n") == 1
    assert "--help" in result.err


def test_that_an_option_in_front_is_shown_its_place(run) -> None:
    result = run("--preset", "copper", "recolor", "a.jpg", "b.jpg")
    assert "options follow the command: hairsdk recolor --preset (see" in result.err
    assert "options follow the command: hairsdk COMMAND -v (see" in run("-v").err


def test_that_numbers_are_checked_before_any_work() -> None:
    assert fraction("0.5") == 0.5
    assert (positive("12"), percent("100")) == (12, 100)
    times = "83.5", "1:23.5", "01:02:03", "0", "7."
    assert [moment(each) for each in times] == [83.5, 83.5, 3723.0, 0.0, 7.0]
    assert moment("9" * 400 + ":00:00") == math.inf  # which is no time in a film
    for bad in ("", "-1", "1:", ":5", "1:2:3:4", "1e3", "nan", "1,5", "1 s", "١"):
        with pytest.raises(argparse.ArgumentTypeError, match=re.escape(repr(bad))):
            moment(bad)
    for check, bad in ((fraction, "nan"), (fraction, "x"), (positive, "0"), (percent, "101")):
        with pytest.raises(argparse.ArgumentTypeError, match="expected a"):
            check(bad)


@pytest.mark.parametrize("importing", [False, True])
def test_that_ctrl_c_ends_quietly_with_130(
    importing: bool, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object) -> None:
        if importing:  # which then fails in its own words
            raise ImportError("initialization failed") from KeyboardInterrupt()
        raise KeyboardInterrupt

    monkeypatch.setattr("hairsdk.cli.presets.list_presets", interrupted)
    result = run("presets")
    assert (result.code, result.out, result.err) == (cli.INTERRUPTED, "", "")


def test_that_what_ctrl_c_throws_away_says_nothing() -> None:
    """As LiteRT does when it is put away."""
    program = """if True:
        import os, sys
        from hairsdk.cli import main, presets
        class Runtime:
            def __del__(self):
                os.write(2, b"INFO: DestroyAccelerator")
        def interrupted():
            runtime = Runtime()
            raise KeyboardInterrupt
        presets.list_presets = interrupted
        sys.argv[1:] = ["presets"]
        sys.exit(main())
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (cli.INTERRUPTED, b"", b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_that_a_command_that_is_ended_puts_away_what_is_half_done(name: str) -> None:
    program = f"""if True:
        import os, signal, sys
        from hairsdk.cli import main, presets
        def ended():
            try:
                os.kill(os.getpid(), signal.{name})
            finally:
                print("put away", flush=True)
        presets.list_presets = ended
        sys.argv[1:] = ["presets"]
        sys.exit(main())
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    code = cli.INTERRUPTED if name == "SIGINT" else -getattr(signal, name)
    assert (done.returncode, done.stdout, done.stderr) == (code, b"put away\n", b"")


INTERRUPTED_AT = """
import os, signal, sys
class Interrupter:
    def find_spec(name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupter)
from hairsdk.cli import main
sys.exit(main({args!r}))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("module", ["hairsdk.cli.program", "numpy", "cv2", "av"])
def test_that_ctrl_c_amid_the_start_leaves_no_traceback(module: str) -> None:
    program = INTERRUPTED_AT.format(module=module, args=["video", "--help"])
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_that_ctrl_c_does_nothing_where_it_was_ignored() -> None:
    """As a shell does for a job in the background."""
    program = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
    program += INTERRUPTED_AT.format(module="numpy", args=["presets"])
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_that_the_handler_of_a_program_that_calls_main_is_given_back(run) -> None:
    assert run("--version").code == 0
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_that_too_little_memory_is_an_error_and_no_traceback(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*args: object) -> None:
        raise MemoryError

    monkeypatch.setattr("hairsdk.cli.presets.list_presets", exhausted)
    result = run("presets")
    assert result.code == 1
    assert "not enough memory" in result.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGPIPE")
def test_that_too_few_threads_are_an_error_and_no_traceback(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*args: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("hairsdk.cli.presets.list_presets", exhausted)
    result = run("presets")
    assert result.code == 1
    assert result.err.startswith("hairsdk: error: can't start new thread: the system, or ")


@pytest.mark.parametrize("argument", ["--help", "doctor"])
def test_that_a_library_that_the_system_lacks_is_an_error_and_no_traceback(
    argument: str, tmp_path: Path
) -> None:
    lacking = "raise ImportError('libGL.so.1: cannot open shared object file', name='cv2')"
    (tmp_path / "cv2.py").write_text(lacking, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hairsdk", argument],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    words = "hairsdk: error: OpenCV cannot be loaded: libGL.so.1: cannot open shared object file"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(words) and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "error", ["ImportError('no', name='numpy')", "ModuleNotFoundError('no', name='cv2')"]
)
def test_that_another_failed_import_is_not_taken_for_a_library_that_the_system_lacks(
    error: str, tmp_path: Path
) -> None:
    (tmp_path / "cv2.py").write_text(f"raise {error}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hairsdk", "--help"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback")


def test_that_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    """`hairsdk lut inspect look.cube | head -1`, with a pipe that is closed before the start."""
    look = tmp_path / "look.cube"
    look.write_text("LUT_3D_SIZE 2\n" + "0 0 0\n" * 8, encoding="ascii")
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "hairsdk", "lut", "inspect", str(look)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writer)
    assert (done.returncode, done.stderr) == (cli.PIPE_CLOSED, b"")


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (OSError(errno.EINVAL, "Invalid argument"), cli.PIPE_CLOSED, ""),
        (OSError(errno.ENOSPC, "No space left"), 1, "hairsdk: error: No space left\n"),
    ],
)
def test_that_only_a_reader_that_goes_away_on_windows_ends_it_quietly(
    error: OSError,
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise error

        def flush(self) -> None:
            self.write("")

        def fileno(self) -> int:
            return descriptor

    descriptor = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "stdout", Closed())
    found = cli.main(["presets"])
    os.close(descriptor)
    assert (found, capsys.readouterr().err) == (code, words)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has it")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("args", ["--help", "--version", "recolor --help", "presets"])
def test_that_a_full_disk_shows_in_the_exit_code(args: str, unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "hairsdk", *args.split()],
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (1, b"hairsdk: error: No space left on device\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such descriptors")
def test_that_a_closed_stdout_is_no_obstacle() -> None:
    command = f"exec '{sys.executable}' -m hairsdk presets >&-"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows opens what is closed anew")
@pytest.mark.parametrize("args", ["presets show bleach", "presets --bleach", "pipe --size 1x1"])
def test_that_a_closed_stderr_leaves_no_errors_in_the_results(args: str) -> None:
    command = f"{sys.executable} -m hairsdk {args} 2>&- </dev/null"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.returncode in (1, 2)
    assert done.stdout == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows opens what is closed anew")
def test_that_no_file_takes_the_place_of_what_is_closed(tmp_path: Path) -> None:
    program = """if True:
        import os, sys
        from pathlib import Path
        from hairsdk.cli import main, presets
        def opened():
            with open("film", "wb") as film:
                Path("number").write_text(str(film.fileno()))
            return []
        presets.list_presets = opened
        sys.argv[1:] = ["presets"]
        sys.exit(main())
    """
    command = f"{sys.executable} -c '{program}' <&- >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, check=False)
    assert done.returncode == 0
    assert int((tmp_path / "number").read_text()) > 2


def test_that_names_which_the_terminal_cannot_show_are_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "Haar – 髪.cube").write_text("LUT_3D_SIZE 2\n" + "0 0 0\n" * 8, encoding="ascii")
    done = subprocess.run(
        [sys.executable, "-m", "hairsdk", "lut", "check", "Haar – 髪.cube"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.splitlines() == [rb"Haar \u2013 \u9aea.cube: sound, 2\xb3"]


@pytest.mark.parametrize("args", [("presets", "show"), ("lut", "inspect")])
def test_that_json_is_json_in_any_encoding(
    preset: Preset, tmp_path: Path, args: tuple[str, ...]
) -> None:
    name = "Café – 髪"
    look = tmp_path / "look.hairlook"
    replace(preset, name=name).save(look)
    cube = tmp_path / "look.cube"
    cube.write_text(f'TITLE "{name}"\nLUT_3D_SIZE 2\n' + "0 0 0\n" * 8, encoding="utf-8")
    source = look if args[0] == "presets" else cube
    done = subprocess.run(
        [sys.executable, "-m", "hairsdk", *args, str(source), "--json"],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert name in json.loads(done.stdout).values()


def test_that_a_command_loads_only_what_it_needs() -> None:
    """A list of looks must be instant: no runtime, no video decoder, no Qt."""
    program = (
        "import sys\n"
        "from hairsdk.cli import main\n"
        "main(['presets', 'show', 'copper'])\n"
        "heavy = {'ai_edge_litert', 'PyOpenColorIO', 'PySide6', 'torch', 'colour', 'av', 'scipy'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr == "[]\n"


def test_that_progress_is_shown_at_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Progress(3) as progress:
        progress.show(1, "a.jpg")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with Progress(3) as progress:
        progress.show(1, "a.jpg")
        progress.show(2, "b.jpg")
    shown = capsys.readouterr().err
    assert "1 of 3: a.jpg" in shown
    assert "2 of 3, 0 s left: b.jpg" in shown
    assert shown.endswith("\r\x1b[K")
