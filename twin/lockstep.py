"""One clock for several cities: they begin at one moment and are never at different hours.

A row of cities differs in its levers only: same streets, same people, same luck (random draws are
keyed by seed, hour, decision and agent). One thread steps all of them, hour by hour, and shows a
picture of all at once. Whatever a city's levers become, the row begins again: what is seen is then
always the whole future under these levers, and never a mixture. Knows nothing of solara.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twin.session import TURNS, Hour, Picture, Player, Standing, Trail, hour_of, take

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


class RowStage(Player[Row]):
    """Several cities on one thread, which steps all of them."""

    THREAD, CALLED = "twin-lockstep", "the cities"

    def __init__(self, found: Callable[[], Any], moment: Any, plans: Sequence[Plan]) -> None:
        """Begin at ``moment``; ``found`` gives one more model of that district and seed."""
        self.sides: tuple[Side, ...] = ()
        #: Where all begin, and go back to.
        self.moment = moment
        self._found = found
        super().__init__(lambda: self._arrange(tuple(plans)), self._publish)

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

    def _step(self) -> None:
        for side in self.sides:
            with TURNS:
                side.model.step()
            if side.model.world.now.hour == 0:
                side.trail.note(side.model)

    def _picture(self, number: int) -> Row:
        pictures = {
            side.plan.key: take(
                side.model.world, number, side.trail.values[-1], self._gaze, Standing()
            )
            for side in self.sides
        }
        return Row(number, hour_of(self.sides[0].model.world.now), pictures)


class Lockstep(RowStage):
    """Cities that play for one visitor, all at the same hour."""

    def reset(self) -> None:
        """Go back to the moment all began; the levers stay."""
        self._play(False)
        self.desk.leave(self._begin, self._publish)

    def arrange(self, plans: Sequence[Plan]) -> None:
        """Have these cities, in this order.

        A city more, or other levers in one of them, and all begin again; a city less or another
        order changes nothing else.
        """
        self.desk.leave(lambda: self._arrange(tuple(plans)), self._publish)
