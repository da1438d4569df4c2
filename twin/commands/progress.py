"""A progress bar on stderr, for people: silent where stderr is not a terminal."""

import signal
import sys
import threading
from typing import TextIO

WIDTH = 30


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


class Progress:
    """A bar that is drawn when called with what is done and what there is to do.

    As a context it leaves the line clean at the end, also after Ctrl-C.
    """

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        """Draw on ``stream`` (stderr), if it is a terminal."""
        self.what = what
        self.stream = sys.stderr if stream is None else stream
        self.shown = -1
        self.stopped = False

    def __call__(self, done: int, total: int) -> None:
        """Show ``done`` of ``total``; draws only when the bar has grown.

        Raises KeyboardInterrupt where Ctrl-C came at a moment that lost it (while a kernel was
        being loaded, say).
        """
        if self.stopped:
            raise KeyboardInterrupt
        share = int(100 * done / total) if total else 100
        if share == self.shown or not self.stream.isatty():
            return
        self.shown = share
        bar = "#" * (WIDTH * share // 100)
        self.stream.write(f"\r{self.what} [{bar:<{WIDTH}}] {share:3d} %  {done}/{total}")
        self.stream.flush()

    def __enter__(self) -> "Progress":
        """Start with nothing drawn, and note Ctrl-C from now on."""
        self._before = signal.getsignal(signal.SIGINT)
        if self._before is signal.default_int_handler and _in_main_thread():
            signal.signal(signal.SIGINT, self._stop)
        return self

    def _stop(self, *_: object) -> None:
        self.stopped = True
        raise KeyboardInterrupt

    def __exit__(self, *_: object) -> None:
        """Wipe the line, and leave Ctrl-C as it was."""
        if self._before is signal.default_int_handler and _in_main_thread():
            signal.signal(signal.SIGINT, self._before)
        if self.shown >= 0:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
