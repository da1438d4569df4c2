"""The pages of docs/kit, taken apart: headings, links, exercises, and the figures of the key."""

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from twin.indicators import INDICATORS

KIT = Path(__file__).resolve().parent.parent / "docs" / "kit"
LANGUAGES = ("zh", "en")
PAGES = ("facilitator", "roles", "forms", "exercises", "answers", "glossary")
SECTION = re.compile(r"^## (\d+) .*$", re.MULTILINE)
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
LABELS = {indicator.label.en: indicator.name for indicator in INDICATORS}


@dataclass(frozen=True)
class Exercise:
    """One exercise: the files it has written, then commands and programs in their order."""

    files: dict[str, str]
    steps: tuple[tuple[str, str], ...]


def page(language, name):
    """Give the text of a page of the kit."""
    return (KIT / language / f"{name}.md").read_text(encoding="utf-8")


def headings(language, name):
    """Give the levels of a page's headings, in order."""
    return [len(found) for found in re.findall(r"^(#+) ", page(language, name), re.MULTILINE)]


def sections(language, name):
    """Give the numbered sections of a page, by number."""
    text = page(language, name)
    found = list(SECTION.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    return {int(one[1]): text[one.end() : end] for one, end in zip(found, ends, strict=True)}


def exercises(language):
    """Give the exercises of a language, by number."""
    return {number: _exercise(text) for number, text in sections(language, "exercises").items()}


def _exercise(text):
    blocks = BLOCK.findall(text)
    names = re.findall(r"`([\w-]+\.toml)`", text)
    files = dict(zip(names, (body for kind, body in blocks if kind == "toml"), strict=True))
    steps = []
    for kind, body in blocks:
        if kind == "console":
            steps += [("twin", line) for line in body.splitlines()]
        elif kind == "python":
            steps.append(("python", body))
    return Exercise(files, tuple(steps))


def key(language, number):
    """Give the rows of figures of an answer: name -> cells."""
    rows = re.findall(r"^\| `([\w-]+)` \| (.+) \|$", sections(language, "answers")[number], re.M)
    return {name: cells.split(" | ") for name, cells in rows}


def told(language, number):
    """Give what the key says a program prints, block by block."""
    return [
        body
        for kind, body in BLOCK.findall(sections(language, "answers")[number])
        if kind == "text"
    ]


def figures(printed, name):
    """Give the cells of all printed lines about an indicator or a policy, in order."""
    rows = [re.split(r"\s{2,}", line.strip()) for text in printed for line in text.splitlines()]
    return [cell for row in rows if name in row or LABELS.get(row[0]) == name for cell in row]


def means(printed, name):
    """Give the printed means of an indicator as numbers, run by run."""
    cells = figures(printed, name)
    at = [k for k, cell in enumerate(cells) if LABELS.get(cell) == name]
    return [float(cells[k + 1].replace(",", "")) for k in at]


def in_order(cells, printed):
    """Tell whether all cells stand in a row of printed ones, in their order."""
    left = iter(printed)
    return all(cell in left for cell in cells)


def words_of(command):
    """Give what follows ``twin`` on a command line; raises ValueError for another program."""
    name, *words = shlex.split(command)
    if name != "twin":
        raise ValueError(command)
    return words


def run_program(text):
    """Give what a Python program of an exercise prints, run in this folder."""
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout
