"""Probes of vendors: what they believe, how they are treated, what they do with pitches.

May import ``agents`` and ``twin.validate``.
"""

import math
from typing import Any

import numpy as np

from agents.hours import CLOSES, EVENING, OPENS
from agents.vendors import TRADING
from twin.validate.effects import ratio
from twin.validate.pattern import Numbers, Probe
from twin.validate.probes_cells import hour_of

#: Hours after which nobody's window opens or closes: who is gone then was sent away.
QUIET = tuple(h for h in range(6, 23) if h + 1 not in {*OPENS, *CLOSES, EVENING})
#: Hours in which both pitches and other places are traded at.
TRADING_HOURS = range(8, 21)


class HalfLife(Probe):
    """The half-life of a vendor's belief in enforcement, from the pace of forgetting (days)."""

    def numbers(self, model: Any) -> Numbers:
        """Give ln 2 / -ln(1 - risk_down); infinite where nothing is forgotten."""
        pace = float(model.world.p.risk_down)
        life = math.log(2.0) / -math.log(1.0 - pace) if pace > 0.0 else math.inf
        return {"belief_half_life": life}


class AfterStops(Probe):
    """How often unlicensed stalls stand at a place in the hour after a stop that met some there.

    Only hours after which no trade opens or closes are counted.
    """

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.stopped: Any = None
        self.stops = 0
        self.returns = 0

    def hour(self, model: Any, day: int) -> None:
        """Look who stands where there was a stop an hour ago; note today's stops."""
        traces = model.world.traces.rows
        stalls = traces.illegal > 0.0
        if self.stopped is not None:
            self.stops += int(self.stopped.sum())
            self.returns += int((self.stopped & stalls).sum())
        quiet = day >= 1 and hour_of(model) in QUIET
        self.stopped = stalls & (traces.stops + traces.known_stops > 0.0) if quiet else None

    def numbers(self, model: Any) -> Numbers:
        """Give the stops that were counted, and the share after which stalls stood there."""
        return {"stops": self.stops, "returned": ratio(self.returns, self.stops)}


class DutyMoves(Probe):
    """What an encounter does to felt duty: mean gain and mean loss, as hour by hour they come.

    The last hour of a day is left out, since felt duty drifts at night.
    """

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.before: Any = None
        self.sums = {"gained": 0.0, "lost": 0.0}
        self.times = {"gained": 0, "lost": 0}

    def hour(self, model: Any, day: int) -> None:
        """Note the vendors whose felt duty went up or down."""
        now = model.world.rows("vendors").legitimacy.copy()
        if day >= 1 and hour_of(model) < 23 and self.before is not None:
            moved = now - self.before
            for name, sign in (("gained", 1.0), ("lost", -1.0)):
                steps = sign * moved[sign * moved > 0.0]
                self.sums[name] += float(steps.sum())
                self.times[name] += len(steps)
        self.before = now

    def numbers(self, model: Any) -> Numbers:
        """Give the mean gain, the mean loss, and how many of each there were."""
        means = {f"duty_{name}": ratio(self.sums[name], n) for name, n in self.times.items()}
        return {**means, **{f"times_{name}": n for name, n in self.times.items()}}


class PitchUse(Probe):
    """How pitches are used, by their footfall against that of the places chosen off them.

    Gives, for every cell with pitches: ``footfall``, the people there against the mean over
    unlicensed stalls (hours 8-20); ``offered`` pitch-days; ``used`` of them, on which a licensed
    vendor stood there. And ``off_pitch``: the share of trading hours that vendors who have ever
    held a licence spent off their pitch.
    """

    def __init__(self) -> None:
        """Begin with nothing seen; tables are made with the first measured hour."""
        self.people: Any = None
        self.chosen = [0.0, 0.0]
        self.hours = {"on": 0, "off": 0}
        self.n_hours = 0

    def start(self, model: Any) -> None:
        """Make the sums by cell, and the marks by vendor."""
        cells, vendors = len(model.world.rows("cells")), len(model.world.rows("vendors"))
        self.people, self.offered, self.used = np.zeros((3, cells))
        self.stood, self.held = np.zeros((2, vendors), bool)

    def hour(self, model: Any, day: int) -> None:
        """Note people, stalls and who stands on a pitch."""
        if day < 1:
            return
        if self.people is None:
            self.start(model)
        vendors = model.world.rows("vendors")
        trading = vendors.state == TRADING
        self.held |= vendors.licensed
        self.stood |= trading & vendors.on_pitch
        if hour_of(model) in TRADING_HOURS:
            self.look(model)
            held = trading & self.held
            self.hours["on"] += int((held & vendors.on_pitch).sum())
            self.hours["off"] += int((held & ~vendors.on_pitch).sum())

    def look(self, model: Any) -> None:
        """Add the people of an hour, by cell and where unlicensed stalls stand."""
        people, stalls = model.world.rows("cells").footfall, model.world.traces.rows.illegal
        self.people += people
        self.n_hours += 1
        self.chosen[0] += float((people * stalls).sum())
        self.chosen[1] += float(stalls.sum())

    def day(self, model: Any, day: int) -> None:
        """Add the pitches of the day, and those that were used."""
        if day < 1:
            return
        vendors, cells = model.world.rows("vendors"), model.world.rows("cells")
        places = vendors.pitch[self.stood & (vendors.pitch >= 0)]
        self.used += np.bincount(places, minlength=len(cells))
        self.offered += cells.pitches
        self.stood[:] = False

    def numbers(self, model: Any) -> Numbers:
        """Give the lists by cell, and the share off the pitch."""
        own = np.flatnonzero(self.offered > 0.0)
        mean = self.n_hours * ratio(self.chosen[0], self.chosen[1])
        return {
            "footfall": [ratio(float(self.people[c]), mean) for c in own],
            "offered": self.offered[own].tolist(),
            "used": self.used[own].tolist(),
            "off_pitch": ratio(self.hours["off"], self.hours["on"] + self.hours["off"]),
        }
