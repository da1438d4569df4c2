"""A table as an answer: text for people, Markdown for the docs, objects for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twin.commands.options import Answer, Given
from twin.commands.words import language, text_table
from twin.writing import markdown_table

#: Column -> its heading in Chinese; the English one is the column's own name.
HEADINGS_ZH = {
    "name": "名称", "label": "中文名", "what": "含义", "low": "最小", "high": "最大",
    "default": "默认", "unit": "单位", "grade": "依据等级", "source": "来源", "side": "方面",
    "better": "何者为好", "population": "人口", "streets": "街道", "cells": "网格", "kind": "类别",
    "levers": "改动的杠杆", "district": "城区", "policy": "政策", "days": "天数",
    "minutes": "分钟", "screens": "屏数", "asks": "猜几题",
    "shocks": "冲击", "schedule": "分阶段调整",
    "instrument": "现实中的做法", "place": "哪里", "since": "何时",
    "group": "组", "off": "关闭值", "staff": "编制/千人", "money": "元/千人·天",
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table: its name, rows of texts by column for people, and objects for programs."""

    name: str
    rows: Sequence[Mapping[str, str]]
    objects: Sequence[Mapping[str, Any]]

    def answer(self, given: Given) -> Answer:
        """Give the table as text, as Markdown, or as one object."""
        words = language(given)
        columns = list(self.rows[0]) if self.rows else ["name"]
        head = [HEADINGS_ZH.get(c, c) if words == "zh" else c for c in columns]
        write = markdown_table if given.has("--markdown") else text_table
        text = write(head, [[row[c] for c in columns] for row in self.rows])
        return Answer(text, {self.name: [dict(item) for item in self.objects]})
