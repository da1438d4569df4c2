"""``twin explain story NAME`` and ``twin explain shock NAME``."""

from agents.knob import Words
from twin.commands.dated import dated_lines
from twin.commands.options import Answer
from twin.commands.pages import SOURCE, page
from twin.errors import UsageError
from twin.scenario import load_story, story_names
from twin.shockfile import PHASES, Shock, load_shock, shock_names
from twin.shocks import describe_placed

POLICY = Words("政策", "Policy")
DISTRICT = Words("城区", "District")
DAYS = Words("天数", "Days")
STRIKES = Words("冲击", "Strikes")
DATED = Words("分阶段调整", "Dated change")
NOTICE = Words("看什么", "Notice")
TRY = Words("再试试", "Try")
CONSTRUCTED = Words("哪些是构造的", "What is constructed")
MADE_OF = Words("由此组成", "Made of")
PHASE = {
    "warning": Words("预警起", "Warned from"),
    "start": Words("冲击起", "Strikes from"),
    "all_clear": Words("解除", "All clear at"),
    "after": Words("恢复观察到", "Recovery followed to"),
}
BEFORE = Words("{anchor}前 {hours} 小时", "{hours} h before {anchor}")
AFTER = Words("{anchor}后 {hours} 小时", "{hours} h after {anchor}")
LATER = Words("{title}，第 {hours} 小时", "{title}, {hours} h from the beginning")


def story(name: str | None, words: str) -> Answer:
    """Explain a shipped story or a story file: what it runs, what to notice and to try.

    Raises UsageError without a name.
    """
    where = "twin explain story"
    if name is None:
        raise UsageError("missing argument", where, allowed=story_names())
    found = load_story(name, where)
    scenario = found.scenario
    facts = [(DISTRICT, scenario.district), (POLICY, scenario.policy), (DAYS, str(scenario.days))]
    facts += [(STRIKES, describe_placed(placed, words)) for placed in scenario.shocks]
    facts += [(DATED, line) for line in dated_lines(scenario, words)]
    facts += [(NOTICE, found.notice[words]), (TRY, found.try_[words])]
    facts += [(SOURCE, source) for source in found.sources]
    text = page(f"{found.name} · {found.title[words]}", found.about[words], facts, words)
    named = {"title": found.title, "about": found.about, "notice": found.notice, "try": found.try_}
    texts = {key: vars(value) for key, value in named.items()}
    rest = {"scenario": scenario.to_dict(), "sources": list(found.sources)}
    return Answer(text, {"story": {"name": found.name, **texts, **rest}})


def shock(name: str | None, words: str) -> Answer:
    """Explain a shipped shock or a shock file: its phases, sources, and what is constructed.

    Raises UsageError without a name.
    """
    where = "twin explain shock"
    if name is None:
        raise UsageError("missing argument", where, allowed=shock_names())
    found = load_shock(name, where)
    facts = [*_course(found, words), (CONSTRUCTED, found.constructed[words])]
    facts += [(SOURCE, source) for source in found.sources]
    text = page(f"{found.name} · {found.title[words]}", found.about[words], facts, words)
    texts = {key: vars(getattr(found, key)) for key in ("title", "about", "constructed")}
    rest = {**found.content(), "sources": list(found.sources)}
    return Answer(text, {"shock": {"name": found.name, "kind": found.kind, **texts, **rest}})


def _course(found: Shock, words: str) -> list[tuple[Words, str]]:
    if found.parts:
        return [
            (MADE_OF, LATER[words].format(title=load_shock(p.name).title[words], hours=p.hours))
            for p in found.parts
        ]
    anchor = found.says()[1][words]
    hours = [(PHASE[key], int(getattr(found, key))) for key in PHASES]
    return [
        (name, (BEFORE if hour < 0 else AFTER)[words].format(anchor=anchor, hours=abs(hour)))
        for name, hour in hours
    ]
