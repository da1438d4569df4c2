"""The side of a session that its own thread works on: the city, its tape, what is shown of it."""

import logging
import threading
from collections.abc import Mapping
from typing import Any

from twin.session.desk import Desk, Job
from twin.session.picture import Gaze, Outlet, Picture, Standing, take
from twin.session.tape import Change, Entry, Tape
from twin.session.trail import Trail
from twin.session.turns import TURNS

Past = tuple[Tape, Trail]


class Stage:
    """A city on a thread of its own: does the jobs that are left on its desk, and steps.

    ``trail`` is where the city has been since the opening, ``tape`` what was done to it since
    then, ``error`` what stopped the city if anything did.
    """

    def __init__(self, model: Any, opening: Any = None, past: Past | None = None) -> None:
        """Take over a model; :meth:`reset` goes back to ``opening``, by default its state now.

        ``past`` is what was done to it and measured of it before, where it comes from elsewhere.
        """
        self.model = model
        self.tape, self.trail = past or (Tape(model, opening or model.snapshot()), Trail(model))
        self.error: Exception | None = None
        self.desk = Desk()
        self.outlet: Outlet[Picture] = Outlet(self.desk.bell)
        self.ordered = 0
        self._obeyed = 0
        self._goal: int | None = None
        self._gaze = Gaze()
        self.desk.leave(self._publish)
        threading.Thread(target=self._run, name="twin-session", daemon=True).start()

    @property
    def now(self) -> int:
        """The hour at which the city stands."""
        return int(self.model.world.now.tick)

    @property
    def log(self) -> list[Entry]:
        """What was done by hand up to the present hour."""
        return self.tape.log[: self.tape.done]

    def _order(self, job: Job) -> None:
        """Leave a job that is counted and followed by a picture."""

        def obey() -> None:
            job()
            self._obeyed += 1
            self._publish()

        with self.desk.bell:
            self.ordered += 1
            self.desk.leave(obey)

    def _play(self, playing: bool, owed: int = 0, goal: int | None = None) -> None:
        self._goal = goal
        self.desk.play(playing, owed)

    def _turn(self, levers: Mapping[str, float]) -> None:
        for name, value in levers.items():
            self._write(Change(self.now, name, value))

    def _write(self, entry: Entry) -> None:
        if self.tape.write(self.model, entry):
            self.trail = self.trail.cut(entry.tick)

    def _wind(self, tick: int) -> None:
        first = self.tape.frames[0].tick
        self.tape.wind(self.model, min(max(tick, first), self.tape.head))

    def _reopen(self) -> None:
        standing = self.tape.turned()
        self.model.restore(self.tape.opening)
        self.model.shocks = self.tape.frames[0].shocks
        self.tape, self.trail = Tape(self.model, self.tape.opening), Trail(self.model)
        self._turn(standing)

    def _run(self) -> None:
        try:
            while (work := self.desk.work()) is not None:
                jobs, step = work
                for job in jobs:
                    job()
                if step:
                    self._step()
        except Exception as error:  # the frontier of this thread: the page shows it, with an id
            self.error = error
            logging.getLogger(__name__).exception("the city of a visitor stopped")

    def _step(self) -> None:
        with TURNS:
            self.tape.go_on(self.model)
        if int(self.model.world.now.hour) == 0:
            self.trail.note(self.model)
        if self._goal is not None and self.now >= self._goal:
            self._play(False)
        if self.outlet.wanted or self.desk.at_rest():
            self._publish()

    def _publish(self) -> None:
        before = self.outlet.picture
        number = before.number + 1 if before else 1
        values = self.trail.at(self.now)
        tape = self.tape
        standing = Standing(self._obeyed, tape.head, tape.turned())
        self.outlet.put(take(self.model.world, number, values, self._gaze, standing))
