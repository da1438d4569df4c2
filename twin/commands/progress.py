"""A progress bar on stderr, for people: silent where stderr is not a terminal."""

import sys
from typing import TextIO

WIDTH = 30


class Progress:
    """A bar that is drawn when called with what is done and what there is to do.

    As a context it leaves the line clean at the end, also after Ctrl-C.
    """

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        """Draw on ``stream`` (stderr), if it is a terminal."""
        self.what = what
        self.stream = sys.stderr if stream is None else stream
        self.shown = -1

    def __call__(self, done: int, total: int) -> None:
        """Show ``done`` of ``total``; draws only when the bar has grown."""
        share = int(100 * done / total) if total else 100
        if share == self.shown or not self.stream.isatty():
            return
        self.shown = share
        bar = "#" * (WIDTH * share // 100)
        self.stream.write(f"\r{self.what} [{bar:<{WIDTH}}] {share:3d} %  {done}/{total}")
        self.stream.flush()

    def __enter__(self) -> "Progress":
        """Start with nothing drawn."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wipe the line."""
        if self.shown >= 0:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
