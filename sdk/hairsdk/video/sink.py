"""Where FFmpeg writes a film."""

from __future__ import annotations

import contextlib
import io
import os
from typing import Any, BinaryIO

__all__ = ["Sink"]


class Sink(io.RawIOBase):
    """A file for FFmpeg that remembers its first failure, which FFmpeg does not always tell."""

    def __init__(self, file: BinaryIO) -> None:
        self.error: OSError | None = None
        self._file = file
        # What PyAV reports in its own messages.
        self.name = file.name

    def write(self, data: Any) -> int:
        # Errors are kept, not raised: FFmpeg would make them "I/O error", or drop them.
        if self.error is None:
            with self._remembered():
                self._file.write(data)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        if self.error is None:
            with self._remembered():
                return self._file.seek(offset, whence)
        return 0

    def tell(self) -> int:
        return self._file.tell()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def finish(self) -> None:
        with self._remembered():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def close(self) -> None:
        self._file.close()
        super().close()

    @contextlib.contextmanager
    def _remembered(self) -> Any:
        try:
            yield
        except OSError as error:
            self.error = self.error or error
