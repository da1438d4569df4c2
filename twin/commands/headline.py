"""``twin headline``: frontiers of central and decentralised policy; where welfare is highest."""

from functools import partial
from typing import TYPE_CHECKING

from agents.knob import Words
from twin.commands.compare import told_failure
from twin.commands.making import folders_asked, made
from twin.commands.options import Answer, Given, load
from twin.commands.request import workers_asked
from twin.commands.validate import protocol_of
from twin.commands.words import language, text_table
from twin.errors import EXIT_OK, EXIT_SOME_FAILED, check_known

if TYPE_CHECKING:
    from twin.analysis.headline import Headline

WHERE = "twin headline"
HEAD = Words(
    "{district} · 预热 {burn_in} 天后测量 {days} 天 · 种子 {seeds}",
    "{district} · {days} days measured after {burn_in} of burn-in · seeds {seeds}",
)


def answer(given: Given) -> Answer:
    """Run the experiment that was asked for; exit code 1 where a run failed."""
    words, protocol = language(given), protocol_of(given)
    only = given.last("--only") or ""
    if only:
        check_known(only, load("twin.analysis.headline:PARTS"), "not a part", "--only")
    folders = folders_asked(given)
    workers_asked(given)
    make = partial(load("twin.analysis.headline:headline"), protocol, only=only)
    found: Headline = made(given, WHERE, protocol.district, make)
    if "--write" in folders:
        load("twin.analysis.headline_write:write_headline")(found, folders["--write"])
    data = load("twin.analysis.headline_write:data_of")(found)
    return Answer(page(found, words), data, EXIT_SOME_FAILED if found.failed else EXIT_OK)


def page(found: "Headline", words: str) -> str:
    """Write the headline for a person: where, the tables, and what failed."""
    ready = found.protocol
    seeds = f"{ready.seeds[0]}:{ready.seeds[-1]}"
    lines = [HEAD[words].format(**vars(ready) | {"seeds": seeds})]
    captions, notes = (
        load(f"twin.analysis.headline_tables:{name}") for name in ("CAPTIONS", "NOTES")
    )
    for part in load("twin.analysis.headline_write:parts_of")(found):
        for name, sheet in load("twin.analysis.headline_write:sections")(found, part, words):
            lines += ["", captions[name][words], "", text_table(sheet.head, sheet.rows)]
            lines += ["", notes[name][words]] if name in notes else []
    lines += [told_failure(one.run, one, words) for one in found.failed]
    return "\n".join(lines)
