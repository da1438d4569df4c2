"""A city that plays for one visitor, on its own thread."""

import pickle
import threading
from collections.abc import Mapping

from twin.session.stage import Stage
from twin.session.tape import Strike, Tape
from twin.session.trail import Trail
from twin.shockfile import load_shock
from twin.shocks import place_next

#: Seconds a branch waits for the hour that is under way.
PATIENCE = 60.0


class Session(Stage):
    """A model that plays for one visitor: what can be asked of it beyond what any player does."""

    def run_to(self, tick: int) -> None:
        """Go on as fast as it goes until a tick, then stop; a tick in the past is no order."""
        now = self.now
        if tick > now:
            self._play(False, owed=tick - now + 1, goal=tick)

    def turn(self, levers: Mapping[str, float]) -> None:
        """Set levers before the next hour, and log each."""
        self._order(lambda: self._turn(levers))

    def strike(self, shock: str) -> None:
        """Let a shock come as soon as it can at its hour of the day, and log it.

        Raises InputError for a shock that is not known.
        """
        load_shock(shock)
        first = 24 * self.model.programme.burn_in
        self._order(lambda: self._write(Strike(self.now, place_next(shock, self.now - first))))

    def wind(self, tick: int) -> None:
        """Stop, and go to an hour between the opening and the furthest that was reached."""
        self._play(False)
        self._order(lambda: self._wind(tick))

    def reset(self) -> None:
        """Go back to the opening state; the levers stay as they stand."""
        self._play(False)
        self._order(self._reopen)


def branch(session: Session) -> Session:
    """Give a second session of the same city at the same hour, with the same past.

    From here on each has its own future; as long as the same is done to both they stay equal to
    the last byte. Waits for the hour that is under way. Raises TimeoutError if the city does not
    answer.
    """
    made: list[tuple[bytes, Tape, Trail]] = []
    done = threading.Event()

    def copy_all() -> None:
        city = pickle.dumps(session.model, protocol=pickle.HIGHEST_PROTOCOL)
        made.append((city, session.tape.copy(session.now), session.trail.cut(session.now)))
        done.set()

    session.desk.leave(copy_all)
    if not done.wait(PATIENCE):
        raise TimeoutError("the city does not answer")
    city, tape, trail = made[0]
    model = pickle.loads(city)  # noqa: S301 - dumped three lines above
    return Session(model, past=(tape, trail))
