"""``twin room``: the file of a workshop, run again or as a report.

What needs the model is imported when it is asked for.
"""

from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.progress import Progress
from twin.commands.report import check_file, delivered
from twin.commands.words import language, text_table
from twin.errors import EXIT_OK, EXIT_SOME_FAILED, UsageError
from twin.settings import as_number
from twin.workers import check_workers

WHERE = "twin room"
REPLAY, REPORT = "replay", "report"
SAME = Words(
    "{code}：{rounds} 轮、{teams} 条路程都重现了，指纹相同。",
    "{code}: {rounds} rounds and {teams} courses run again, all digests equal.",
)
DIFFERENT = Words(
    "{code}：有 {n} 处指纹不同。文件来自版本 {theirs}，这里是 {ours}。",
    "{code}: {n} digests differ. The file is of version {theirs}, this is {ours}.",
)
HEAD = Words("轮,队,文件里,重现", "round,team,in the file,run again")


def answer(given: Given) -> Answer:
    """Do what the first word says; raises UsageError for any other word."""
    verbs = {REPLAY: replay, REPORT: report}
    first = (given.arguments or ("",))[0]
    if first not in verbs:
        allowed = f"{WHERE} {REPLAY} FILE or {WHERE} {REPORT} FILE"
        raise UsageError("missing argument", WHERE, first or None, allowed)
    return verbs[first](given, language(given))


def opened(given: Given) -> dict[str, Any]:
    """Read the file that was named. Raises InputError where there is none, or another."""
    if len(given.arguments) < 2:
        raise UsageError("missing argument", f"{WHERE} {given.arguments[0]}", allowed="FILE.json")
    found: dict[str, Any] = load("twin.room.export:read_export")(Path(given.arguments[1]))
    return found


def replay(given: Given, words: str) -> Answer:
    """Run every course of a file again and compare its digests; exit code 1 where they differ."""
    found = opened(given)
    asked = given.last("--workers")
    workers = check_workers(None if asked is None else as_number(asked), "--workers")
    state = load("twin.room.export:state_of")(found)
    with Progress(WHERE, words=words) as tell:
        again: dict[str, list[str]] = load("twin.room.export:replay")(state, workers, tell)
    rows = [
        {
            "round": number,
            "team": team,
            "file": played["digests"][team],
            "again": digests[number - 1],
        }
        for number, played in enumerate(found["rounds"], start=1)
        for team, digests in again.items()
    ]
    different = [row for row in rows if row["file"] != row["again"]]
    facts = {
        "code": found["code"], "rounds": len(found["rounds"]), "teams": len(again),
        "n": len(different), "theirs": found["version"], "ours": load("twin:__version__"),
    }  # fmt: skip
    said = (DIFFERENT if different else SAME)[words].format(**facts)
    if different:
        shown = [[str(row[key]) for key in ("round", "team", "file", "again")] for row in different]
        said += "\n" + text_table(HEAD[words].split(","), shown)
    code = EXIT_SOME_FAILED if different else EXIT_OK
    return Answer(said, {**facts, "digests": rows}, code)


def report(given: Given, words: str) -> Answer:
    """Write the report of a file to ``--out``, or print it."""
    out = given.last("--out")
    file = check_file(out, "--out") if out else None
    return delivered(load("twin.room.report:room_report")(opened(given), words), file, words)
