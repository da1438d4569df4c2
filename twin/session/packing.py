"""Keeps the state of a city small: as its difference from another state, compressed.

What a district holds in 39 MB differs from its opening by 4 to 6 MB once compressed. That takes a
third of a second, on a thread of its own, so that the city does not stop for it. Until then the
state is held whole: in a room where many play, only a few are at a time.
"""

import threading
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: A state of fewer bytes is kept as it is: packing it would not be worth the work.
SMALL = 2_000_000
#: zlib's fastest: higher levels take several times as long for a tenth less.
LEVEL = 1
#: Bytes that are compressed in one go, and how many times smaller a state usually gets.
PIECE, USUAL = 1_000_000, 8
#: States that are packed at once, of all cities of a server.
MOST_AT_WORK = 2

_AT_WORK = threading.BoundedSemaphore(MOST_AT_WORK)
Rows = NDArray[Any]


def is_free() -> bool:
    """Tell whether a further state would be packed at once; if not, it is better not kept."""
    if not _AT_WORK.acquire(blocking=False):
        return False
    _AT_WORK.release()
    return True


def size_of(moment: Any) -> int:
    """Give the bytes of a state's tables."""
    return sum(int(rows.nbytes) for rows in moment.world.tables.values())


class Packed:
    """A state, kept as its difference from ``base``; :meth:`moment` gives it back to the byte."""

    def __init__(self, moment: Any, base: Any) -> None:
        """Begin to pack a state; it can be asked for at once."""
        self._moment, self._base = moment, base
        self._tables: dict[str, tuple[bytes, Any]] = {}
        self._lock = threading.Lock()
        # the base itself is held anyway, for everyone who begins there
        self._size = 0 if moment is base else size_of(moment)
        if self._size > SMALL:
            self._size //= USUAL
            threading.Thread(target=self._pack, name="twin-pack", daemon=True).start()

    @property
    def size(self) -> int:
        """Bytes it takes; as long as it is being packed, what that usually comes to."""
        with self._lock:
            return self._size

    @property
    def is_packed(self) -> bool:
        """Whether it has been packed."""
        with self._lock:
            return bool(self._tables)

    def moment(self) -> Any:
        """Give the state."""
        with self._lock:
            moment = self._moment
        if moment.world.tables:
            return moment
        base = self._base.world.tables
        tables = {
            name: unpack(packed, kind, base[name]) for name, (packed, kind) in self._tables.items()
        }
        return replace(moment, world=replace(moment.world, tables=tables))

    def _pack(self) -> None:
        with _AT_WORK:
            world = self._moment.world
            base = self._base.world.tables
            tables = {
                name: (pack(rows, base[name]), rows.dtype) for name, rows in world.tables.items()
            }
        emptied = replace(self._moment, world=replace(world, tables={}))
        with self._lock:
            self._moment, self._tables = emptied, tables
            self._size = sum(len(packed) for packed, _ in tables.values())


def pack(rows: Rows, base: Rows) -> bytes:
    """Give rows as their compressed difference from other rows of the same kind."""
    one, other = _bytes(rows), _bytes(base)
    press = zlib.compressobj(LEVEL)
    pieces = [
        press.compress(_differ(one[at : at + PIECE], other[at : at + PIECE]).tobytes())
        for at in range(0, len(one), PIECE)
    ]
    return b"".join([*pieces, press.flush()])


def unpack(packed: bytes, kind: Any, base: Rows) -> Rows:
    """Give back what :func:`pack` took; ``kind`` is the dtype of the rows."""
    difference = np.frombuffer(zlib.decompress(packed), np.uint8)
    return _differ(difference, _bytes(base)).view(kind)


def _bytes(rows: Rows) -> NDArray[np.uint8]:
    return np.ascontiguousarray(rows).view(np.ndarray).view(np.uint8).reshape(-1)


def _differ(one: NDArray[np.uint8], base: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Give one XOR base, as far as base goes; done twice, it gives one again."""
    result = np.array(one)
    shared = min(len(one), len(base))
    result[:shared] ^= base[:shared]
    return result
