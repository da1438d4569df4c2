"""One section of the page: a form, files that arrive, work that is done, news for the visitor."""

import logging
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from twin.errors import InputError, NotReady, TwinError
from twin.ui.data.space import SPACES, Space
from twin.ui.data.tray import Tray, announced
from twin.ui.data.work import Cancelled, Worker
from twin.workers import Function

LOG = logging.getLogger(__name__)
#: The thread that waits for a worker.
WORKING_THREAD = "twin-visitor-files"
#: What a section does: nothing, takes files, works, or is done.
IDLE, TAKING, WORKING, DONE = "idle", "taking", "working", "done"


@dataclass(frozen=True)
class News:
    """How a section stands: its stage, the share done, what was found or refused.

    ``number`` counts the uploads begun, so that the browser knows which one the news is of.
    """

    stage: str = IDLE
    share: float = 0.0
    number: int = 0
    found: Any = None
    refused: TwinError | None = None
    broken: str = ""


#: Makes a job of the files and the answers, given the space for what comes of it.
MakeJob = Callable[[Space, Tray, Mapping[str, Any]], Any]
#: Takes in what a job gave: (space, job, found) to what the page shows.
TakeIn = Callable[[Space, Any, Any], Any]


@dataclass(frozen=True)
class Kind:
    """What a section is for: endings it takes, how a job is made, done and taken in."""

    endings: Sequence[str]
    job: MakeJob
    function: Function
    take_in: TakeIn


class Desk:
    """A section of one visitor's page. ``tell`` gets its news, also from another thread."""

    def __init__(self, owner: str, kind: Kind) -> None:
        """Stand ready; nothing of the visitor's is there yet."""
        self.owner, self.kind = owner, kind
        self.tell: Callable[[News], object] = lambda news: None
        self.news = News()
        self._tray: Tray | None = None
        self._answers: Mapping[str, Any] = {}
        self._gone = False

    def order(self, order: Any) -> None:
        """Begin or finish, whichever ``order["name"]`` says. Raises KeyError for anything else."""
        orders: dict[str, Callable[[Any], None]] = {"begin": self.begin, "finish": self.finish}
        orders[order["name"]](order)

    def begin(self, order: Any) -> None:
        """Take an announcement: ``{"files": [{name, size}...], "answers": {...}}``."""
        if self.news.stage in (TAKING, WORKING):
            return
        self._say(News(TAKING, number=self.news.number + 1))
        with self._refusals():
            files = announced(order.get("files"), self.kind.endings)
            answers = order.get("answers")
            self._answers = answers if isinstance(answers, Mapping) else {}
            self._tray = Tray(SPACES.of(self.owner).new_folder(), files)

    def piece(self, order: Any, buffers: Sequence[Any] = ()) -> None:
        """Take a piece of a file: ``{"file": place}`` with one buffer."""
        if self._tray is None:
            return
        with self._refusals():
            for buffer in buffers:
                self._tray.take(int(order["file"]), bytes(buffer))

    def finish(self, _: Any = None) -> None:
        """Begin the work: every piece has been sent."""
        if self._tray is None:
            return
        tray = self._tray
        with self._refusals():
            tray.check()
            space = SPACES.of(self.owner)
            job = self.kind.job(space, tray, self._answers)
            self._tray = None
            self._say(replace(self.news, stage=WORKING))
            threading.Thread(
                target=self._work, args=(space, tray, job), name=WORKING_THREAD, daemon=True
            ).start()

    def leave(self) -> None:
        """End what is under way: the page has gone."""
        self._gone = True
        self._drop()

    def _drop(self) -> None:
        """Remove the files that have come so far."""
        if self._tray is not None:
            tray, self._tray = self._tray, None
            tray.remove()

    def _work(self, space: Space, tray: Tray, job: Any) -> None:
        with self._refusals():
            try:
                found = Worker().do(self.kind.function, job, self._hear)
            finally:
                tray.remove()
            shown = self.kind.take_in(space, job, found)
            self._say(News(DONE, 1.0, self.news.number, shown))

    def _hear(self, share: float) -> None:
        if self._gone:
            raise Cancelled
        if int(100 * share) != int(100 * self.news.share):
            self._say(replace(self.news, share=share))

    def _say(self, news: News) -> None:
        self.news = news
        self.tell(news)

    def _refusals(self) -> "_Refusals":
        return _Refusals(self)

    def refuse(self, error: BaseException) -> None:
        """Tell why it ends here: in words, or as a number that is in the log."""
        self._drop()
        if isinstance(error, InputError | NotReady):
            self._say(News(number=self.news.number, refused=error))
            return
        number = secrets.token_hex(4)
        LOG.error("a visitor's files %s", number, exc_info=error)
        self._say(News(number=self.news.number, broken=number))


class _Refusals:
    """Hands what goes wrong inside to a desk: the frontier of a visitor's files."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        """Tell the visitor; only what ends the program goes on."""
        if error is None or not isinstance(error, Exception):
            return False
        if not isinstance(error, Cancelled):
            self.desk.refuse(error)
        return True
