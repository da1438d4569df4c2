"""A progress bar on stderr, for people: silent where stderr is not a terminal."""

import signal
import sys
import threading
import time
from typing import TextIO

from agents.knob import Words

WIDTH = 30
#: Seconds before the time left is worth telling.
SOON = 3.0
LEFT = (
    (3600, Words("约剩 {0} 小时 {1} 分", "about {0} h {1} min left")),
    (60, Words("约剩 {0} 分 {1} 秒", "about {0} min {1} s left")),
)
LEFT_SECONDS = Words("约剩 {0} 秒", "about {0} s left")


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


class Progress:
    """A bar that is drawn when called with what is done and what there is to do.

    As a context it leaves the line clean at the end, also after Ctrl-C.
    """

    def __init__(self, what: str, stream: TextIO | None = None, words: str = "en") -> None:
        """Draw on ``stream`` (stderr), if it is a terminal; ``words`` is ``"zh"`` or ``"en"``."""
        self.what, self.words = what, words
        self.begun: float | None = None
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
        self.begun = self.begun or time.monotonic()
        share = int(100 * done / total) if total else 100
        if share == self.shown or not self.stream.isatty():
            return
        self.shown = share
        bar = "#" * (WIDTH * share // 100)
        left = time_left(time.monotonic() - self.begun, done, total, self.words)
        text = f"{self.what} [{bar:<{WIDTH}}] {share:3d} %  {done}/{total}  {left}"
        self.stream.write(f"\r{text.rstrip()}\x1b[K")
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


def time_left(spent: float, done: int, total: int, words: str) -> str:
    """Say how long the rest takes at the pace so far; nothing in the first seconds or at the end.

    >>> time_left(100.0, 10, 25, "en"), time_left(100.0, 10, 25, "zh")
    ('about 2 min 30 s left', '约剩 2 分 30 秒')
    """
    if spent < SOON or not 0 < done < total:
        return ""
    seconds = round(spent * (total - done) / done)
    for size, text in LEFT:
        if seconds >= size:
            return text[words].format(seconds // size, seconds % size * 60 // size)
    return LEFT_SECONDS[words].format(seconds)
