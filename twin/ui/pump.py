"""Carries the newest picture of a session to the page: frames fast, numbers slowly.

Frames go out as binary messages, past solara: writing reactive state from a running city faster
than the page renders freezes the page. At most three frames are on their way; the next leaves when
the browser has acknowledged one, so a slow laptop sees fewer frames and never old ones. Numbers go
out at most four times a second.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from twin.session import Desk, Numbered, Picture, Seen, Session

#: Frames on their way to the browser at most.
WINDOW = 3
#: A lost acknowledgement holds the stream up for at most this long, in seconds.
PATIENCE = 2.0
#: The shortest time between two frames and between two sets of numbers, in seconds.
FRAME_EVERY, NUMBERS_EVERY = 1 / 60, 0.25

Send = Callable[[dict[str, Any], list[bytes]], None]


#: What is shown, where it is only taken from somewhere.
Taken_co = TypeVar("Taken_co", bound=Numbered, covariant=True)


class Source(Protocol[Taken_co]):
    """Where pictures are taken from, as from an :class:`twin.session.Outlet`."""

    def newest(self, after: int, timeout: float) -> Taken_co | None:
        """Wait up to ``timeout`` seconds for a picture numbered above ``after``; None if none."""


class Playing(Protocol[Taken_co]):
    """What plays and leaves pictures: one city, or several by one clock, or a run of another."""

    desk: Desk

    @property
    def outlet(self) -> Source[Taken_co]:
        """Where its pictures are taken from."""

    @property
    def error(self) -> Exception | None:
        """What stopped it, if anything did."""


class Stream(Generic[Seen]):
    """The stream to one page: ``carry`` puts a picture on the wire, each of ``tells`` gets numbers.

    One that answers False had no time: where nothing newer comes, it gets them again. Runs on its
    own thread from :meth:`restart` (the browser is ready) to :meth:`close`.
    ``failed`` is called once if the city breaks down.
    """

    def __init__(
        self,
        session: Playing[Seen],
        carry: Callable[[Seen], None],
        every: float = FRAME_EVERY,
    ) -> None:
        """Make a stream that is not running; ``every`` is the shortest time between two frames."""
        self.session, self.every = session, every
        self.tells: list[Callable[[Seen], object]] = []
        self.failed: Callable[[Exception], None] = lambda error: None
        self._carry = carry
        self._bell = threading.Condition()
        self._in_flight: list[int] = []
        self._last = 0
        self._told_at = 0.0
        self._left: Seen | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def restart(self) -> None:
        """Send the newest picture again: the browser has (again) nothing to show."""
        with self._bell:
            self._last, self._told_at = 0, 0.0
            self._in_flight.clear()
            self._bell.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="twin-pump", daemon=True)
                self._thread.start()

    def acknowledge(self, number: int) -> None:
        """Note that the browser has frame ``number``, and with it all before."""
        with self._bell:
            self._in_flight[:] = [sent for sent in self._in_flight if sent > number]
            self._bell.notify_all()

    def close(self) -> None:
        """End the thread."""
        with self._bell:
            self._closed = True
            self._bell.notify_all()

    def _run(self) -> None:
        while not self._closed:
            self._wait_for_room()
            started = time.monotonic()
            picture = self.session.outlet.newest(self._last, timeout=1.0)
            if picture is not None:
                self._send(picture)
                self._tell(picture)
                time.sleep(max(0.0, started + self.every - time.monotonic()))
            elif self._left is not None:
                self._tell(self._left)
            elif self.session.error is not None:
                self.failed(self.session.error)
                return

    def _wait_for_room(self) -> None:
        def room() -> bool:
            return self._closed or len(self._in_flight) < WINDOW

        with self._bell:
            if not self._bell.wait_for(room, PATIENCE):
                self._in_flight.clear()

    def _send(self, picture: Seen) -> None:
        with self._bell:
            self._last = picture.number
            self._in_flight.append(picture.number)
        self._carry(picture)

    def _tell(self, picture: Seen) -> None:
        now = time.monotonic()
        if self.session.desk.at_rest() or now >= self._told_at + NUMBERS_EVERY:
            self._told_at = now
            answers = [tell(picture) for tell in tuple(self.tells)]  # panels come and go meanwhile
            self._left = picture if any(answer is False for answer in answers) else None


class Pump(Stream[Picture]):
    """The stream of one city: ``send`` takes its frames."""

    def __init__(self, session: Session, words: Callable[[Picture], dict[str, Any]]) -> None:
        """Make a pump that is not running; ``words`` gives the text that goes with a frame."""
        super().__init__(session, self._put)
        self.send: Send | None = None
        self._words = words

    def _put(self, picture: Picture) -> None:
        if self.send is not None:
            words = {"kind": "frame", "number": picture.number, **self._words(picture)}
            self.send(words, [picture.frame])
