"""``twin explain policy NAME``."""

from agents.knob import Words
from twin.commands.options import Answer
from twin.commands.pages import SOURCE, page
from twin.errors import UsageError
from twin.levers import policy_cost
from twin.policy import load_policy, policy_names
from twin.timetable import describe_entry
from twin.units import cost_in

TURNS = Words("改动的杠杆", "Turns")
DATED = Words("分阶段调整", "Dated change")
COST = Words("成本", "Cost")
BASELINE_COST = Words("现状的成本", "Cost as it was")
LEAVES_OUT = Words("没有写进来的", "Leaves out")


def policy(name: str | None, words: str) -> Answer:
    """Explain a shipped policy or a policy file: what it does and leaves out.

    Raises UsageError without a name.
    """
    where = "twin explain policy"
    if name is None:
        raise UsageError("missing argument", where, allowed=policy_names())
    found = load_policy(name, where)
    turned = ", ".join(f"{lever} = {value:g}" for lever, value in found.levers.items())
    cost = policy_cost(found.levers)
    facts = [
        (TURNS, turned),
        *((DATED, describe_entry(entry, words)) for entry in found.schedule),
        (COST, cost_in(words, *cost)),
        (BASELINE_COST, cost_in(words, *policy_cost({}))),
        (LEAVES_OUT, found.leaves_out[words]),
        *((SOURCE, source) for source in found.sources),
    ]
    text = page(f"{found.name} · {found.title[words]}", found.about[words], facts, words)
    texts = {key: vars(getattr(found, key)) for key in ("title", "about", "leaves_out")}
    dated = [entry.to_dict() for entry in found.schedule]
    levers = {"levers": dict(found.levers), "schedule": dated, "sources": list(found.sources)}
    levers |= {"cost": cost._asdict()}
    return Answer(text, {"policy": {"name": found.name, **texts, **levers}})
