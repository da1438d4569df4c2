"""The tables of the ODD page, each made from the declarations that the model itself runs on."""

import csv
from collections.abc import Callable, Sequence

from agents import departments, offices, residents, teams, vendors, view
from agents.knob import Words
from agents.rows import FACE_COLUMNS
from agents.streams import DECISIONS
from agents.table import Column
from twin.calibration.declared import declaration
from twin.commands import calibration_tables, knobs, measures
from twin.commands.explain_tick import EVERY_ZH
from twin.commands.odd_figures import grid, matters, people, rhythms, trade_lines, trades
from twin.commands.options import Given
from twin.mechanisms import columns
from twin.parameters import PARAMETERS
from twin.paths import scenarios_home
from twin.schedule import SCHEDULE
from twin.units import grade_in, unit_in

#: Every table of the world that agents or mechanisms read, by name: its title and columns.
ENTITIES: dict[str, tuple[Words, Sequence[Column]]] = {
    "face": (Words("五类主体共有", "All five populations"), FACE_COLUMNS),
    "residents": (Words("居民", "Residents"), residents.COLUMNS),
    "vendors": (Words("摊贩", "Vendors"), vendors.COLUMNS),
    "teams": (Words("队伍", "Teams"), teams.COLUMNS),
    "offices": (Words("街道办", "Street offices"), offices.COLUMNS),
    "departments": (Words("部门", "Departments"), departments.COLUMNS),
    "cells": (Words("网格", "Cells"), columns.CELL),
    "zones": (Words("政策片", "Zones"), columns.ZONE),
    "weather": (Words("天气与冲击", "Weather and shocks"), columns.WEATHER),
    "cases": (Words("案件", "Cases"), columns.CASE),
    "city": (Words("全市", "The city"), columns.CITY),
    "traces": (Words("一小时内的痕迹", "Traces of one hour"), columns.TRACE),
}
#: Who sees what of whom, as ``agents/view.py`` declares it.
SEEN: tuple[tuple[Words, Words, tuple[str, ...]], ...] = (
    (Words("居民", "Resident"), Words("地点", "places"), view.RESIDENT_SEES_CELL),
    (Words("居民", "Resident"), Words("街道", "its street"), view.RESIDENT_SEES_STREET),
    (Words("居民", "Resident"), Words("政策", "policies at home"), view.RESIDENT_SEES_ZONE),
    (Words("居民", "Resident"), Words("天气与冲击", "weather"), view.RESIDENT_SEES_WEATHER),
    (Words("摊贩", "Vendor"), Words("地点", "places"), view.VENDOR_SEES_CELL),
    (Words("摊贩", "Vendor"), Words("政策", "rules of a place"), view.VENDOR_SEES_ZONE),
    (Words("摊贩", "Vendor"), Words("邻街", "the street next door"), view.VENDOR_SEES_STREET),
    (Words("队伍", "Team"), Words("地点", "places"), view.TEAM_SEES_CELL),
    (Words("队伍", "Team"), Words("街道", "the street it patrols"), view.TEAM_SEES_STREET),
    (Words("队伍", "Team"), Words("政策", "rules of a place"), view.TEAM_SEES_ZONE),
    (Words("街道办", "Street office"), Words("居民", "residents"), view.OFFICE_SEES_RESIDENT),
    (Words("部门", "Department"), Words("街道办", "offices"), view.DEPARTMENT_SEES_STREET),
)


def listed(text: str) -> Given:
    """Give what a person types for a table of the docs in one language."""
    return Given(options={"--markdown": [""], "--lang": [text]})


def levers(words: str) -> str:
    """Give every lever."""
    return knobs.levers(listed(words)).text


def indicators(words: str) -> str:
    """Give every indicator."""
    return measures.indicators(listed(words)).text


def parameters(words: str) -> str:
    """Give every parameter: value, range, how it was set, grade and source."""
    heads = (
        Words("名称", "name"),
        Words("含义", "what"),
        Words("现值", "value"),
        Words("范围", "range"),
        Words("单位", "unit"),
        Words("由来", "how set"),
        Words("依据等级", "grade"),
        Words("来源", "source"),
    )
    plan = declaration()
    rows = [
        [
            k.name,
            k.label[words],
            f"{k.default:g}",
            f"{k.low:g} … {k.high:g}",
            unit_in(words, k.unit),
            plan.origin_of(k.name)[words],
            grade_in(words, k.grade),
            k.source,
        ]
        for k in PARAMETERS
    ]
    return grid(words, heads, rows)


def patterns(words: str) -> str:
    """Give every pattern and whether it was looked at."""
    _, heads, rows = calibration_tables.patterns(declaration(), words)
    return grid(words, heads, rows)


def schedule(words: str) -> str:
    """Give the phases of the tick, in order."""
    heads = (
        Words("序", "#"),
        Words("环节", "phase"),
        Words("频率", "every"),
        Words("发生什么", "what happens"),
        Words("读取的表", "reads"),
        Words("写入的表", "writes"),
    )
    rows = [
        [
            str(number),
            phase.name,
            EVERY_ZH[phase.every] if words == "zh" else phase.every,
            phase.text[words],
            ", ".join(phase.reads),
            ", ".join(phase.writes),
        ]
        for number, phase in enumerate(SCHEDULE, 1)
    ]
    return grid(words, heads, rows)


def state(words: str) -> str:
    """Give the state variables of every entity, a table for each."""
    heads = (
        Words("变量", "variable"),
        Words("含义", "what"),
        Words("单位", "unit"),
        Words("起始", "first"),
    )
    shared = {column.name for column in (*FACE_COLUMNS, *columns.LEVER_COLUMNS)}
    without = {"face", "cells", "weather", "cases", "city", "traces"}
    parts = []
    for name, (title, declared) in ENTITIES.items():
        own = [c for c in declared if name in without or c.name not in shared]
        rows = [
            [
                column.name + ("" if not column.shape else f" ({column.shape[0]})"),
                meaning(name, column, words),
                unit_in(words, column.unit),
                f"{column.default:g}",
            ]
            for column in own
        ]
        parts += [f"**{title[words]}** (`{name}`)", "", grid(words, heads, rows), ""]
    return "\n".join(parts).rstrip()


def meaning(table: str, column: Column, words: str) -> str:
    """Give what a column means; in English as it is declared, and where nobody has put it yet."""
    if words == "en":
        return column.meaning
    return chinese_columns().get((table, column.name), column.meaning)


def chinese_columns() -> dict[tuple[str, str], str]:
    """Give the Chinese meanings of columns by table and name, from ``scenarios/odd/state.csv``."""
    return {(row["table"], row["column"]): row["zh"] for row in read("state.csv")}


def streams(words: str) -> str:
    """Give every named decision that draws luck."""
    heads = (Words("决定", "decision"), Words("抽取什么", "what is drawn"))
    rows = [[row["name"], row[words]] for row in read("streams.csv") if row["name"] in DECISIONS]
    return grid(words, heads, rows)


def read(name: str) -> list[dict[str, str]]:
    """Give the rows of a table of words in ``scenarios/odd``."""
    with (scenarios_home() / "odd" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def views(words: str) -> str:
    """Give what every kind of agent can see."""
    heads = (Words("谁", "who"), Words("看什么", "of what"), Words("看得见的变量", "sees"))
    rows = [[who[words], what[words], ", ".join(names)] for who, what, names in SEEN]
    return grid(words, heads, rows)


#: Name of a table in the prose -> the function that makes it in a language.
TABLES: dict[str, Callable[[str], str]] = {
    "levers": levers,
    "parameters": parameters,
    "indicators": indicators,
    "patterns": patterns,
    "schedule": schedule,
    "state": state,
    "streams": streams,
    "views": views,
    "kinds": matters,
    "groups": people,
    "trades": trades,
    "habits": rhythms,
    "departments": trade_lines,
}
