"""The side of a session that its own thread works on: the city, its tape, what is shown of it."""

from collections.abc import Mapping
from typing import Any

from twin.session.desk import Job
from twin.session.picture import Picture, Standing, take
from twin.session.player import Player
from twin.session.tape import Change, Entry, Tape
from twin.session.trail import Trail

Past = tuple[Tape, Trail]


class Stage(Player[Picture]):
    """A city on a thread of its own.

    ``trail`` is where the city has been since the opening, ``tape`` what was done to it since
    then.
    """

    THREAD, CALLED = "twin-session", "the city"

    def __init__(self, model: Any, opening: Any = None, past: Past | None = None) -> None:
        """Take over a model; :meth:`reset` goes back to ``opening``, by default its state now.

        ``past`` is what was done to it and measured of it before, where it comes from elsewhere.
        """
        self.model = model
        self.tape, self.trail = past or (Tape(model, opening or model.snapshot()), Trail(model))
        self.ordered = 0
        self._obeyed = 0
        self._goal: int | None = None
        super().__init__(self._publish)

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
        super()._play(playing, owed)

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

    def _step(self) -> None:
        self.tape.go_on(self.model)
        if int(self.model.world.now.hour) == 0:
            self.trail.note(self.model)
        if self._goal is not None and self.now >= self._goal:
            self._play(False)

    def _picture(self, number: int) -> Picture:
        values = self.trail.at(self.now)
        tape = self.tape
        standing = Standing(self._obeyed, tape.head, tape.turned())
        return take(self.model.world, number, values, self._gaze, standing)
