"""``twin cases``: the same statistics for a real case file and for saved runs, side by side."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.words import language, text_table
from twin.errors import UsageError, check_known
from twin.writing import markdown_table

if TYPE_CHECKING:
    from twin.series.space import Pair
    from twin.series.summary import Statistics
    from twin.series.table import CaseTable

WHERE = "twin cases"
FIGURE = Words("统计量", "Figure")
NOTE = Words(
    "办结用时按乘积极限法估计：未结案件按截至当时仍未办结计，作废案件不计。"
    "\n模拟案件过期失效的，视为始终未办结。“重复”在真实文件里按其标记，"
    "\n在模拟中指同一网格同类问题 30 日内再次立案：两者并非一回事。",
    "Time to close is a product-limit estimate: open cases count as still open, void ones not at"
    "\nall. A simulated case that lapsed was never closed. A repeat is what a file marks as one; in"
    "\na run it is a case of the same kind and cell within 30 days: the two are not the same.",
)
#: Options that only a run, or only a file, can follow.
OF_RUNS, OF_FILES = ("--by", "--kind", "--source"), ("--map", "--adjacency", "--population")


def answer(given: Given) -> Answer:
    """Give the statistics of the file, if any, and of every run; all is read before it is told."""
    words = language(given)
    _check(given)
    found = [*_of_file(given), *(_of_run(given, folder) for folder in given.every("--run"))]
    text = page(found, words, given.has("--markdown"))
    data = [
        {"title": {"zh": title.zh, "en": title.en}, **statistics.to_dict()}
        for title, statistics in found
    ]
    return Answer(text, {"cases": data})


def _check(given: Given) -> None:
    """Raise UsageError for a file without its mapping, or options that nothing follows."""
    if not given.arguments and not given.has("--run"):
        allowed = "a case file with --map, or --run with the folder of a saved run"
        raise UsageError("missing argument", WHERE, allowed=allowed)
    if given.arguments and not given.has("--map"):
        raise UsageError("missing option", "--map", allowed="which column is what: --map NAME|FILE")
    for names, there, what in (
        (OF_RUNS, given.has("--run"), "with --run DIR"),
        (OF_FILES, bool(given.arguments), "with a case file"),
    ):
        for name in names:
            if given.has(name) and not there:
                raise UsageError("missing option", name, allowed=what)


def _of_file(given: Given) -> list[tuple[Words, "Statistics"]]:
    if not given.arguments:
        return []
    table: CaseTable = load("twin.series:read_cases_file")(given.arguments[0], given.last("--map"))
    adjacency, population = given.last("--adjacency"), given.last("--population")
    pairs: list[Pair] | None = None
    people: Mapping[str, float] | None = None
    if adjacency is not None:
        pairs = load("twin.series.space:read_neighbours")(adjacency)
        table = table.covering((code for pair in pairs for code in pair), adjacency)
    if population is not None:
        people = load("twin.series.space:read_population")(population)
    return [_measured(given, table, pairs, people)]


def _of_run(given: Given, folder: str) -> tuple[Words, "Statistics"]:
    levels = load("twin.series.simulated:LEVELS")
    by = check_known(given.last("--by") or "street", levels, "unknown level", "--by")
    table: CaseTable = load("twin.series:cases_of_folder")(Path(folder), by)
    for column in ("kind", "source"):
        if given.has(f"--{column}"):
            table = table.only(column, given.every(f"--{column}"))
    district = load("twin.series.simulated:district_of")(folder)
    return _measured(given, table, *load("twin.series.simulated:surroundings")(district, by))


def _measured(
    given: Given,
    table: "CaseTable",
    pairs: "list[Pair] | None",
    people: Mapping[str, float] | None,
) -> tuple[Words, "Statistics"]:
    asked = table.dated() if given.has("--dates") else table
    return table.title, load("twin.series:statistics")(asked, pairs, people)


def page(found: list[tuple[Words, "Statistics"]], words: str, markdown: bool = False) -> str:
    """Write the statistics for a person: a line for each figure, a column for each table."""
    head = [FIGURE[words], *(title[words] for title, _ in found)]
    figures, series = (
        _lines([load(f"twin.series.rows:{name}")(statistics, words) for _, statistics in found])
        for name in ("figures_of", "series_of")
    )
    if markdown:
        return markdown_table(head, figures + series)
    blocks = [text_table(head, figures)]
    for label, *values in series:
        blocks += ["", label, *(f"  {v}  [{h}]" for v, h in zip(values, head[1:], strict=True))]
    return "\n".join([*blocks, "", NOTE[words]])


def _lines(columns: list[dict[str, str]]) -> list[list[str]]:
    """Give a line for each label that has a value anywhere."""
    lines = [[label, *(column[label] for column in columns)] for label in columns[0]]
    return [line for line in lines if set(line[1:]) != {"-"}]
