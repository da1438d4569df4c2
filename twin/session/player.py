"""What plays on a thread of its own, one city or several: does jobs, steps, shows where it is."""

import logging
import threading
from abc import ABC, abstractmethod
from typing import ClassVar, Generic

from twin.errors import check_known
from twin.frame import LAYER_NAMES
from twin.session.desk import Desk, Job
from twin.session.picture import Gaze, Outlet, Seen


class Player(ABC, Generic[Seen]):
    """Plays for one visitor; what is asked of it may be asked from any thread, at once.

    ``error`` is what stopped it if anything did. A subclass says what an hour is and what is shown.
    """

    #: What its thread is called, and what the log calls it.
    THREAD: ClassVar[str]
    CALLED: ClassVar[str]

    def __init__(self, *jobs: Job) -> None:
        """Begin with these jobs: a subclass is ready before it calls this."""
        self.error: Exception | None = None
        self.desk = Desk()
        self.outlet: Outlet[Seen] = Outlet(self.desk.bell)
        self._gaze = Gaze()
        self.desk.leave(*jobs)
        threading.Thread(target=self._run, name=self.THREAD, daemon=True).start()

    def play(self) -> None:
        """Run on."""
        self._play(True)

    def pause(self) -> None:
        """Stop before the next hour, hours still owed included."""
        self._play(False)
        self.desk.leave(self._publish)

    def step(self, hours: int) -> None:
        """Go on ``hours`` hours, then stop."""
        self._play(False, owed=hours)

    def look(self, gaze: Gaze) -> None:
        """Pack this layer of the cells, and read this cell, from now on.

        Raises InputError for an unknown layer.
        """
        check_known(gaze.layer, LAYER_NAMES, "unknown layer", "map")
        self._gaze = gaze
        self.desk.leave(self._publish)

    def close(self) -> None:
        """Stop for ever."""
        self.desk.close()

    def _play(self, playing: bool, owed: int = 0) -> None:
        self.desk.play(playing, owed)

    def _run(self) -> None:
        try:
            while (work := self.desk.work()) is not None:
                jobs, step = work
                for job in jobs:
                    job()
                if step:
                    self._step()
                    if self.outlet.wanted or self.desk.at_rest():
                        self._publish()
        except Exception as error:  # the frontier of this thread: the page shows it, with an id
            self.error = error
            logging.getLogger(__name__).exception("%s of a visitor stopped", self.CALLED)

    def _publish(self) -> None:
        before = self.outlet.picture
        self.outlet.put(self._picture(before.number + 1 if before else 1))

    @abstractmethod
    def _step(self) -> None:
        """Go on one hour."""

    @abstractmethod
    def _picture(self, number: int) -> Seen:
        """Take a picture of the present hour."""
