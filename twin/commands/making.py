"""Long work with a progress bar: says how long it will take, can be stopped and continued."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.knob import Words
from twin.commands.options import Given, load
from twin.commands.progress import Progress
from twin.commands.request import workers_asked
from twin.commands.words import language
from twin.errors import Interrupted
from twin.paths import check_folder

if TYPE_CHECKING:
    from twin.validate.runner import Workshop

#: Seconds of one process for a day of any city, and for each 1,000 resident agents more; a rough
#: measure on two cores with little else to do.
SECONDS_A_DAY, SECONDS_PER_THOUSAND = 0.015, 0.006
#: Seconds until the first worker has loaded the rules.
SECONDS_TO_BEGIN = 8.0
AHEAD = Words(
    "要跑 {runs} 次，共 {days} 天的城市；{workers} 个进程约需 {minutes:.0f} 分钟",
    "{runs} runs to be made, {days} days of the city in all; "
    "about {minutes:.0f} min with {workers} processes",
)
STOPPED = "interrupted: finished runs are kept, the same command goes on from there"


def folders_asked(given: Given) -> dict[str, Path]:
    """Give the folders of ``--out`` and ``--write`` by option, where they were given.

    Raises InputError where one cannot be written to.
    """
    return {
        option: check_folder(str(given.last(option)), option)
        for option in ("--out", "--write")
        if given.has(option)
    }


def made(given: Given, where: str, district: str, make: Callable[["Workshop"], Any]) -> Any:
    """Let ``make`` do its work in a workshop with what ``--workers`` and ``--out`` say.

    ``where`` is the command, ``district`` decides how long a day takes. Raises Interrupted.
    """
    words, workers, folder = (
        language(given),
        workers_asked(given),
        folders_asked(given).get("--out"),
    )
    seconds = seconds_a_day(district)

    def announce(runs: int, days: int) -> None:
        minutes = minutes_ahead(days * seconds, workers)
        told = AHEAD[words].format(runs=runs, days=days, workers=workers, minutes=minutes)
        sys.stderr.write(f"{where}: {told}\n")

    try:
        with Progress(where, words=words) as progress:
            shop: Workshop = load("twin.validate.runner:Workshop")(
                folder, workers, progress, announce
            )
            return make(shop)
    except KeyboardInterrupt as stop:
        raise Interrupted(STOPPED) from stop


def seconds_a_day(district: str) -> float:
    """Give the seconds one process takes for a day of a city, roughly."""
    place = load("twin.district:load_district")(district)
    agents = float(place.population / place.scale)
    return SECONDS_A_DAY + SECONDS_PER_THOUSAND * agents / 1000.0


def minutes_ahead(seconds: float, workers: int) -> float:
    """Give the minutes until ``workers`` processes have done the work of that many seconds."""
    return max(1.0, (SECONDS_TO_BEGIN + seconds / workers) / 60.0)
