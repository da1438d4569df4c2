"""A city that plays for one visitor, on its own thread."""

from collections.abc import Mapping

from twin.session.stage import Stage
from twin.session.tape import Strike
from twin.shockfile import load_shock
from twin.shocks import place_next


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
