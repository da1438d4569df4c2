"""``twin validate``: the patterns the model must reproduce; all is checked before anything runs."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from agents.knob import Words
from twin.commands.compare import told_failure
from twin.commands.making import folders_asked, made
from twin.commands.options import Answer, Given, load
from twin.commands.request import OPTIONS, seeds_of, workers_asked
from twin.commands.words import language, text_table
from twin.errors import EXIT_OK, EXIT_SOME_FAILED, InputError
from twin.scenario import Scenario
from twin.settings import as_number, check_whole

if TYPE_CHECKING:
    from twin.validate.protocol import Protocol

WHERE = "twin validate"
MOST_POINTS = 10_000
HEAD = Words(
    "{district} · 预热 {burn_in} 天 · 种子 {seeds}",
    "{district} · {burn_in} days of burn-in · seeds {seeds}",
)


@dataclass(frozen=True)
class Part:
    """One part of the answer: what it is called, makes it, shows it and writes it."""

    name: str
    make: str
    sheet: str
    write: str


SCORECARD = Part("scorecard", "twin.validate.suite:validate", "scorecard_sheet", "write_scorecard")
ABLATION = Part("ablation", "twin.validate.ablate:ablate", "ablation_sheet", "write_ablation")
ROBUSTNESS = Part(
    "robustness", "twin.validate.robust:probe_space", "robustness_sheet", "write_robustness"
)


def answer(given: Given) -> Answer:
    """Run the patterns that were asked for; exit code 1 where a run failed, not where one fails."""
    words = language(given)
    patterns = load("twin.validate.protocol:patterns_named")(given.every("--pattern"), "--pattern")
    protocol, points = protocol_of(given), points_of(given)
    folders = folders_asked(given)
    asked = [part for part, wanted in ((ABLATION, given.has("--ablate")), (ROBUSTNESS, points))
             if wanted] or [SCORECARD]  # fmt: skip
    workers_asked(given)
    found = {}
    for part in asked:
        needs = (patterns, protocol, points) if part is ROBUSTNESS else (patterns, protocol)
        make = partial(load(part.make), *needs)
        found[part.name] = made(given, WHERE, protocol.district, make)
        if "--write" in folders:
            load(f"twin.validate.write:{part.write}")(found[part.name], folders["--write"])
    failed = any(one.failed for one in found.values())
    text = "\n\n".join(page(part, found[part.name], words) for part in asked)
    data = {name: one.to_dict() for name, one in found.items()}
    return Answer(text, data, EXIT_SOME_FAILED if failed else EXIT_OK)


def protocol_of(given: Given) -> "Protocol":
    """Give the protocol that was asked for; raises InputError naming the option at fault."""
    numbers: dict[str, Any] = {
        name: as_number(str(given.last(OPTIONS[name])))
        for name in ("days", "burn_in")
        if given.has(OPTIONS[name])
    }
    district = given.last("--district") or "validation"
    try:
        Scenario(district=district, **numbers)
    except InputError as error:
        where = OPTIONS.get(error.where, error.where)
        raise InputError(error.what, where, error.got, error.allowed, error.nearest) from error
    seeds = tuple(seeds_of(given.last("--seeds"))) if given.has("--seeds") else ()
    protocol: Protocol = load("twin.validate.protocol:Protocol")(
        quick=given.has("--quick"), seeds=seeds, district=district, **numbers
    )
    return protocol


def points_of(given: Given) -> int:
    """Give the number of points of the parameter space, 0 where none was asked for."""
    text = given.last("--robust")
    return 0 if text is None else check_whole(as_number(text), 1, MOST_POINTS, "--robust")


def page(part: Part, found: Any, words: str) -> str:
    """Write a part for a person: where, a table, and what failed."""
    settled = found.protocol
    sheet = load(f"twin.validate.tables:{part.sheet}")(found, words)
    seeds = f"{settled.seeds[0]}:{settled.seeds[-1]}"
    title = HEAD[words].format(district=settled.district, burn_in=settled.burn_in, seeds=seeds)
    lines = [title, "", text_table(sheet.head, sheet.rows)]
    if part is SCORECARD:
        lines += ["", load("twin.validate.tables:tally")(found, words)]
    lines += [told_failure(f"{one.pattern} {one.arm}", one, words) for one in found.failed]
    return "\n".join(lines)
