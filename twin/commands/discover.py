"""``twin discover``: where in the space of a sweep it goes wrong, as a box that can be said."""

from typing import Any

import pandas as pd

from agents.knob import Words
from twin.atomic import write_whole
from twin.commands.making import folders_asked
from twin.commands.options import Answer, Given
from twin.commands.words import language, text_table
from twin.errors import UsageError
from twin.findings.conditions import Condition, read_condition
from twin.findings.discovery import DENSITY, discover, drawn, failing
from twin.own import all_levers
from twin.parameters import PARAMETERS
from twin.sweep import Sweep
from twin.writing import number

WHERE = "twin discover"
LABELS = {knob.name: knob.label for knob in (*all_levers(), *PARAMETERS)}
TITLE = Words(
    "{name}：{points} 个点中有 {bad} 个满足“{fail}”",
    "{name}: of {points} points, {bad} have {fail}",
)
BOX = Words(
    "第 {box} 个框：含全部此类点的 {coverage:.0%}，框内 {density:.0%} 如此，占所有点的 {mass:.0%}",
    "Box {box}: holds {coverage:.0%} of them; {density:.0%} of its points are such; "
    "{mass:.0%} of all points",
)
HEAD = (
    Words("轴", "Axis"),
    Words("框内", "In the box"),
    Words("所跑范围", "As run"),
    Words("准 p 值", "Quasi-p"),
)
NONE = Words(
    "没有哪个框里有 {density:.0%} 以上如此：别处也难说清。",
    "No box has {density:.0%} or more of such points: there is no simple place for them.",
)
NOTE = Words(
    "一个点以多数种子为准。准 p 值：去掉这条界限后仍这么密，纯属碰巧的概率；0.05 以上别当真。"
    "\n方法：PRIM（Friedman 与 Fisher 1999）。",
    "A point counts by half of its seeds. Quasi-p: the probability that the box were as dense by"
    "\nluck without this bound; do not rest on bounds above 0.05. Method: PRIM (Friedman & Fisher"
    "\n1999).",
)


def answer(given: Given) -> Answer:
    """Find the boxes in which the condition of ``--fail`` holds; raises InputError, UsageError."""
    words, text = language(given), given.last("--fail")
    if not given.arguments:
        raise UsageError("missing argument", WHERE, allowed="DIR: the folder of a sweep")
    if text is None:
        raise UsageError("missing value", "--fail", allowed='--fail "vitality<0.4"')
    condition, folders = read_condition(text, "--fail"), folders_asked(given)
    sweep = Sweep.open(given.arguments[0])
    found, points = discover(sweep, condition), failing(sweep, condition)
    if "--write" in folders:
        folder = folders["--write"]
        write_whole(folder / "boxes.csv", [found.to_csv(index=False, lineterminator="\n")])
        write_whole(folder / "box.svg", [drawn(found, condition, words)])
    told = {"name": sweep.experiment.name, "points": len(points), "bad": int(points["fails"].sum())}
    data = {**told, "fail": str(condition), "boxes": _plain(found)}
    return Answer(page(found, told, condition, words), data)


def page(found: pd.DataFrame, told: dict[str, Any], condition: Condition, words: str) -> str:
    """Write the boxes for a person."""
    lines = [TITLE[words].format(**told, fail=condition.told(words))]
    for box, rows in found.groupby("box"):
        records = rows.to_dict("records")
        lines += ["", BOX[words].format(**records[0] | {"box": box}), ""]
        lines.append(text_table([text[words] for text in HEAD], [_row(r, words) for r in records]))
    if found.empty:
        lines += ["", NONE[words].format(density=DENSITY)]
    return "\n".join([*lines, "", NOTE[words]])


def _row(row: dict[str, Any], words: str) -> list[str]:
    return [
        f"{LABELS[row['axis']][words]} {row['axis']}",
        f"{number(row['low'])} … {number(row['high'])}",
        f"{number(row['axis_low'])} … {number(row['axis_high'])}",
        number(row["p"]) if row["p"] > 1e-4 else "< 0.0001",
    ]


def _plain(found: pd.DataFrame) -> list[dict[str, Any]]:
    boxes = []
    for box, rows in found.groupby("box"):
        first = rows.iloc[0]
        axes = rows[["axis", "low", "high", "axis_low", "axis_high", "p"]].astype(object)
        numbers = {name: float(first[name]) for name in ("coverage", "density", "mass")}
        limits = axes.where(axes.notna(), None).to_dict("records")
        boxes.append({"box": int(str(box)), **numbers, "limits": limits})
    return boxes
