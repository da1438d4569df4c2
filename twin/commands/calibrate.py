"""``twin calibrate``: the declared targets measured, or parameters looked for that meet them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.knob import Words
from twin.commands.calibration_tables import band, declared
from twin.commands.options import Answer, Given, load
from twin.commands.progress import Progress
from twin.commands.request import changed, seeds_of, workers_asked
from twin.commands.words import language, text_table
from twin.errors import InputError, Interrupted, UsageError
from twin.paths import check_folder
from twin.scenario import Scenario
from twin.settings import as_number, check_whole
from twin.writing import number

if TYPE_CHECKING:
    from twin.calibration.check import Finding
    from twin.calibration.search import Proposal, Search

WHERE = "twin calibrate"
MOST = 60
MOST_HIGH = 10_000
PROPOSAL = "calibration-proposal.json"
STOPPED = "interrupted: finished runs are kept, the same command goes on from there"
TITLE = Words(
    "{district} · 预热 {burn_in} 天后测量 {days} 天 · 种子 {seeds}",
    "{district} · {days} days measured after {burn_in} of burn-in · seeds {seeds}",
)
HEADINGS = (
    Words("目标", "Target"),
    Words("指标", "Indicator"),
    Words("数据行", "Row"),
    Words("实得", "Measured"),
    Words("各种子", "By seed"),
    Words("目标值", "Aim"),
    Words("允许范围", "Band"),
    Words("结论", "Verdict"),
)
VERDICTS = {True: Words("达到", "met"), False: Words("未达到", "missed")}
FOUND = Words(
    "试了 {tried} 组，偏差由 {before} 降到 {after}（0 为全部正中，每个刚在边上的目标记 1）。",
    "{tried} points tried; the loss went from {before} to {after} "
    "(0: every target on the spot, 1 for each at the edge of its band).",
)
NOTHING = Words(
    "试了 {tried} 组，没有比现有数值更好的（偏差 {before}）。",
    "{tried} points tried; none is better than the values as they are (loss {before}).",
)
CHANGES = (Words("参数", "Parameter"), Words("现值", "Now"), Words("建议", "Proposed"))
WRITTEN = Words(
    "建议写在 {file}；没有改动任何参数。要采用，请改 scenarios/parameters.csv，并在 "
    "scenarios/calibration.toml 里写明这次调整。",
    "The proposal is in {file}; no parameter was changed. To take it over, change "
    "scenarios/parameters.csv and declare the tuning in scenarios/calibration.toml.",
)


def answer(given: Given) -> Answer:
    """Measure the targets (``--check``), tell what is declared, or search; nothing is changed.

    Raises UsageError for options that do not go together, Interrupted at Ctrl-C.
    """
    words = language(given)
    if given.has("--declared"):
        return declared(given)
    if given.has("--markdown"):
        raise UsageError("option not understood", WHERE, "--markdown", "--declared --markdown")
    asked = request(given)
    with_progress = check if given.has("--check") else search
    try:
        return with_progress(asked, given, words)
    except KeyboardInterrupt as stop:
        raise Interrupted(STOPPED) from stop


def request(given: Given) -> "Search":
    """Give what is to be run: as declared, unless an option says otherwise."""
    plan = load("twin.calibration.declared:declaration")()
    base = Scenario(district=plan.district, days=plan.days, burn_in=plan.burn_in)
    out, seeds = given.last("--out"), given.last("--seeds")
    if out is not None:
        check_folder(out, "--out")
    found: Search = load("twin.calibration.search:Search")(
        scenario=changed(base, given),
        seeds=plan.seeds if seeds is None else tuple(seeds_of(seeds)),
        free=tuple(given.every("--parameter")) or plan.free,
        most=check_whole(as_number(given.last("--most") or str(MOST)), 1, MOST_HIGH, "--most"),
        folder=load("twin.calibration.check:home_of")(out),
        workers=workers_asked(given),
    )
    return found


def check(asked: "Search", given: Given, words: str) -> Answer:
    """Run the targets and say measured against target."""
    with Progress(f"{WHERE} --check", words=words) as progress:
        findings = load("twin.calibration.check:measure")(
            asked.scenario, asked.seeds, asked.folder, asked.workers, progress
        )
    text = "\n".join([title(asked, words), "", table(findings, words)])
    return Answer(text, {**about(asked), "targets": [f.to_dict() for f in findings]})


def search(asked: "Search", given: Given, words: str) -> Answer:
    """Look for better parameters, and write them to the proposal file.

    Raises InputError where there is such a file.
    """
    file = Path(given.last("--proposal") or PROPOSAL)
    if file.exists():
        raise InputError("file in use", "--proposal", str(file), "a name that is not taken")
    check_folder(file.absolute().parent, "--proposal")
    with Progress(WHERE, words=words) as progress:
        found = load("twin.calibration.search:look_for")(asked, progress)
    data = {**about(asked), **proposal_object(found)}
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    lines = [title(asked, words), "", outcome(found, words), "", changes(found, words), ""]
    lines += [table(found.best.findings, words), "", WRITTEN[words].format(file=file)]
    return Answer("\n".join(lines), data)


def about(asked: "Search") -> dict[str, Any]:
    """Give what was run, as plain data."""
    scenario = load("twin.calibration.check:settled")(asked.scenario)
    return {
        "district": scenario.district,
        "policy": scenario.policy,
        "days": scenario.days,
        "burn_in": scenario.burn_in,
        "scale": scenario.scale,
        "levers": dict(scenario.levers),
        "set": dict(scenario.parameters),
        "seeds": list(asked.seeds),
    }


def proposal_object(found: "Proposal") -> dict[str, Any]:
    """Give a proposal as plain data: the start, the best point, and its targets."""
    return {
        "tried": found.tried,
        "loss": {"start": found.start.loss, "best": found.best.loss},
        "start": dict(found.start.parameters),
        "parameters": dict(found.best.parameters),
        "targets": [finding.to_dict() for finding in found.best.findings],
    }


def title(asked: "Search", words: str) -> str:
    """Say what was run."""
    scenario = asked.scenario
    seeds = ", ".join(str(seed) for seed in asked.seeds)
    return TITLE[words].format(
        district=scenario.district, days=scenario.days, burn_in=scenario.burn_in, seeds=seeds
    )


def table(findings: "tuple[Finding, ...]", words: str) -> str:
    """Write measured against target, one row a target."""
    rows = [
        [
            f.target.label[words],
            f.target.indicator,
            "-" if f.target.row is None else str(f.target.row),
            number(f.measured),
            " ".join(number(value) for value in f.by_seed),
            number(f.target.value),
            band(f.target.low, f.target.high),
            VERDICTS[f.met][words],
        ]
        for f in findings
    ]
    return text_table([heading[words] for heading in HEADINGS], rows)


def outcome(found: "Proposal", words: str) -> str:
    """Say how far the search came."""
    text = FOUND if found.best.loss < found.start.loss else NOTHING
    return text[words].format(
        tried=found.tried, before=number(found.start.loss), after=number(found.best.loss)
    )


def changes(found: "Proposal", words: str) -> str:
    """Write each free parameter as it is and as it is proposed."""
    rows = [
        [name, number(before), number(found.best.parameters[name])]
        for name, before in found.start.parameters.items()
    ]
    return text_table([heading[words] for heading in CHANGES], rows)
