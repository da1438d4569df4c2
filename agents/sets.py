"""Mesa's agent sets over tables: sets of row numbers with all of ``AgentSet``'s verbs.

Verbs on columns are numpy work and make no agents; other verbs make the agents they meet.
One of the three files that import mesa (base, sets, grid).
"""

from collections import defaultdict
from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np
from mesa.agent import AgentSet
from numpy.typing import NDArray

from agents.members import Codes, Members
from agents.population import Rows, collector_paused

try:  # its place since Mesa 3.4
    from mesa.agentset import GroupBy
except ImportError:
    from mesa.agent import GroupBy


class _ColumnVerbs(Codes):
    """The verbs ``get``, ``agg`` and ``set`` on whole columns, without making agents."""

    def column(self, name: str) -> NDArray[Any] | None:
        """Give an attribute of all agents as an array in the order of the set.

        Floats come as float64 and whole numbers as int64, as Python's are. None where the
        attribute is not a column of every population met.
        """
        parts = self.parts(self.codes())
        values = [group.values(name, rows) for group, _, rows in parts]
        found = [v for v in values if v is not None]
        if not found or len(found) < len(values) or len({v.shape[1:] for v in found}) > 1:
            return None
        if len(found) == 1:
            return found[0]
        joined = np.concatenate(found)
        joined[np.concatenate([at for _, at, _ in parts])] = joined.copy()
        return joined

    def get(
        self, attr_names: Any, handle_missing: str = "error", default_value: Any = None
    ) -> list[Any]:
        """Give an attribute of every agent, or for a list of names a list for every agent.

        As in Mesa; a column is read at once.
        """
        names = [attr_names] if isinstance(attr_names, str) else list(attr_names)
        columns = [c for c in map(self.column, names) if c is not None]
        if len(columns) < len(names) or handle_missing not in {"error", "default"}:
            return list(AgentSet.get(self, attr_names, handle_missing, default_value))
        lists = [c.tolist() if c.ndim == 1 else list(c) for c in columns]
        if isinstance(attr_names, str):
            return lists[0]
        return [list(values) for values in zip(*lists, strict=True)]

    def agg(self, attribute: str, func: Any) -> Any:
        """Give ``func`` of the values of an attribute, or a list of results for several functions.

        A function of numpy receives the column, any other the list that Mesa would give it.
        """
        if not callable(func):
            return [self.agg(attribute, one) for one in func]
        home = getattr(func, "__module__", None) or type(func).__module__
        column = self.column(attribute) if home.split(".")[0] == "numpy" else None
        return func(self.get(attribute) if column is None else column)

    def set(self, attr_name: str, value: Any) -> Any:
        """Set an attribute of every agent to one value and give the set back."""
        for group, _, rows in self.parts(self.codes()):
            group.assign(attr_name, rows, value)
        return self


class RowSet(_ColumnVerbs, AgentSet):
    """A Mesa ``AgentSet`` of rows: ``model.agents``, ``model.agents_by_type[...]``, selections."""

    @property
    def _agents(self) -> Members:
        return Members(self)

    def picked(self, codes: Rows, inplace: bool = False) -> "RowSet":
        """Give a closed set of some members, or this set with its members so ordered."""
        if not inplace:
            return RowSet(self.populations, self.random, codes)
        self.keep(codes)
        return self

    def __getitem__(self, item: int | slice) -> Any:
        """Give the agent at a place, or the list of agents of a slice."""
        codes = self.codes()[item]
        if isinstance(item, slice):
            return [self.agent(code) for code in codes.tolist()]
        return self.agent(int(codes))

    def to_list(self) -> list[Any]:
        """Give the agents as a list."""
        with collector_paused():
            return list(self)

    def copy(self) -> "RowSet":
        """Give the present members as a set of their own."""
        return self.picked(self.codes())

    @classmethod
    def _from_iterable(cls, agents: Any) -> AgentSet:
        """Give the result of ``|``, ``&``, ``-`` and ``^`` as one of Mesa's own sets."""
        return AgentSet(agents)

    def select(
        self,
        filter_func: Callable[[Any], bool] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> "RowSet":
        """Give the agents of a type for which a function holds, at most so many of them.

        As in Mesa. Raises ValueError for ``inplace`` on the model's own sets: an agent leaves the
        model by ``agent.remove()``.
        """
        if inplace and self.is_open:
            raise ValueError("select(inplace=True) would drop agents from the model")
        codes = self.codes()
        limit = len(codes) * at_most if isinstance(at_most, float) and at_most <= 1 else at_most
        codes = codes if agent_type is None else self.typed(codes, agent_type)
        if filter_func is not None:
            found = (code for code, agent in self.pairs(codes) if filter_func(agent))
            codes = np.fromiter(islice(found, int(min(limit, len(codes)))), np.int64)
        return self.picked(codes[: int(min(limit, len(codes)))], inplace)

    def shuffle(self, inplace: bool = False) -> "RowSet":
        """Give the agents in random order, the order that Mesa would give them."""
        codes = self.codes().tolist()
        self.random.shuffle(codes)
        return self.picked(np.array(codes, np.int64), inplace)

    def sort(
        self, key: Callable[[Any], Any] | str, ascending: bool = False, inplace: bool = False
    ) -> "RowSet":
        """Give the agents sorted by an attribute or a function, descending unless asked."""
        keys = self.get(key) if isinstance(key, str) else [key(agent) for agent in self]
        order = sorted(range(len(keys)), key=keys.__getitem__, reverse=not ascending)
        return self.picked(self.codes()[order], inplace)

    def groupby(self, by: Callable[[Any], Any] | str, result_type: str = "agentset") -> GroupBy:
        """Group agents by an attribute or a function: sets, or lists for ``result_type="list"``."""
        keys = self.get(by) if isinstance(by, str) else [by(agent) for agent in self]
        groups: dict[Any, list[int]] = defaultdict(list)
        for key, code in zip(keys, self.codes().tolist(), strict=True):
            groups[key].append(code)
        sets = {key: self.picked(np.array(codes, np.int64)) for key, codes in groups.items()}
        if result_type == "agentset":
            return GroupBy(sets)
        return GroupBy({key: members.to_list() for key, members in sets.items()})
