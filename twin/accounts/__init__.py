"""What has to balance in a city after every hour: each account gives facts that must hold.

An account is a generator of (fact, whether it holds); :func:`broken` gives the facts that do not.
The tests hold every policy to them, and ``twin check`` every behaviour of a user's own. May import
``agents``, ``twin.mechanisms`` and ``twin.world``.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from twin.accounts.cases import CASE_ACCOUNTS, Facts, opened
from twin.accounts.whole import (
    Start,
    agents,
    money,
    numbers,
    pitches,
    places,
    residents,
    teams,
    vendors,
    waste,
)

__all__ = [
    "ACCOUNTS", "CASE_ACCOUNTS", "Account", "Broken", "Start", "broken", "each_broken", "opened",
]  # fmt: skip

Account = Callable[[Any, Start], Facts]
ACCOUNTS: tuple[Account, ...] = (
    agents, money, waste, residents, vendors, pitches, teams, numbers, places, *CASE_ACCOUNTS,
)  # fmt: skip


class Broken(NamedTuple):
    """A fact that does not hold: the hour since the start, the name of the account, the fact."""

    hour: int
    account: str
    fact: str


def each_broken(
    world: Any, start: Start, accounts: Sequence[Account] = ACCOUNTS
) -> Iterator[Broken]:
    """Give the facts that do not hold after an hour."""
    hour = int(world.now.tick) - 1
    for account in accounts:
        for fact, holds in account(world, start):
            if not holds:
                yield Broken(hour, account.__name__, fact)


def broken(world: Any, start: Start, accounts: Sequence[Account] = ACCOUNTS) -> list[str]:
    """Give the facts that do not hold as lines, each with its account and hour."""
    found = each_broken(world, start, accounts)
    return [f"hour {one.hour}, {one.account}: {one.fact}" for one in found]
