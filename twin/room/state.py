"""What a room is at one moment: frozen data, made by folding its orders (``orders.py``)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agents.knob import Words
from twin.room.setup import Setup
from twin.settings import Settings
from twin.shocks import Placed


class Phase(StrEnum):
    """Where a room stands. Proposals are taken in OPEN only, votes in VOTING only."""

    LOBBY = "lobby"
    OPEN = "open"
    LOCKED = "locked"
    RUNNING = "running"
    RAN = "ran"
    REVEALED = "revealed"
    VOTING = "voting"
    DEBRIEF = "debrief"


#: Whom a participant speaks for.
ROLES: dict[str, Words] = {
    "director": Words("街道主任", "street director"),
    "department": Words("部门负责人", "department head"),
    "vendor": Words("摊贩", "vendor"),
    "resident": Words("老住户", "old resident"),
    "newcomer": Words("新来的住户", "newcomer"),
    "shopkeeper": Words("店主", "shopkeeper"),
}


@dataclass(frozen=True)
class Person:
    """A participant: number in the room, name, team, role, and the hash of the phone's token."""

    number: int
    name: str
    team: str
    role: str
    token: str


@dataclass(frozen=True)
class Proposal:
    """What a team proposes: all its open levers as they stand now, and what it expects of it.

    ``by`` is the number of the participant who sent it.
    """

    levers: Settings
    hypothesis: str
    by: int


@dataclass(frozen=True)
class Round:
    """One round: proposals by team, shocks dealt, digests of what was run by team, votes."""

    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    shocks: tuple[Placed, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    votes: Mapping[int, str] = field(default_factory=dict)
    counted: bool = False

    def tally(self, team: str) -> int:
        """Count the votes for a team."""
        return sum(1 for vote in self.votes.values() if vote == team)


@dataclass(frozen=True)
class State:
    """A room: code, setup, hash of the facilitator's token, phase, people, rounds, notes."""

    code: str
    setup: Setup
    facilitator: str
    phase: Phase = Phase.LOBBY
    people: Mapping[int, Person] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    notes: tuple[str, ...] = ()
    joined: int = 0

    @property
    def number(self) -> int:
        """The number of the round, 0 before the first."""
        return len(self.rounds)

    @property
    def round(self) -> Round:
        """The round that is played; an empty one before the first."""
        return self.rounds[-1] if self.rounds else Round()

    @property
    def shown(self) -> int:
        """How many rounds everybody may see the proposals and results of."""
        open_to_all = (Phase.REVEALED, Phase.VOTING, Phase.DEBRIEF)
        played = self.number if self.round.digests else self.number - 1
        return max(0, played if self.phase in open_to_all else self.number - 1)

    @property
    def last(self) -> bool:
        """Whether no further round is to come."""
        return self.number >= self.setup.rounds

    def with_round(self, changed: Round) -> "State":
        """Give the room with its present round changed."""
        return replace(self, rounds=(*self.rounds[:-1], changed))

    def members(self, team: str) -> tuple[Person, ...]:
        """Give the people of a team."""
        return tuple(person for person in self.people.values() if person.team == team)

    def standing(self, team: str, number: int) -> Settings:
        """Give the levers a team has turned, as they stand in a round: its last proposal's."""
        for one in reversed(self.rounds[:number]):
            if team in one.proposals:
                return one.proposals[team].levers
        return Settings()
