"""The import report: one HTML page in Chinese and English that needs nothing but itself.

What the files said, what was made of it, what fitted nothing and what is assumed, with the map of
the cells as the model sees them. May import ``agents.knob``, ``twin.writing`` and
``twin.importer``.
"""

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from agents.knob import Words
from twin.importer.columns import KINDS
from twin.importer.figures import ASSUMED_KIND
from twin.importer.result import Imported
from twin.writing import number

#: Most rows of the drawn map; a larger one is thinned out.
MOST_ROWS = 260
#: Fills that neighbours can be told apart by, and that dark text is read on.
FILLS = (
    "#8ecae6", "#ffd166", "#b7e4c7", "#f4a9a8", "#cdb4db", "#ffe5b4", "#a8dadc", "#e5c1a7",
)  # fmt: skip
STYLE = """
:root{color-scheme:light}body{font:16px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC",
"Microsoft YaHei",sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
h1{font-size:1.6rem;margin:.2rem 0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .6rem;border-bottom:1px solid #d8dee4;text-align:right}
th:first-child,td:first-child,th:nth-child(2),td:nth-child(2){text-align:left}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.6rem}
.facts div{border:1px solid #d8dee4;border-radius:.5rem;padding:.5rem .8rem}
.facts b{display:block;font-size:1.3rem}.warn li{margin:.2rem 0}.scroll{overflow-x:auto}
svg{width:100%;max-height:36rem;background:#f6f8fa;border-radius:.5rem}
svg text{text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:.2em}
footer{margin:2rem 0;color:#57606a}.pick{float:right}label{margin-left:.8rem}
body:has(#zh:checked) .en,body:has(#en:checked) .zh{display:none}
"""
HEAD = (
    Words("街道", "Street"), Words("代码", "Code"), Words("面积 km²", "Area km²"),
    Words("给出的面积 km²", "Stated km²"), Words("相差", "Off"), Words("单元格", "Cells"),
    Words("栅格误差", "Cell error"), Words("居民", "Residents"), Words("就业", "Workers"),
)  # fmt: skip


def page(found: Imported) -> str:
    """Give the report as one HTML page."""
    parts = [
        f"<!doctype html><html lang=zh><meta charset=utf-8><title>{escape(found.title.zh)} · "
        f"{escape(found.title.en)}</title>",
        "<meta name=viewport content='width=device-width,initial-scale=1'>",
        f"<style>{STYLE}</style><body><div class=pick>",
        "<label><input type=radio name=l id=zh checked> 中文</label>",
        "<label><input type=radio name=l id=en> English</label></div>",
        f"<h1>{both(found.title)}</h1><p>{both(INTRODUCTION)}</p>",
        _facts(found),
        f"<h2>{both(MAP)}</h2>{drawing(found)}",
        _items(Words("提醒", "Warnings"), map(both, found.warnings), NONE),
        _items(Words("假设", "What is assumed"), map(both, found.assumptions), NONE),
        f"<h2>{both(Words('街道', 'Streets'))}</h2>{_table(found)}",
        _items(UNMATCHED, map(escape, found.unmatched), NONE),
        _items(MISSING, map(escape, found.missing), NONE),
        _items(UNLISTED, map(escape, found.unlisted), NONE),
        _items(DATUM, (f"{escape(f)}: {escape(crs)}" for f, crs in found.crs.items()), NONE),
        _items(LICENCES, map(escape, found.credits), UNSTATED),
        f"<footer>{both(FOOT)}</footer></body></html>",
    ]
    return "\n".join(parts)


INTRODUCTION = Words(
    "导入报告：文件里有什么，模型据此得到了什么，什么没有对上，什么是假设。",
    "Import report: what the files hold, what the model makes of it, what fitted nothing, and what "
    "is assumed.",
)
MAP = Words("模型看到的地图（每格 100 米）", "The map as the model sees it (cells of 100 m)")
UNMATCHED = Words("文件里没有对上街道的行", "Rows of the files that fit no street")
MISSING = Words("代码表里有、文件里没有的街道", "Streets of the code list that the files lack")
UNLISTED = Words("文件里有、代码表里没有的街道", "Streets of the files that the code list lacks")
DATUM = Words("声明的坐标系", "Declared datum")
LICENCES = Words("署名与许可", "Attribution and licence")
NONE, UNSTATED = Words("无。", "None."), Words("未说明。", "Not stated.")
FOOT = Words(
    "示意性的孪生，不是预测。本页不联网，可直接转发。",
    "A stylised twin, not a forecast. This page needs no network and can be passed on as it is.",
)


def both(words: Words) -> str:
    """Give a text in both languages, of which the page shows one."""
    zh, en = escape(words.zh), escape(words.en)
    return f"<span class=zh lang=zh>{zh}</span><span class=en lang=en>{en}</span>"


def _facts(found: Imported) -> str:
    said = f"{found.population_kind} {found.population_year or ''}".strip()
    kind = Words("按密度假设", said) if said == ASSUMED_KIND else Words(said, said)
    stated = found.stated_km2
    off = "" if not stated else f" ({found.area_km2 / stated - 1:+.2%})"
    facilities = sum(int(counts.sum()) for counts in found.placed.values())
    facts = (
        (Words("街道", "Streets"), str(len(found.streets))),
        (Words("相邻街道对", "Pairs of neighbours"), str(len(found.pairs))),
        (
            Words("面积 km²（与给出的相差）", "Area km² (off the stated one)"),
            f"{found.area_km2:.2f}{off}",
        ),
        (Words("单元格", "Cells"), f"{sum(street.cells for street in found.streets):,}"),
        (Words(f"人口（{kind.zh}）", f"Population ({kind.en})"), f"{found.population:,}"),
        (Words("有位置的设施", "Facilities with a place"), f"{facilities:,}"),
    )
    blocks = (f"<div>{both(label)}<b>{escape(value)}</b></div>" for label, value in facts)
    return f"<div class=facts>{''.join(blocks)}</div>"


def _items(title: Words, items: Iterable[str], none: Words) -> str:
    lines = "".join(f"<li>{item}</li>" for item in items)
    body = f"<ul class=warn>{lines}</ul>" if lines else f"<p>{both(none)}</p>"
    return f"<h2>{both(title)}</h2>{body}"


def _table(found: Imported) -> str:
    rows = [
        (
            both(street.name),
            escape(street.code),
            f"{street.area_km2:.3f}",
            number(street.stated_km2),
            "-" if street.stated_error is None else f"{street.stated_error:+.1%}",
            f"{street.cells:,}",
            f"{street.cell_error:+.1%}",
            f"{street.residents:,}",
            f"{street.workers:,}",
        )
        for street in found.streets
    ]
    head = "".join(f"<th>{both(words)}</th>" for words in HEAD)
    return f"<div class=scroll><table><tr>{head}</tr>{''.join(map(_row, rows))}</table></div>"


def _row(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def drawing(found: Imported) -> str:
    """Give the map as SVG: the cells of every street as one path, names, known facilities."""
    step = max(1, -(-max(found.grid.shape) // MOST_ROWS))
    grid = found.grid[::step, ::step]
    height, width = grid.shape
    size = max(height, width)
    box = f'viewBox="-1 -1 {width + 2} {height + 2}" font-size="{size / 28:.2f}"'
    parts = [f'<svg {box} role=img aria-label="map">']
    colours = _colours(found)
    for place, street in enumerate(found.streets):
        path = _path(grid, place)
        names = escape(f"{street.code} {street.name.zh} {street.name.en}")
        title = f"<title>{names}</title>"
        parts.append(f'<path d="{path}" fill="{FILLS[colours[place]]}">{title}</path>')
    for kind, counts in found.placed.items():
        y, x = np.nonzero(counts)
        label = f"<title>{escape(KINDS[kind][-1])} {escape(kind)}</title>"
        for a, b in zip(x.tolist(), y.tolist(), strict=True):
            at = f'cx="{a / step + 0.5:g}" cy="{b / step + 0.5:g}" r="{size / 130:.2f}"'
            parts.append(f"<circle {at}>{label}</circle>")
    for place, street in enumerate(found.streets):
        y, x = np.nonzero(grid == place)
        if len(x):
            at = f'x="{x.mean() + 0.5:.1f}" y="{y.mean() + 0.5:.1f}"'
            parts.append(f"<text {at} class=zh>{escape(street.name.zh)}</text>")
            parts.append(f"<text {at} class=en>{escape(street.name.en)}</text>")
    return "".join([*parts, "</svg>"])


def _path(grid: np.ndarray, place: int) -> str:
    """Give the cells of a street as an SVG path, one rectangle for every run along a row."""
    own = np.pad(grid == place, ((0, 0), (1, 1)))
    y, start = np.nonzero(own[:, 1:] & ~own[:, :-1])
    end = np.nonzero(own[:, :-1] & ~own[:, 1:])[1]
    runs = zip(start.tolist(), y.tolist(), (end - start).tolist(), strict=True)
    return "".join(f"M{x} {row}h{long}v1h-{long}z" for x, row, long in runs)


def _colours(found: Imported) -> list[int]:
    """Give every street a fill that none of its neighbours before it has, if there is one."""
    near: list[set[int]] = [set() for _ in found.streets]
    for a, b, _ in found.pairs:
        near[b].add(a)
    chosen: list[int] = []
    for place in range(len(found.streets)):
        taken = {chosen[other] for other in near[place]}
        first = place % len(FILLS)
        tries = [(first + more) % len(FILLS) for more in range(len(FILLS))]
        chosen.append(next((fill for fill in tries if fill not in taken), first))
    return chosen
