"""Ordinary Mesa agents beside those of the tables: a user's own, kept by Mesa itself."""

from typing import Any

import numpy as np

from agents.population import GONE, Rows


class Guests:
    """The agents of a model that are in no table, known by their number: a population for sets."""

    def __init__(self, model: Any) -> None:
        """Show the agents that Mesa itself keeps for a model."""
        self.model = model
        self._known: dict[int, Any] = {}

    def _by_number(self) -> dict[int, Any]:
        self._known = {agent.unique_id: agent for agent in self.model.plain_agents()}
        return self._known

    def living(self, kind: type | None = None) -> Rows:
        """Give their numbers."""
        found = [n for n, a in self._by_number().items() if kind is None or type(a) is kind]
        return np.array(found, np.int64)

    def generations(self, rows: Rows) -> Rows:
        """Give 0 for each that is in the model, else ``GONE``."""
        return np.where(np.isin(rows, self.living()), 0, GONE).astype(np.int64)

    def ref(self, row: int, _mark: int) -> Any:
        """Give the agent of a number asked for by ``generations``, None if it has left since."""
        return self.still(self._known.get(row))

    def are(self, rows: Rows, kind: type) -> list[bool]:
        """Tell which of them are instances of a class."""
        return [isinstance(agent, kind) for agent in self.make_views(rows)]

    def row_of(self, agent: Any) -> int | None:
        """Give the number of an agent, None if it is not here."""
        return agent.unique_id if agent in self.model.plain_agents() else None

    def make_views(self, rows: Rows) -> list[Any]:
        """Give the agents of some numbers, which are objects already."""
        agents = self._by_number()
        return [agents[row] for row in rows.tolist()]

    def still(self, agent: Any) -> Any:
        """Give an agent back, or None if it has left."""
        return agent if agent in self.model.plain_agents() else None

    def values(self, name: str, rows: Rows) -> None:
        """Give None: they have no columns."""

    def assign(self, name: str, rows: Rows, value: Any) -> None:
        """Set an attribute of each."""
        for agent in self.make_views(rows):
            setattr(agent, name, value)
