"""A visitor's own space: a temporary folder that nobody else can reach, gone after the visit.

A space belongs to the secret of the visitor's cookie. A district in it is named by a handle, a
random name that means something to its owner alone; no address is ever made into a path.
"""

import pickle
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import solara

from agents.knob import Words
from twin.district import District, load_district
from twin.errors import InputError
from twin.model import CityTwin
from twin.opening import read_state, state_file

#: How every handle begins; no shipped district may be called so.
HANDLE = "own-"
#: Seconds a space is kept after its last page has gone: a reload is not the end of a visit.
KEEP = 600.0
#: Spaces on one server at once, districts in one space.
MOST_SPACES, MOST_DISTRICTS = 40, 3


@dataclass(frozen=True)
class OwnDistrict:
    """A district of one visitor: its handle, name and folder, with the city that lives there."""

    handle: str
    title: Words
    folder: Path

    @property
    def futures(self) -> Path:
        """The folder of what is replicated from this city, beside its own."""
        return self.folder.with_name(f"{self.folder.name}.futures")

    def district(self) -> District:
        """Read the district."""
        return load_district(self.folder)

    def city(self) -> CityTwin:
        """Give a city of one's own, its burn-in days behind it."""
        content = read_state(state_file(str(self.folder)))
        city: CityTwin = pickle.loads(content)  # noqa: S301 - written by our worker, in our folder
        return city


class Space:
    """The folder of one visitor, made when it is first needed, and the districts in it."""

    def __init__(self) -> None:
        """Be empty: no folder yet."""
        self._folder: TemporaryDirectory[str] | None = None
        self.districts: dict[str, OwnDistrict] = {}

    def new_folder(self) -> Path:
        """Give a new empty folder within the space, open to this user of the machine only."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="twin-visitor-")
        folder = Path(self._folder.name) / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        return folder

    def check_room(self) -> None:
        """Raise InputError where no further district fits."""
        if len(self.districts) >= MOST_DISTRICTS:
            allowed = Words(
                f"一次访问最多 {MOST_DISTRICTS} 个城区", f"{MOST_DISTRICTS} districts a visit"
            )
            raise InputError("too many districts", "", len(self.districts) + 1, allowed)

    def keep(self, title: Words, folder: Path) -> OwnDistrict:
        """Take in an imported district under a new handle. Raises InputError where it is full."""
        self.check_room()
        own = OwnDistrict(f"{HANDLE}{secrets.token_hex(6)}", title, folder)
        self.districts[own.handle] = own
        return own

    def close(self) -> None:
        """Remove the folder with all that lies in it."""
        self.districts = {}
        if self._folder is not None:
            folder, self._folder = self._folder, None
            folder.cleanup()


class Spaces:
    """All spaces by their owners; each is closed a while after its owner's last page has gone."""

    def __init__(self, keep: float = KEEP, most: int = MOST_SPACES) -> None:
        """Keep spaces for ``keep`` seconds after the last page, ``most`` at once."""
        self.keep, self.most = keep, most
        self._spaces: dict[str, Space] = {}
        self._pages: dict[str, int] = {}
        self._timers: dict[str, threading.Timer] = {}
        self._lock = threading.Lock()

    def enter(self, owner: str) -> None:
        """Count a page that its visitor has opened."""
        with self._lock:
            self._pages[owner] = self._pages.get(owner, 0) + 1
            if timer := self._timers.pop(owner, None):
                timer.cancel()

    def leave(self, owner: str) -> None:
        """Count a page that has gone; after the last one the space is closed in a while."""
        with self._lock:
            self._pages[owner] = self._pages.get(owner, 1) - 1
            if self._pages[owner] > 0:
                return
            del self._pages[owner]
            if owner in self._spaces:
                timer = self._timers[owner] = threading.Timer(self.keep, self._expire, [owner])
                timer.daemon = True
                timer.start()

    def of(self, owner: str) -> Space:
        """Give the space of a visitor. Raises InputError where the server has no room for it."""
        with self._lock:
            if owner not in self._spaces:
                if len(self._spaces) >= self.most:
                    allowed = Words("请过一会儿再试", "try again in a while")
                    raise InputError("too many visitors with files", "", None, allowed)
                self._spaces[owner] = Space()
            return self._spaces[owner]

    def districts(self, owner: str) -> Mapping[str, OwnDistrict]:
        """Give the districts of a visitor by their handles; nothing is made for it."""
        with self._lock:
            space = self._spaces.get(owner)
            return dict(space.districts) if space else {}

    def _expire(self, owner: str) -> None:
        with self._lock:
            if owner in self._pages:
                return
            self._timers.pop(owner, None)
            space = self._spaces.pop(owner, None)
        if space is not None:
            space.close()


#: Shared by all visitors of this server; keys are the secrets of their cookies.
SPACES = Spaces()


def visitor() -> str:
    """Give the secret of the visitor whose page is being drawn; empty where nobody visits."""
    try:
        return str(solara.get_session_id())
    except RuntimeError:
        return ""


def own_districts() -> Mapping[str, OwnDistrict]:
    """Give the districts of the visitor whose page is being drawn, by their handles."""
    return SPACES.districts(visitor())


def is_own(name: str) -> bool:
    """Tell whether the name of a district is a handle."""
    return name.startswith(HANDLE)


def own_district(handle: str) -> OwnDistrict:
    """Give a district of this visitor; raises InputError where it is not theirs, or has gone."""
    found = own_districts().get(handle)
    if found is None:
        allowed = Words("在“你的城区”页重新上传", "upload it again on the page Your district")
        raise InputError("unknown district", "?district", handle, allowed)
    return found


def place_of(name: str) -> District:
    """Give a shipped district by name, or one of this visitor's own by handle."""
    return own_district(name).district() if is_own(name) else load_district(name)
