"""What differs: charts over time, sentences, winners and losers; and how they reach the page.

Charts get messages, past solara, at most four times a second; the table and the words change only
when a replication has ended, and only after the last render was committed.
"""

from collections.abc import Callable
from typing import Any

import anywidget
import solara

from twin.lockstep import Row
from twin.replications import DAYS, TIMES, State
from twin.session import Trail
from twin.ui.bundle import script
from twin.ui.compare.figures import (
    CHARTS,
    Result,
    chart_of,
    group_rows,
    results_of,
    titles_of,
)
from twin.ui.compare.headlines import headlines_of
from twin.ui.compare.panels import Findings, Groups
from twin.ui.compare.panes import LETTERS, Panes
from twin.ui.compare.visit import CompareVisit
from twin.ui.text import say, say_all
from twin.ui.told import Tell, use_told


class Differences(anywidget.AnyWidget):
    """Charts of differences; what they show arrives as messages."""

    _esm = script("dom", "differences")


@solara.component
def DifferencesPanel(visit: CompareVisit, panes: Panes) -> None:
    """Everything below the panes; the futures are made anew when a policy changes."""
    wanted = tuple(choice.levers for choice in panes.choices)

    def follow(tell: Tell[Any]) -> None:
        last = [State({})]

        def note(fresh: State) -> None:
            if worth_telling(last[0], fresh) and tell((wanted, fresh)):
                last[0] = fresh

        visit.replicator.tell = note
        visit.replicate()

    told = use_told((wanted, State({})), follow, again=[wanted])
    # what is told of other policies than those shown is not worth showing
    state = told[1] if told[0] == wanted else State({})
    results = solara.use_memo(
        lambda: results_of(state.found, len(panes.keys)), [len(state.found), wanted]
    )
    words = say_all(panes.language, "differences", "diff_hint", "head_details")
    named = {"aria-label": words["differences"]}
    with solara.v.Html(tag="section", class_="tw-below", attributes=named):
        Findings(words=words, news=news_of(state, results, panes))
        ChartsPanel(visit, panes, results)
        Groups(words=group_words(panes.language, results), tables=group_tables(results, panes))


def worth_telling(before: State, now: State) -> bool:
    """Tell whether the words and tables would change by more than the bar of progress."""
    return (
        len(before.found) != len(now.found)
        or before.finished != now.finished
        or before.failed != now.failed
        or (before.todo == 0) != (now.todo == 0)
    )


def news_of(state: State, results: list[Result], panes: Panes) -> dict[str, Any]:
    """Give how far the replications are, and the headlines once there are any."""
    language = panes.language
    sets = min((len(result.other) for result in results), default=0)
    if state.finished:
        text = say(language, "diff_made", n=sets, days=DAYS)
    elif state.todo:
        text = say(language, "diff_making", n=sets, times=TIMES)
    else:
        text = say(language, "diff_queue")
    if state.failed:
        text = f"{text} · " + say(language, "diff_failed", failed=state.failed)
    return {
        "text": text,
        "busy": not state.finished,
        "done": sets,
        "todo": TIMES,
        "headlines": headlines_of(results, titles_of(panes), language),
    }


def group_words(language: str, results: list[Result]) -> dict[str, str]:
    """Give the fixed texts of the table of groups."""
    keys = ("groups", "groups_wait", "group_who", "group_what", "group_difference")
    readings = ("reading_better", "reading_worse", "reading_different", "reading_unclear")
    times = min((len(result.other) for result in results), default=0)
    hint = say(language, "groups_hint", n=times, days=DAYS)
    more = ("group_change", "group_verdict", "diff_interval")
    return {
        **say_all(language, *keys, *more, *readings, "reading_same", "reading_none"),
        "groups_hint": hint,
    }


def group_tables(results: list[Result], panes: Panes) -> list[dict[str, Any]]:
    """Give the table of each pane beside the first."""
    return [
        {
            "letter": LETTERS[place].upper(),
            "name": f"{LETTERS[place].upper()} − A",
            "rows": group_rows(result, panes.language) if result.other else [],
        }
        for place, result in enumerate(results, start=1)
    ]


@solara.component
def ChartsPanel(visit: CompareVisit, panes: Panes, results: list[Result]) -> None:
    """The charts and their wiring: new days out, readiness in."""
    element = Differences.element()
    desk = solara.use_memo(ChartsDesk, [])

    def connect() -> Callable[[], None]:
        widget = solara.get_widget(element)
        desk.send = widget.send

        def tell(_: Row) -> None:
            desk.tell(visit.trails())

        def ready(_: Any, __: dict[str, Any], ___: Any) -> None:
            desk.tell(visit.trails(), anew=True)

        widget.on_msg(ready)
        visit.stream.tells.append(tell)
        return lambda: visit.stream.tells.remove(tell)

    def renew() -> None:
        desk.panes, desk.results = panes, results
        desk.tell(visit.trails(), anew=True)

    solara.use_effect(connect, [])
    solara.use_effect(renew, [panes, sum(len(result.other) for result in results)])


class ChartsDesk:
    """Sends the charts what they show, and nothing twice."""

    def __init__(self) -> None:
        """Begin with nothing to show and nobody to show it to."""
        self.send: Callable[[dict[str, Any]], None] | None = None
        self.panes: Panes | None = None
        self.results: list[Result] = []
        self._seen: tuple[int, int] = (0, 0)

    def tell(self, trails: list[Trail], anew: bool = False) -> None:
        """Send the charts if a day has passed since, or ``anew``."""
        if self.send is None or self.panes is None or len(trails) != len(self.panes.keys):
            return
        seen = id(trails[0]), min(len(trail.values) for trail in trails)
        if anew or seen != self._seen:
            self._seen = seen
            self.send(charts_message(trails, self.results, self.panes))


def charts_message(trails: list[Trail], results: list[Result], panes: Panes) -> dict[str, Any]:
    """Give everything the charts show, in the language of the page."""
    language = panes.language
    length = min(len(trail.values) - trail.past for trail in trails)
    keys = ("diff_table", "diff_day", "diff_days", "diff_live", "diff_mean", "diff_interval")
    words = say_all(language, *keys, "start")
    return {
        "words": {name.removeprefix("diff_"): text for name, text in words.items()},
        "language": language,
        "days": list(range(length)),
        "ahead": list(range(DAYS + 1)),
        "horizon": DAYS,
        "times": min((len(result.other) for result in results), default=0),
        "charts": [chart_of(chart, trails, results, panes) for chart in CHARTS],
    }
