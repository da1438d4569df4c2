"""Show me the code: the command, the Python lines and the notebook that reproduce a link."""

import shlex
from collections.abc import Iterator
from typing import Any

import nbformat

import twin
from agents.knob import Words
from twin.district import load_district
from twin.opening import HOUR, POLICY, SEED
from twin.session.tape import Change, Entry
from twin.share.link import Link

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
TITLE = Words("# {district}：开局后第 {at} 小时", "# {district}, {at} hours after the opening")
ABOUT = Words(
    "这本笔记重做屏幕上的那一次运行：同一座城、同样的运气、同样的操作。"
    "版本 {version}，指纹应为 `{digest}`。\n\n示意性孪生，不作预测。",
    "This notebook makes again what was on the screen: the same city, the same luck, the same "
    "turns. Version {version}; the digest should be `{digest}`.\n\n"
    "A stylised twin, not a forecast.",
)
CHECK = Words("## 是不是同一次运行", "## Is it the same run")
LOOK = Words("## 每天的秩序、活力与满意度", "## Order, vitality and satisfaction by day")
NEXT = Words(
    "## 接着试\n\n换一个种子，看看差别里有多少是运气；"
    "或用 `twin.compare` 把两套做法放在许多种子下对比。",
    "## Go on from here\n\nTake another seed and see how much of it was luck; or set two policies "
    "beside each other over many seeds with `twin.compare`.",
)


def command_line(link: Link) -> str:
    """Give the command that runs a link again and prints its digest."""
    return shlex.join(["twin", "replay", link.query()])


def python_lines(link: Link) -> str:
    """Give Python lines that make the city of a link from nothing and print its digest."""
    burn_in = load_district(link.district).burn_in
    lines = ["import twin", *_imports(link), ""]
    lines += [
        f'model = twin.CityTwin(district="{link.district}", policy="{POLICY}", '
        f"rng={SEED}, burn_in={burn_in})",
        f"model.run_for({HOUR}, days={burn_in})",
    ]
    if link.story:
        lines.append(f'set_up(model, "{link.story}")')
    hour = 0
    for entry in link.log:
        if entry.tick > hour:
            lines.append(f"model.run_for({entry.tick - hour})")
            hour = entry.tick
        lines.append(_line(entry))
    if link.at > hour:
        lines.append(f"model.run_for({link.at - hour})")
    return "\n".join([*lines, "print(model.digest())"])


def _imports(link: Link) -> Iterator[str]:
    if link.story:
        yield "from twin.opening import set_up"
    if not all(isinstance(entry, Change) for entry in link.log):
        yield "from twin.shocks import Placed, join"


def _line(entry: Entry) -> str:
    if isinstance(entry, Change):
        return f'model.set_lever("{entry.lever}", {entry.value!r})'
    placed = entry.placed
    values = f'"{placed.name}", {placed.day}, {placed.hour}, {placed.strength!r}'
    return f"model.shocks = join(model.shocks, Placed({values}))"


def notebook(link: Link, digest: str, language: str) -> str:
    """Give a Jupyter notebook, as the text of an .ipynb file, that makes a link again."""
    new: Any = nbformat.v4
    parts = {
        "district": load_district(link.district).title[language],
        "at": link.at,
        "version": twin.__version__,
        "digest": digest,
    }
    frame = "model.datacollector.get_model_vars_dataframe()"
    cells = [
        new.new_markdown_cell(f"{TITLE[language]}\n\n{ABOUT[language]}".format(**parts)),
        new.new_code_cell(python_lines(link)),
        new.new_markdown_cell(CHECK[language]),
        new.new_code_cell(f'assert model.digest() == "{digest}"'),
        new.new_markdown_cell(LOOK[language]),
        new.new_code_cell(f'{frame}[["order", "vitality", "satisfaction"]].iloc[23::24].tail(14)'),
        new.new_markdown_cell(NEXT[language]),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # else drawn at random: the same link gives the same file
    book = new.new_notebook(cells=cells)
    book.metadata["kernelspec"] = KERNEL
    written: Any = nbformat.writes
    return f"{written(book)}\n"
