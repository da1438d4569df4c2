"""All rooms of a server: a folder for each, opened when it is asked for, run on one thread.

A round that was running when the server was killed is run again when the room is next opened;
what was finished of it is not.
"""

import logging
import os
import queue
import secrets
import threading
import time
from pathlib import Path

from twin.errors import InputError, RunFailed
from twin.room.course import MAKING, jobs_of
from twin.room.journal import JOURNAL
from twin.room.live import Room, hash_of
from twin.room.setup import Setup
from twin.room.state import Phase
from twin.workers import count_cores

#: Letters that are not taken for others, without vowels: a code spells no word.
LETTERS = "BCDFGHJKMNPQRSTVWXZ"
CODE_LENGTH = 5
#: Rooms that were played in within the last ``RECENT`` seconds, at most.
MOST_ROOMS, RECENT = 24, 12 * 3600.0
#: Names the folder of all rooms; ``twin serve --rooms`` sets it.
ROOMS = "TWIN_ROOMS"
#: Seconds between two times that a room is told how far its round has come.
TELL_EVERY = 0.5

LOG = logging.getLogger(__name__)


def rooms_home() -> Path:
    """Give the folder of rooms: the one that was named, else beside the user's other data."""
    if named := os.environ.get(ROOMS):
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(data) if data else Path.home() / ".local" / "share") / "city-street-twin" / "rooms"


def is_code(text: str) -> bool:
    """Tell whether a text could be the code of a room."""
    return len(text) == CODE_LENGTH and set(text) <= set(LETTERS)


class Hall:
    """The rooms of a folder, as one server has them open."""

    def __init__(self, folder: Path) -> None:
        """Open no room yet; a folder that is not there is made with the first."""
        self.folder = folder
        self._rooms: dict[str, Room] = {}
        self._lock = threading.Lock()
        self._waiting: queue.SimpleQueue[Room] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def open_room(self, setup: Setup) -> tuple[str, str]:
        """Open a new room and give its code and the token of its facilitator.

        Raises InputError where there are too many, or the disk takes no more.
        """
        token = secrets.token_urlsafe(24)
        with self._lock:
            if self._recent() >= MOST_ROOMS:
                raise InputError("too many rooms", "", None, str(MOST_ROOMS))
            code = self._new_code()
            opening = {"code": code, "setup": setup.to_dict(), "facilitator": hash_of(token)}
            self._rooms[code] = Room(self.folder / code, {"do": "open", **opening})
        return code, token

    def find(self, code: str) -> Room:
        """Give the room of a code, in letters of any size. Raises InputError for no room."""
        code = code.strip().upper()
        with self._lock:
            if code in self._rooms:
                return self._rooms[code]
            if not is_code(code) or not (self.folder / code / JOURNAL).is_file():
                raise InputError("unknown room", "", code)
            room = self._rooms[code] = Room(self.folder / code)
        if room.state.phase == Phase.RUNNING:
            self.run(room)
        return room

    def go_on(self) -> None:
        """Open the rooms of the last hours, so that a round that was cut off is run again."""
        for file in self.folder.glob(f"*/{JOURNAL}"):
            try:
                if is_code(file.parent.name) and file.stat().st_mtime > time.time() - RECENT:
                    self.find(file.parent.name)
            except (InputError, OSError) as error:
                LOG.warning("room %s not opened: %s", file.parent.name, error)

    def run(self, room: Room) -> None:
        """Have the round of a room run, off every page's thread, after those that wait."""
        self._waiting.put(room)
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="twin-room", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            room = self._waiting.get()
            try:
                run_round(room)
            except Exception:  # the edge of this thread: the facilitator can run it again
                LOG.exception("a round of room %s stopped", room.state.code)
                give_up(room)

    def _recent(self) -> int:
        limit = time.time() - RECENT
        files = self.folder.glob(f"*/{JOURNAL}")
        return sum(1 for file in files if file.stat().st_mtime > limit)

    def _new_code(self) -> str:
        while True:
            code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
            if not (self.folder / code).exists():
                return code


def run_round(room: Room) -> None:
    """Run the courses of a room's round in worker processes, and note what came of them.

    Where one cannot be run, the room goes back to where the round can be run again.
    """
    jobs = jobs_of(room.state, room.folder)
    told, heard, room.trouble = 0.0, room.progress, False

    def tell(done: int, todo: int) -> None:
        nonlocal told, heard
        room.progress = done, todo
        if room.progress != heard and time.monotonic() > told + TELL_EVERY:
            told, heard = time.monotonic(), room.progress
            room.announcer.ring()

    made = MAKING.make(jobs, count_cores(), tell)
    broken = [one for one in made if isinstance(one, RunFailed)]
    for one in broken:
        LOG.error("a round of room %s failed: %s", room.state.code, one)
    if broken:
        give_up(room)
        return
    room.progress = 0, 0
    digests = {
        team: one["digest"]
        for job, one in zip(jobs, made, strict=True)
        if isinstance(one, dict)
        for team in job.files
    }
    room.order({"do": "ran", "digests": digests})


def give_up(room: Room) -> None:
    """Bring a room back to where its round can be run again, and have the facilitator told.

    Where the journal does not take even that, the room stays where it is; the next server that
    opens it runs the round again.
    """
    room.progress, room.trouble = (0, 0), True
    try:
        room.order({"do": "failed"})
    except (InputError, OSError):  # else no round of any room would be run any more
        LOG.exception("room %s stays in its round", room.state.code)
        room.announcer.ring()
