"""``twin report``: a run, a comparison or a sweep as one HTML file."""

from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.atomic import write_whole
from twin.commands.options import Answer, Given, load
from twin.commands.words import language
from twin.errors import InputError, UsageError

WHERE = "twin report"
SAVED = Words("已写入 {file}（{size} kB）", "Written to {file} ({size} kB)")


def answer(given: Given) -> Answer:
    """Write the report to ``--out``, or print it; raises InputError for what has none."""
    words, file = language(given), given.last("--out")
    if not given.arguments:
        allowed = "the folder of a saved run, of a comparison or of a sweep"
        raise UsageError("missing argument", WHERE, allowed=allowed)
    if file is not None:
        return write_report(given.arguments[0], check_file(file, "--out"), words)
    return delivered(load("twin.report:report_of")(given.arguments[0], words), None, words)


def write_report(subject: str, file: Path, words: str) -> Answer:
    """Write the report of a folder to a file; raises InputError for what has none."""
    return delivered(load("twin.report:report_of")(subject, words), file, words)


def delivered(page: Any, file: Path | None, words: str) -> Answer:
    """Write a report (``twin.report.page.Page``) to a file, or print it where there is none."""
    text = str(load("twin.report:render")(page))
    size = len(text.encode())
    data = {"question": page.question, "language": words, "bytes": size}
    if file is None:
        return Answer(text, {**data, "html": text})
    write_whole(file, [text])
    said = SAVED[words].format(file=file, size=size // 1000)
    return Answer(said, {**data, "file": str(file)})


def check_file(file: str, option: str) -> Path:
    """Give the path of a file that can be written; raises InputError for any other."""
    found = Path(file)
    if found.is_dir() or not found.parent.is_dir():
        allowed = "a file in a folder that exists, as in report.html"
        raise InputError("folder not writable", option, file, allowed)
    return found
