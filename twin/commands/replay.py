"""``twin replay``: a link of the page run again, to the same hour and the same bytes."""

import math
from typing import TYPE_CHECKING, Any

import twin
from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.words import language, text_table
from twin.errors import UsageError
from twin.units import unit_in
from twin.writing import number

if TYPE_CHECKING:
    from twin.share.link import Link

WHERE = "twin replay"
STANDS = Words(
    "{district} · 开局后第 {at} 小时（第 {day} 天 {hour} 点）· 做过 {n} 件事",
    "{district} · {at} h after the opening (day {day}, {hour}:00) · things done: {n}",
)
HEADINGS = (
    Words("指标", "Indicator"),
    Words("上一整天", "Last whole day"),
    Words("单位", "Unit"),
    Words("名称", "Name"),
)


def answer(given: Given) -> Answer:
    """Run a link again; raises UsageError without one, InputError for one that cannot be used."""
    words = language(given)
    if not given.arguments:
        raise UsageError("missing argument", WHERE, allowed="a link copied from the page")
    link: Link = load("twin.share:read_link")(given.arguments[0])
    city = load("twin.share:city_of")(link)
    return Answer(page(city, link, words), summary(city, link))


def summary(city: Any, link: "Link") -> dict[str, Any]:
    """Give what ``--json`` prints: the link, the hour, the digest, the last day's indicators."""
    values = city.indicators
    return {
        "link": link.query(),
        "district": link.district,
        "hours": link.at,
        "tick": int(city.world.now.tick),
        "version": twin.__version__,
        "digest": city.digest(),
        "levers": city.levers(),
        "indicators": {k: v if math.isfinite(v) else None for k, v in values.items()},
    }


def page(city: Any, link: "Link", words: str) -> str:
    """Write for a person where the city of a link stands."""
    known = {one.name: one for one in load("twin.indicators:INDICATORS")}
    rows = [
        (known[name].label[words], number(value), unit_in(words, known[name].unit), name)
        for name, value in city.indicators.items()
    ]
    now = city.world.now
    title = STANDS[words].format(
        district=city.district.title[words],
        at=link.at,
        day=int(now.day) - city.programme.burn_in + 1,
        hour=int(now.hour),
        n=len(link.log),
    )
    table = text_table([heading[words] for heading in HEADINGS], rows)
    return "\n".join([title, "", table, "", f"digest {city.digest()}"])
