"""Many copies of one object with large arrays, which share the memory none of them has written to.

The arrays lie in a file that every copy maps for itself, copy on write: a copy costs what it
changes, and is there in milliseconds. May import the standard library only.
"""

import mmap
import pickle
import tempfile
import weakref
from typing import Any

#: Arrays begin at multiples of this, so that none is misaligned for any processor.
ALIGNED = 64


class Mould:
    """Holds an object pickled; :meth:`cast` gives equal ones."""

    def __init__(self, thing: Any) -> None:
        """Take the form of an object; what becomes of it later changes nothing here."""
        buffers: list[pickle.PickleBuffer] = []
        self._body = pickle.dumps(thing, protocol=5, buffer_callback=buffers.append)
        self._places: list[tuple[int, int]] = []
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as copies can be made
        weakref.finalize(self, self._file.close)
        for buffer in buffers:
            self._write(buffer.raw())
        self._file.write(b"\0")  # an empty file cannot be mapped
        self._file.flush()

    def cast(self) -> Any:
        """Give a copy that is nobody else's: writing to it changes no other."""
        whole = memoryview(mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_COPY))
        return pickle.loads(self._body, buffers=[whole[start:end] for start, end in self._places])  # noqa: S301 - dumped above

    def _write(self, raw: memoryview) -> None:
        start = -(-self._file.tell() // ALIGNED) * ALIGNED
        self._file.seek(start)
        self._file.write(raw)
        self._places.append((start, start + raw.nbytes))
