"""An import and two tables of cases in words and numbers, in the visitor's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from twin.errors import InputError
from twin.importer.figures import ASSUMED_KIND
from twin.series.rows import KIND_SHARES, figures_of, series_of
from twin.series.summary import Statistics
from twin.ui.choice import Choice
from twin.ui.data.desk import IDLE, TAKING, WORKING, News
from twin.ui.data.forms import KINDS
from twin.ui.data.space import OwnDistrict
from twin.ui.data.work import DAYS
from twin.ui.navigation import EXPLORE, address_of
from twin.ui.text import WEEKDAYS, say
from twin.writing import number

Facts = dict[str, Any]
#: What is said while something is under way.
STAGES = {TAKING: "data_sending", WORKING: "data_working"}
#: What of an import is told as a number, in this order.
COUNTS = (
    "streets", "adjacencies", "area_km2", "stated_km2", "cells", "population", "population_kind",
    "population_year",
)  # fmt: skip
#: What of it is told as a list.
LISTS = ("warnings", "assumptions", "unmatched", "missing", "unlisted", "credits")


def news_facts(news: News, language: str) -> Facts:
    """Give how a section stands: busy or not, the share done, the refusal in words."""
    told = STAGES.get(news.stage)
    return {
        "busy": told is not None,
        "number": news.number,
        "text": say(language, told, share=f"{100 * news.share:.0f}") if told else "",
        "share": news.share,
        "refused": refusal(news, language),
    }


def refusal(news: News, language: str) -> str:
    """Give why nothing came of it in words, empty where something did."""
    if news.broken:
        return say(language, "data_broken", id=news.broken)
    if isinstance(news.refused, InputError):
        return news.refused.sentence(language)
    return str(news.refused or "")


def import_facts(news: News, language: str, choice: Choice) -> Facts | None:
    """Give what an import found, and where the district opens; None before there is one."""
    if news.stage == IDLE or not news.found:
        return None
    found = news.found
    name = found[language]
    counts = [(key, found[key]) for key in COUNTS if found.get(key) not in (None, "")]
    lists = [
        {"title": say(language, f"found_{key}"), "texts": _texts(found[key], language)}
        for key in LISTS
        if found[key]
    ]
    return {
        "title": name,
        "sentence": say(
            language, "data_imported", name=name, streets=len(found["streets"]),
            area=f"{found['area_km2']:.1f}", population=f"{found['population']:,}",
            assumed=len(found["assumptions"]),
        ),
        "counts": [
            {"label": say(language, f"found_{key}"), "value": _count(key, value, language)}
            for key, value in counts
        ],
        "lists": lists,
        "explore": explore_address(choice, found["handle"]),
        "handle": found["handle"],
    }  # fmt: skip


def explore_address(choice: Choice, handle: str) -> str:
    """Give the address at which a district of one's own opens, under the visitor's policy."""
    return address_of(EXPLORE, replace(choice, district=handle, story=""))


def own_facts(own: Iterable[OwnDistrict], choice: Choice) -> list[Facts]:
    """Give the visitor's districts: name, and where each opens."""
    return [
        {
            "title": one.title[choice.language],
            "explore": explore_address(choice, one.handle),
            "handle": one.handle,
        }
        for one in own
    ]


def _texts(values: Sequence[Any], language: str) -> list[str]:
    return [one[language] if isinstance(one, Mapping) else str(one) for one in values]


def _count(key: str, value: Any, language: str) -> str:
    if isinstance(value, list):
        return str(len(value))
    if key == "population_kind":
        known = {kind: say(language, f"form_kind_{kind}") for kind in KINDS}
        return {**known, ASSUMED_KIND: say(language, "found_assumed")}.get(str(value), str(value))
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) and key != "population_year" else str(value)


def case_facts(news: News, language: str) -> Facts | None:
    """Give the statistics of a file beside those of a run; None before there are any."""
    if news.stage == IDLE or not news.found:
        return None
    real, simulated = news.found["real"], news.found["simulated"]
    figures: list[Statistics] = [real["figures"], simulated["figures"]]
    return {
        "sentence": case_sentence(figures, language),
        "heads": [
            say(language, "data_figure"), real["title"][language], simulated["title"][language],
        ],
        "rows": _rows(figures, language),
        "hours": [[100 * share for share in one.volume.by_hour] for one in figures],
        "weekdays": [
            [day[language], *(_weekday(one, k) for one in figures)]
            for k, day in enumerate(WEEKDAYS)
        ],
        "names": [say(language, "data_real"), say(language, "data_simulated")],
        "note": say(language, "data_cases_note", days=DAYS),
    }  # fmt: skip


def _rows(figures: Sequence[Statistics], language: str) -> list[list[str]]:
    label = KIND_SHARES[language]
    columns = [
        {**figures_of(one, language), label: series_of(one, language)[label]} for one in figures
    ]
    lines = [[name, *(column[name] for column in columns)] for name in columns[0]]
    return [[line[0], *(v.replace("-", "–", 1) if v == "-" else v for v in line[1:])]
            for line in lines if set(line[1:]) != {"-"}]  # fmt: skip


def _weekday(one: Statistics, day: int) -> str:
    values = one.volume.by_weekday
    return number(values[day]) if values and values[day] is not None else "–"


def case_sentence(figures: Sequence[Statistics], language: str) -> str:
    """Tell in a sentence or two how the file and the run differ; only what both have."""
    parts = []
    pairs: dict[str, list[float | None]] = {
        "per_day": [one.volume.per_day for one in figures],
        "median": [one.closing.quantiles["median"] for one in figures],
        "gini": [one.spread.gini for one in figures],
        "busiest": [_busiest(one) for one in figures],
    }
    for key, (real, simulated) in pairs.items():
        if real is not None and simulated is not None:
            values = {"real": f"{real:.3g}", "simulated": f"{simulated:.3g}"}
            parts.append(say(language, f"says_{key}", **values))
    return ("" if language == "zh" else " ").join(parts)


def _busiest(one: Statistics) -> int | None:
    hours = one.volume.by_hour
    return hours.index(max(hours)) if hours else None
