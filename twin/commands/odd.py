"""``twin odd``: the model in the ODD 2020 protocol, prose and tables, as one Markdown page.

The prose stands in ``scenarios/odd`` (a page for each language), so that an installed package
can print it. Where it says ``<!-- table: NAME -->`` a table is put, made from the declarations
in force: numbers that are declared never stand in the prose.
"""

import re

from twin.commands.odd_tables import TABLES
from twin.commands.options import Answer, Given
from twin.commands.words import language
from twin.errors import check_known
from twin.paths import scenarios_home

MARK = re.compile(r"^<!-- table: (\S+) -->$", re.MULTILINE)


def answer(given: Given) -> Answer:
    """Give the whole page; with ``--json`` its text as one object."""
    words = language(given)
    text = page(words)
    return Answer(text, {"lang": words, "markdown": text})


def page(words: str) -> str:
    """Give the page in ``"zh"`` or ``"en"``, every table filled in.

    Raises InputError for a table that nobody makes.
    """
    return MARK.sub(lambda found: table(found[1], words), prose(words)).rstrip()


def prose(words: str) -> str:
    """Give the page as it is written, with the places of its tables."""
    return (scenarios_home() / "odd" / f"{words}.md").read_text(encoding="utf-8")


def table(name: str, words: str) -> str:
    """Give one table as Markdown; raises InputError where there is none of that name."""
    return TABLES[check_known(name, TABLES, "unknown key", f"odd/{words}.md")](words)
