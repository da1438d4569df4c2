"""A room that is open in this server: orders come in from any thread, each is on the disk first.

Tokens are random; the journal holds only their hashes, and they are compared in constant time.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from twin.errors import InputError
from twin.room.announcer import Announcer
from twin.room.course import Results, read_results
from twin.room.journal import JOURNAL, Journal
from twin.room.orders import FACILITATOR, FIELDS, PARTICIPANT, apply
from twin.room.state import Person, State


def hash_of(token: str) -> str:
    """Give what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_same(token: str, kept: str) -> bool:
    """Tell whether a token is the one that was kept, in a time that tells nothing."""
    return hmac.compare_digest(hash_of(token), kept)


class Room:
    """One room: its state, its journal, and who wants to know when it changes.

    ``progress`` is how far a round that runs has come: steps done, steps there are. ``trouble``
    tells that the last attempt to run it broke off.
    """

    def __init__(self, folder: Path, opening: Mapping[str, Any] | None = None) -> None:
        """Open the room of a folder, or a new one with its first order.

        Raises InputError where its journal is broken or held by another server.
        """
        self.folder = folder
        self.progress = (0, 0)
        self.trouble = False
        self._lock = threading.RLock()
        #: Tells everybody who looks at the room of a change.
        self.announcer = Announcer()
        self._results: dict[int, Results] = {}
        self._journal = Journal(folder)
        with ExitStack() as stack:
            stack.callback(self._journal.close)
            state = self._folded()
            if opening is not None:
                state = self._write(state, opening)
            if state is None:
                raise InputError("unknown room", "", folder.name)
            self.state: State = state
            stack.pop_all()  # the room is open: it keeps its journal

    def _folded(self) -> State | None:
        """Give the room of the journal's orders; raises InputError where one of them is none."""
        state: State | None = None
        for number, order in enumerate(self._journal.orders, start=1):
            try:
                state = apply(state, order)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise InputError("broken room", JOURNAL, f"line {number}: {error!r}") from error
        return state

    def _write(self, state: State | None, order: Mapping[str, Any]) -> State:
        changed = apply(state, order)
        self._journal.append({**order, "at": int(time.time())})
        return changed

    def order(self, order: Mapping[str, Any]) -> State:
        """Carry out an order that came from the server itself, and tell everybody.

        Raises InputError where it is refused; nothing has changed then.
        """
        with self._lock:
            state = self.state = self._write(self.state, order)
        self.announcer.ring()
        return state

    def direct(self, token: str, order: Mapping[str, Any]) -> State:
        """Carry out an order of the facilitator. Raises InputError for anybody else."""
        if not self.is_facilitator(token):
            raise InputError("not the facilitator")
        return self.order(_among(order, FACILITATOR))

    def take(self, token: str, order: Mapping[str, Any]) -> State:
        """Carry out an order of a participant. Raises InputError for a stranger."""
        person = self.person(token)
        if person is None:
            raise InputError("not in this room")
        return self.order({**_among(order, PARTICIPANT), "who": person.number})

    def join(self, name: str, team: str, role: str) -> str:
        """Let somebody in and give the token of their phone. Raises InputError if refused."""
        token = secrets.token_urlsafe(16)
        asked = {"name": name, "team": team, "role": role, "token": hash_of(token)}
        self.order({"do": "join", **asked})
        return token

    def is_facilitator(self, token: str) -> bool:
        """Tell whether a token is the facilitator's."""
        return is_same(token, self.state.facilitator)

    def person(self, token: str) -> Person | None:
        """Give the participant a token belongs to, None for a stranger."""
        people = self.state.people.values()
        return next((person for person in people if is_same(token, person.token)), None)

    def results(self, number: int) -> Results:
        """Give what a finished round came to by team; empty where its files have gone."""
        if number not in self._results:
            found = read_results(self.state, self.folder, number)
            if not found:
                return found
            self._results[number] = found
        return self._results[number]


def _among(order: Mapping[str, Any], allowed: Mapping[str, Any]) -> dict[str, Any]:
    """Give an order with its own fields only; raises InputError where it is not ``allowed``."""
    name = str(order.get("do"))
    if name not in allowed:
        raise InputError("unknown order", "", name, tuple(allowed))
    return {"do": name, **{key: order[key] for key in FIELDS.get(name, ()) if key in order}}
