"""One clock for several cities: they begin at one moment and are never at different hours.

A row of cities differs in its levers only: same streets, same people, same luck (random draws are
keyed by seed, hour, decision and agent). One thread steps all of them, hour by hour, and shows a
picture of all at once. Whatever a city's levers become, the row begins again: what is seen is then
always the whole future under these levers, and never a mixture. Knows nothing of solara.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twin.errors import check_known
from twin.frame import LAYER_NAMES
from twin.session import Desk, Gaze, Hour, Outlet, Picture, Standing, Trail, hour_of, take

#: How many cities a row may have.
FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class Plan:
    """A city of the row: ``key`` stays with it when it changes place, ``levers`` are its policy."""

    key: int
    levers: Mapping[str, float]


@dataclass
class Side:
    """A city of the row as it runs: its plan, its model and where it has been."""

    plan: Plan
    model: Any
    trail: Trail


@dataclass(frozen=True)
class Row:
    """A picture of all cities at one hour, by their keys, in the order of the row."""

    number: int
    hour: Hour
    pictures: Mapping[int, Picture]


def begin(model: Any, moment: Any, levers: Mapping[str, float]) -> None:
    """Bring a model to a moment and turn the levers that stand otherwise there."""
    model.restore(moment)
    turn(model, levers)


def turn(model: Any, levers: Mapping[str, float]) -> None:
    """Turn the levers of a model that stand otherwise."""
    standing = model.levers()
    for name, value in levers.items():
        if value != standing[name]:
            model.set_lever(name, value)


class RowStage:
    """Several cities on one thread: does what is left on its desk, and steps all of them.

    ``error`` is what stopped them if anything did.
    """

    def __init__(self, found: Callable[[], Any], moment: Any, plans: Sequence[Plan]) -> None:
        """Begin at ``moment``; ``found`` gives one more model of that district and seed."""
        self.desk = Desk()
        self.outlet: Outlet[Row] = Outlet(self.desk.bell)
        self.error: Exception | None = None
        self.sides: tuple[Side, ...] = ()
        #: Where all begin, and go back to.
        self.moment = moment
        self._found = found
        self._gaze = Gaze()
        self.desk.leave(lambda: self._arrange(tuple(plans)), self._publish)
        threading.Thread(target=self._run, name="twin-lockstep", daemon=True).start()

    @property
    def start(self) -> int:
        """The hour at which all began, since the start of the run."""
        return int(self.moment.world.tick)

    @property
    def now(self) -> int:
        """The hour at which the cities stand."""
        return int(self.sides[0].model.world.now.tick) if self.sides else self.start

    def _arrange(self, plans: tuple[Plan, ...]) -> None:
        known = {side.plan.key: side for side in self.sides}
        again = any(plan.key not in known or known[plan.key].plan != plan for plan in plans)
        sides = [known.get(plan.key) or self._side(plan) for plan in plans]
        for side, plan in zip(sides, plans, strict=True):
            side.plan = plan
        self.sides = tuple(sides)
        if again:
            self._begin()

    def _side(self, plan: Plan) -> Side:
        model = self._found()
        return Side(plan, model, Trail(model))

    def _begin(self) -> None:
        for side in self.sides:
            begin(side.model, self.moment, side.plan.levers)
            side.trail = Trail(side.model)

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
            logging.getLogger(__name__).exception("the cities of a visitor stopped")

    def _step(self) -> None:
        for side in self.sides:
            side.model.step()
            if side.model.world.now.hour == 0:
                side.trail.note(side.model)
        if self.outlet.wanted or self.desk.at_rest():
            self._publish()

    def _publish(self) -> None:
        before = self.outlet.picture
        number = before.number + 1 if before else 1
        pictures = {
            side.plan.key: take(
                side.model.world, number, side.trail.values[-1], self._gaze, Standing()
            )
            for side in self.sides
        }
        hour = hour_of(self.sides[0].model.world.now)
        self.outlet.put(Row(number, hour, pictures))


class Lockstep(RowStage):
    """Cities that play for one visitor, all at the same hour: what a visitor can ask of them.

    Every method may be called from any thread and returns at once.
    """

    def play(self) -> None:
        """Let the cities run."""
        self.desk.play(True)

    def pause(self) -> None:
        """Stop before the next hour."""
        self.desk.play(False)
        self.desk.leave(self._publish)

    def step(self, hours: int) -> None:
        """Go on ``hours`` hours, then stop."""
        self.desk.play(False, owed=hours)

    def reset(self) -> None:
        """Go back to the moment all began; the levers stay."""
        self.desk.play(False)
        self.desk.leave(self._begin, self._publish)

    def arrange(self, plans: Sequence[Plan]) -> None:
        """Have these cities, in this order.

        A city more, or other levers in one of them, and all begin again; a city less or another
        order changes nothing else.
        """
        self.desk.leave(lambda: self._arrange(tuple(plans)), self._publish)

    def look(self, gaze: Gaze) -> None:
        """Pack this layer and read this cell of every city. Raises InputError where unknown."""
        check_known(gaze.layer, LAYER_NAMES, "unknown layer", "map")
        self._gaze = gaze
        self.desk.leave(self._publish)

    def close(self) -> None:
        """Stop for ever."""
        self.desk.close()
