"""The city as it stands when a page opens: lived in for a month, read from the cache.

The page, and whoever wants to look at a district at once, start from a city in which beliefs,
waste and cases have settled. Making it takes seconds to a minute; a copy of it takes a tenth of a
second, and of memory what it changes. It is kept in the cache folder under district, policy and the
version of the rules.
"""

import gzip
import os
import pickle
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from agents.cache import cache_home
from twin.district import district_names, load_district
from twin.model import HOURS_A_DAY, CityTwin, Moment
from twin.mould import Mould
from twin.programme import Programme
from twin.revision import revision
from twin.scenario import load_story
from twin.shocks import unfold

DISTRICT, POLICY = "dongcheng", "baseline"
#: Luck of the page's cities: everybody meets the same one.
SEED = 1
#: The city is found in the late morning, when the street is awake.
HOUR = 11
#: How hard a state is packed, where it is, and how one that is begins: no pickle begins so.
LEVEL, PACKED = 1, b"\x1f\x8b"


def burned_in(district: str = DISTRICT, policy: str = POLICY) -> CityTwin:
    """Give a city of one's own, its burn-in days behind it.

    Raises InputError for an unknown district or policy.
    """
    city: CityTwin = _mould(district, policy).cast()
    return city


@cache
def _mould(district: str, policy: str) -> Mould:
    return Mould(pickle.loads(_city(district, policy)))  # noqa: S301 - written by this file, in the user's own cache


@cache
def opening_moment(district: str = DISTRICT, policy: str = POLICY) -> Moment:
    """Give the moment at which :func:`burned_in` cities stand: one copy, to go back to."""
    return burned_in(district, policy).snapshot()


def set_up(city: CityTwin, story: str) -> None:
    """Let the dated changes and shocks of a story come about in a city that stands on day 1."""
    scenario = replace(load_story(story).scenario, burn_in=city.programme.burn_in)
    city.programme = Programme(scenario, city.district)
    city.programme.start(city.world)
    city.shocks = unfold(scenario.shocks)


def _city(district: str, policy: str) -> bytes:
    """Give the pickled city at the end of its burn-in: from the cache, else by running it."""
    file = state_file(district, policy)
    return read_state(file) if file.is_file() else settle(district, policy)


def state_file(district: str, policy: str = POLICY) -> Path:
    """Give the file of a city at the end of its burn-in: in the cache, or beside its own folder."""
    name = f"{district}-{policy}-{revision()}.pickle"
    return cache_home() / "states" / name  # a folder's name begins at the root, and stays there


def read_state(file: Path) -> bytes:
    """Give the pickled city that :func:`settle` kept in a file."""
    content = file.read_bytes()
    return gzip.decompress(content) if content.startswith(PACKED) else content


def settle(
    district: str, policy: str = POLICY, tell: Callable[[int, int], None] | None = None
) -> bytes:
    """Live through the burn-in of a district, by name or folder; keep and give the pickled city.

    ``tell`` is called with the days done and the days there are. Takes seconds to a minute.
    """
    burn_in = load_district(district).burn_in
    model = CityTwin(district=district, policy=policy, rng=SEED, burn_in=burn_in)
    for day in range(1, burn_in + 1):
        model.run_for(HOURS_A_DAY)
        if tell is not None:
            tell(day, burn_in)
    model.run_for(HOUR)
    content = pickle.dumps(model, protocol=pickle.HIGHEST_PROTOCOL)
    # a visitor's own, of which a server may hold a hundred, takes a fifth of the room; a shipped
    # one is there at once
    kept = content if district in district_names() else gzip.compress(content, LEVEL, mtime=0)
    _write(state_file(district, policy), kept)
    return content


def _write(file: Path, content: bytes) -> None:
    """Write whole or not at all, since two servers may start at once; drop older versions."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    for older in file.parent.glob(f"{file.name.rsplit('-', 1)[0]}-*.pickle"):
        older.unlink(missing_ok=True)
    Path(draft).replace(file)
