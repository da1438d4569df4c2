"""The runs of a lesson as a page needs them: in a worker, one class at a time, told as they come.

Whoever opens a lesson that another visitor is running waits for those runs and reads them: a class
of thirty makes each run once.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

import solara

from twin.lesson import Lesson, Results, make, read
from twin.ui.told import Tell, use_told

LOG = logging.getLogger(__name__)
#: The thread that waits for the worker.
THREAD = "twin-lesson"
#: Results of the lessons that were shown last, by name: the same for every visitor.
SHOWN: dict[str, Results] = {}


#: How the runs stand: not begun, waiting for another visitor's, under way, done, broken off.
IDLE, WAITING, GOING, DONE, BROKEN = "idle", "waiting", "going", "done", "broken"


@dataclass(frozen=True)
class News:
    """How the runs stand, days done of those there are, and what came of them."""

    stage: str = IDLE
    done: int = 0
    todo: int = 0
    results: Results | None = None

    @property
    def share(self) -> float:
        """The share that is done."""
        return self.done / self.todo if self.todo else 0.0


class Cancelled(Exception):
    """The visitor has gone."""


class Maker:
    """Makes the runs of one visitor's lesson; ``tell`` hears the news, from a thread."""

    #: One worker for all visitors of a server: the cities they watch come first.
    turn = threading.Lock()

    def __init__(self) -> None:
        """Stand ready; nothing is made yet."""
        self.tell: Callable[[News], None] = lambda news: None
        self._gone = False
        self._begun = False

    def begin(self, lesson: Lesson) -> None:
        """Make what is missing, once; what is there is told at once."""
        if self._begun:
            return
        self._begun = True
        threading.Thread(target=self._work, args=(lesson,), name=THREAD, daemon=True).start()

    def leave(self) -> None:
        """Make no more; the worker ends within a second."""
        self._gone = True

    def _look(self, done: int, todo: int) -> None:
        if self._gone:
            raise Cancelled
        self.tell(News(GOING if todo else WAITING, done, todo))

    def _work(self, lesson: Lesson) -> None:
        try:
            results = SHOWN.get(lesson.name) or self._made(lesson)
            self.tell(News(DONE, 1, 1, results))
        except Cancelled:
            return
        except Exception:  # the frontier of this thread: the page says so, the log says why
            LOG.exception("the runs of the lesson %s stopped", lesson.name)
            self.tell(News(BROKEN))

    def _made(self, lesson: Lesson) -> Results:
        results = read(lesson) or self._made_in_turn(lesson)
        if not results.failed:
            SHOWN[lesson.name] = results
        return results

    def _made_in_turn(self, lesson: Lesson) -> Results:
        while not self.turn.acquire(timeout=0.5):
            self._look(0, 0)
        try:
            return SHOWN.get(lesson.name) or make(lesson, 1, self._look)
        finally:
            self.turn.release()


def opening_news(lesson: Lesson) -> News:
    """Give the news of a page that opens: done where another visitor's results are still there."""
    results = SHOWN.get(lesson.name)
    return News() if results is None else News(DONE, 1, 1, results)


def worth_telling(before: News, now: News) -> bool:
    """Tell whether the page would change: a hundredth more is done, or the end has come."""
    return before.stage != now.stage or int(100 * before.share) != int(100 * now.share)


def use_runs(lesson: Lesson, wanted: bool) -> News:
    """Give the news of the runs of a lesson, begun once they are wanted."""
    maker: Maker = solara.use_memo(Maker, [])

    def listen(tell: Tell[News]) -> Callable[[], None]:
        last = [News()]

        def hear(new: News) -> None:
            if worth_telling(last[0], new) and tell(new):
                last[0] = new

        maker.tell = hear
        return maker.leave

    news: News = use_told(opening_news(lesson), listen)

    def begin() -> None:
        if wanted and news.results is None:
            maker.begin(lesson)

    solara.use_effect(begin, [wanted])
    return news
