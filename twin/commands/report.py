"""``twin report``: a run, a comparison or a sweep as one HTML file."""

from pathlib import Path

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
        _check(Path(file))
    page = load("twin.report:report_of")(given.arguments[0], words)
    text = str(load("twin.report:render")(page))
    data = {"question": page.question, "language": words, "bytes": len(text.encode())}
    if file is None:
        return Answer(text, {**data, "html": text})
    write_whole(Path(file), [text])
    said = SAVED[words].format(file=file, size=len(text.encode()) // 1000)
    return Answer(said, {**data, "file": file})


def _check(file: Path) -> None:
    if file.is_dir() or not file.parent.is_dir():
        allowed = "a file in a folder that exists, as in report.html"
        raise InputError("folder not writable", "--out", str(file), allowed)
