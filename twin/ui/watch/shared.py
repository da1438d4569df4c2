"""The runs that others may watch, by their codes. Knows nothing of solara.

A frame is packed once by the session, and the words that go with it are made once a language:
those who watch share them, whatever their number. A run ends when its visitor stops sharing it,
or does not come back from a reload.
"""

import secrets
import threading
from collections.abc import Callable
from typing import Any

from agents.knob import Words
from twin.errors import InputError
from twin.session import Picture, Session
from twin.ui.narrator import picture_words

#: Letters and digits that nobody mistakes for one another, and how many make a code.
LETTERS, LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 6
#: Runs that are shared on one server at once, and who may watch one of them.
MOST_RUNS, MOST_WATCHERS = 8, 120
#: Seconds a run waits for its visitor to come back from a reload.
GRACE = 20.0


class Ended(Exception):
    """The run that was watched is not shared any more."""


class SharedRun:
    """A session that others watch, under its code.

    To a stream it looks like a session: until it ends it has the newest picture of the city, and
    then ``error`` is :class:`Ended`.
    """

    def __init__(self, code: str, session: Session) -> None:
        """Open a session to those who know the code."""
        self.code, self.session, self.desk = code, session, session.desk
        self.district = session.model.world.district
        self.opening = session.trail.values[session.trail.past]
        self.opening_day = session.trail.hours[session.trail.past].day
        #: Where the page of whoever shares it stands in their browser: origin and root path.
        self.origin = ("", "")
        #: What sends its frames (``frames.py``), once somebody watches.
        self.broadcast: Any = None
        self.watchers = 0
        self.ended = False
        self._lock = threading.Lock()

    @property
    def outlet(self) -> "SharedRun":
        """Where the pictures are taken from."""
        return self

    @property
    def error(self) -> Exception | None:
        """What ended it, if anything did."""
        return Ended(self.code) if self.ended else self.session.error

    def newest(self, after: int, timeout: float) -> Picture | None:
        """Wait for a picture numbered above ``after``; None if none comes in ``timeout`` seconds.

        Whoever watches looks on: what they take is taken from nobody.
        """
        picture = None if self.ended else self.session.outlet.newest(after, timeout)
        return None if self.ended else picture

    def join(self) -> Callable[[], None]:
        """Count somebody who watches, until what is given back is called.

        Raises InputError where too many watch, or the run has just ended.
        """
        with self._lock:
            if self.ended:
                raise unknown(self.code)
            if self.watchers >= MOST_WATCHERS:
                allowed = Words(f"最多 {MOST_WATCHERS} 人旁观", f"{MOST_WATCHERS} who watch")
                raise InputError("too many watch this run", "", self.watchers + 1, allowed)
            self.watchers += 1
        return self._leave

    def _leave(self) -> None:
        with self._lock:
            self.watchers -= 1

    def end(self) -> None:
        """Show nothing more; who waits for a picture learns it once their waiting is over."""
        self.ended = True

    def words(self, picture: Picture, language: str) -> dict[str, Any]:
        """Give what goes with a frame, in a language; the card of a cell is its visitor's own."""
        title = self.district.title[language]
        return {
            "number": picture.number,
            **picture_words(picture, self.opening_day, language, "map_text", title=title),
            "playing": self.desk.playing,
            "card": None,
        }


class SharedRuns:
    """All shared runs of a server."""

    def __init__(self, grace: float = GRACE, most: int = MOST_RUNS) -> None:
        """Share ``most`` runs at once, and wait ``grace`` seconds for a visitor who reloads."""
        self.grace, self.most = grace, most
        self._runs: dict[str, SharedRun] = {}
        self._timers: dict[str, threading.Timer] = {}
        self._lock = threading.Lock()

    def share(self, session: Session) -> SharedRun:
        """Let others watch a session; one that is shared already keeps its code.

        Raises InputError where too many runs are shared on this server.
        """
        with self._lock:
            known = self._of(session)
            if known is not None:
                return known
            if len(self._runs) >= self.most:
                allowed = Words(f"同时最多 {self.most} 座城", f"{self.most} at once")
                raise InputError("too many runs are watched", "", len(self._runs) + 1, allowed)
            code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
            run = self._runs[code] = SharedRun(code, session)
            return run

    def of(self, session: Session) -> SharedRun | None:
        """Give the run under which a session is shared, None where it is not."""
        with self._lock:
            return self._of(session)

    def find(self, code: str) -> SharedRun:
        """Give the run of a code, however it is written. Raises InputError where there is none."""
        with self._lock:
            run = self._runs.get(code.strip().upper())
        if run is None:
            raise unknown(code)
        return run

    def stop(self, session: Session) -> None:
        """End the run of a session, if it is shared."""
        with self._lock:
            run = self._of(session)
            if run is None:
                return
            del self._runs[run.code]
            self._forget(run.code)
        run.end()

    def left(self, session: Session) -> None:
        """Note that the page of a session has gone: its run ends unless another takes it up."""
        with self._lock:
            run = self._of(session)
            if run is None:
                return
            self._forget(run.code)
            timer = threading.Timer(self.grace, self.stop, [session])
            timer.daemon = True
            self._timers[run.code] = timer
            timer.start()

    def taken_up(self, session: Session) -> None:
        """Note that a page shows a session (again)."""
        with self._lock:
            run = self._of(session)
            if run is not None:
                self._forget(run.code)

    def _of(self, session: Session) -> SharedRun | None:
        return next((run for run in self._runs.values() if run.session is session), None)

    def _forget(self, code: str) -> None:
        timer = self._timers.pop(code, None)
        if timer is not None:
            timer.cancel()


def unknown(code: str) -> InputError:
    """Give the refusal of a code under which nothing is shared (any more)."""
    allowed = Words(
        "分享者给的旁观码，或请他重新分享", "the code you were given, or ask for a new one"
    )
    return InputError("nothing to watch under this code", "/watch", code[:20], allowed)


#: Shared by all visitors of this server.
SHARED = SharedRuns()
