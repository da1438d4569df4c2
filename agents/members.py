"""Which agents are in a set, and in which order: row numbers, read afresh whenever asked.

Membership comes from the tables, so nothing has to be told when the engine lets an agent join or
leave.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any

import numpy as np

from agents.guests import Guests
from agents.population import GONE, Population, Rows, collector_paused

#: A member of a set is one integer: the number of its population above, its row below.
SHIFT = 40
MASK = (1 << SHIFT) - 1

Group = Population | Guests
Part = tuple[Group, Rows, Rows]


class Members:
    """A set under the names by which Mesa's own verbs look into one.

    The only place that knows a private name of Mesa: 3.3 to 3.5 keep members in a weak dictionary
    ``AgentSet._agents`` and read it through ``keys()`` and ``keyrefs()``, where a reference is
    anything that, called, gives the agent or None.
    """

    def __init__(self, of: "Codes") -> None:
        self.of = of

    def __len__(self) -> int:
        return len(self.of.codes())

    def __iter__(self) -> Iterator[Any]:
        return self.keys()

    def __contains__(self, agent: object) -> bool:
        code = self.of.code(agent)
        return code is not None and bool(np.any(self.of.codes() == code))

    def __setitem__(self, agent: Any, _: None) -> None:
        code = self.of.code(agent)
        if code is None or (self.of.is_open and agent not in self):
            raise ValueError(f"{agent!r} is no agent of this model: agents join by being made")
        if agent not in self:
            self.of.keep(np.append(self.of.codes(), code))

    def __delitem__(self, agent: Any) -> None:
        if agent not in self:
            raise KeyError(agent)
        if self.of.is_open:
            raise ValueError("agents leave the model by agent.remove()")
        codes = self.of.codes()
        self.of.keep(codes[codes != self.of.code(agent)])

    def keys(self) -> Iterator[Any]:
        """Give the agents one by one, made as they come; who leaves meanwhile is passed over."""
        return (agent for _, agent in self.of.pairs(self.of.codes()))

    def keyrefs(self) -> list[Callable[[], Any]]:
        """Give references to all agents, which are made now, since all are about to be met."""
        codes = self.of.codes()
        refs: list[Any] = [None] * len(codes)
        with collector_paused():
            for group, at, rows in self.of.parts(codes):
                for place, agent in zip(at.tolist(), group.make_views(rows), strict=True):
                    refs[place] = partial(group.still, agent)
        return refs


class Codes:
    """Which agents are in a set, and in which order.

    An *open* set is the living rows of its populations, now and later. A *closed* one holds the
    members it was made with; who leaves the model leaves it too.
    """

    def __init__(
        self,
        populations: Mapping[int, Group],
        random: Random,
        codes: Rows | None = None,
        kind: type | None = None,
    ) -> None:
        """Make an open set, of exactly one class if asked, or a closed one of some members."""
        self.populations = populations
        self.random = random
        self.kind = kind
        self.is_open = codes is None
        self.keep(np.empty(0, np.int64) if codes is None else codes)

    def keep(self, codes: Rows) -> None:
        """Take these members in this order; an open set takes the order only."""
        self._order = codes
        self._marks = self.marks(codes)

    def parts(self, codes: Rows) -> list[Part]:
        """Give (population, places in ``codes``, rows) for each population met in ``codes``."""
        numbers, rows = codes >> SHIFT, codes & MASK
        places = ((group, np.flatnonzero(numbers == n)) for n, group in self.populations.items())
        return [(group, at, rows[at]) for group, at in places if len(at)]

    def marks(self, codes: Rows) -> Rows:
        """Give the generations of members, by which a later tenant of a row is told apart."""
        marks = np.full(len(codes), GONE, np.int64)
        for group, at, rows in self.parts(codes):
            marks[at] = group.generations(rows)
        return marks

    def codes(self) -> Rows:
        """Give the members: population number x 2**40 + row, in the order of the set."""
        order = self._order
        if not self.is_open:
            here: Rows = order[(self._marks != GONE) & (self.marks(order) == self._marks)]
            return here
        parts = [(n << SHIFT) | g.living(self.kind) for n, g in self.populations.items()]
        living = np.concatenate([np.empty(0, np.int64), *parts])
        if not len(order):
            return living
        known = order[np.isin(order, living)]
        both: Rows = np.concatenate([known, living[~np.isin(living, known)]])
        return both

    def code(self, agent: object) -> int | None:
        """Give the number of a living agent of these populations, None for anything else."""
        for number, group in self.populations.items():
            row = group.row_of(agent)
            if row is not None:
                return (number << SHIFT) | row
        return None

    def typed(self, codes: Rows, kind: type) -> Rows:
        """Give those members that are instances of a class, in their order."""
        chosen = np.zeros(len(codes), np.bool_)
        for group, at, rows in self.parts(codes):
            chosen[at] = group.are(rows, kind)
        return codes[chosen]

    def pairs(self, codes: Rows) -> Iterator[tuple[int, Any]]:
        """Give (member, agent) one by one, made as they come; who leaves meanwhile is left out."""
        for code, mark in zip(codes.tolist(), self.marks(codes).tolist(), strict=True):
            agent = self.populations[code >> SHIFT].ref(code & MASK, mark)
            if agent is not None:
                yield code, agent

    def agent(self, code: int) -> Any:
        """Give the agent of one member."""
        group, row = self.populations[code >> SHIFT], code & MASK
        return group.ref(row, int(group.generations(np.array([row]))[0]))

    def __getstate__(self) -> dict[str, Any]:
        """Save the row numbers; the agents are remade or found again by their population."""
        return self.__dict__

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore what ``__getstate__`` saved."""
        self.__dict__.update(state)
