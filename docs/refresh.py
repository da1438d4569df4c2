"""Write into the docs what the commands print, so that the two cannot drift.

A page marks the place with two comments; what stands between them is replaced::

    <!-- begin: twin levers --markdown --lang en -->
    <!-- end -->

``python docs/refresh.py`` rewrites the pages, ``python docs/refresh.py --check`` only tells (exit
code 1) which are out of date; a test runs the check.
"""

import contextlib
import importlib
import io
import re
import shlex
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REGION = re.compile(r"(<!-- begin: twin (.+?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def refreshed(page: str) -> str:
    """Give a page with every marked region replaced by the output of its command."""
    return REGION.sub(lambda found: f"{found[1]}{output(found[2])}{found[4]}", page)


def output(command: str) -> str:
    """Give what ``twin`` prints for a command line; Markdown as it is, the rest as a block.

    Raises ValueError where the command does not end well.
    """
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = importlib.import_module("twin.cli").main(shlex.split(command))
    if code:
        raise ValueError(f"twin {command} ended with {code}")
    text = printed.getvalue().strip()
    is_markdown = "--markdown" in command or shlex.split(command)[0] == "odd"
    return f"{text}\n" if is_markdown else f"```text\n{text}\n```\n"


def stale(pages: list[Path]) -> list[Path]:
    """Give the pages that do not hold what the commands print."""
    return [page for page in pages if refreshed(read(page)) != read(page)]


def read(page: Path) -> str:
    """Give the text of a page."""
    return page.read_text(encoding="utf-8")


def run(check: bool) -> int:
    """Rewrite the stale pages, or with ``check`` only name them; give the exit code."""
    found = stale(sorted(HERE.rglob("*.md")))
    for page in found:
        sys.stdout.write(f"{'out of date' if check else 'rewritten'}: {page.relative_to(HERE)}\n")
        if not check:
            page.write_text(refreshed(read(page)), encoding="utf-8", newline="\n")
    return int(check and bool(found))


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    sys.exit(run("--check" in sys.argv[1:]))
