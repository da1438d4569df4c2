"""A small picture of a layer of the map: one pixel a cell, as a PNG of a few kilobytes.

Colours are cividis (Nunez, Anderton & Renslow 2018), which reads the same with every kind of
colour vision. May import the standard library and numpy only.
"""

import struct
import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

#: Stops of the ramp from 0 to 1; what is outside the district is clear.
RAMP = ("#00204d", "#31446b", "#575d6d", "#7c7b78", "#a69d75", "#d3c164", "#ffea46")
CLEAR = 255


@cache
def palette() -> bytes:
    """Give 256 colours of three bytes: the ramp, and one that is clear."""
    stops = np.array([[int(stop[k : k + 2], 16) for k in (1, 3, 5)] for stop in RAMP], float)
    places = np.linspace(0, len(stops) - 1, CLEAR)
    drawn = [np.interp(places, np.arange(len(stops)), stops[:, k]) for k in range(3)]
    colours: bytes = np.rint(np.array(drawn).T).astype("u1").tobytes()
    return colours + b"\0\0\0"


def picture(
    tones: NDArray[np.uint8], x: NDArray[np.integer], y: NDArray[np.integer], size: tuple[int, int]
) -> bytes:
    """Give the PNG of ``tones`` (0 to 255, one a cell) at columns ``x`` and rows ``y``."""
    width, height = size
    pixels = np.full((height, width + 1), CLEAR, np.uint8)
    pixels[:, 0] = 0  # each row begins with its filter: none
    pixels[y, x + 1] = np.minimum(tones, CLEAR - 1)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"PLTE", palette()),
            chunk(b"tRNS", b"\xff" * CLEAR + b"\0"),
            chunk(b"IDAT", zlib.compress(pixels.tobytes(), 6)),
            chunk(b"IEND", b""),
        ]
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """Give a part of a PNG: its length, kind, content and checksum."""
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
