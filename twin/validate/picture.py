"""The ablation as a picture: mechanisms against patterns, coloured by verdict, as SVG.

Colour never stands alone: each verdict has its own sign, and a frame marks what changed.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from twin.validate.ablate import Ablation, Without
from twin.validate.judge import FAIL, PASS, UNDECIDED
from twin.validate.tables import ALL_AT_WORK, VERDICT_WORDS

#: Side of a square, width of the labels, height of the heading and of the legend, in pixels.
SIDE, LABELS, HEADING, LEGEND = 34, 330, 40, 40
FILLS = {PASS: "#2f7d5b", UNDECIDED: "#d9b64a", FAIL: "#a8402f"}
INKS = {PASS: "#ffffff", UNDECIDED: "#222222", FAIL: "#ffffff"}
SIGNS = {PASS: "✓", UNDECIDED: "?", FAIL: "✗"}
CHANGED = "框：与全部开启时不同 · framed: not as with all at work"


def ablation_svg(ablation: Ablation) -> str:
    """Draw one square for each mechanism and pattern; the first row has all at work."""
    names = [result.pattern.name for result in ablation.rows[0].results]
    width = LABELS + SIDE * max(len(names), 8) + 10
    height = HEADING + SIDE * len(ablation.rows) + LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *(_text(LABELS + SIDE * (k + 0.5), HEADING - 12, name) for k, name in enumerate(names)),
    ]
    for k, row in enumerate(ablation.rows):
        parts += _row(ablation, row, HEADING + SIDE * k)
    parts += _legend(height - 14)
    return "\n".join([*parts, "</svg>", ""])


def _row(ablation: Ablation, row: Without, top: float) -> Iterator[str]:
    label = ALL_AT_WORK if row.mechanism is None else row.mechanism.words
    yield _text(LABELS - 10, top + SIDE * 0.62, f"{label.zh} · {label.en}", anchor="end")
    for place, result in enumerate(row.results):
        changed = result.verdict != ablation.rows[0].results[place].verdict
        died = ", ".join(ablation.died(row, place))
        tip = f"{result.pattern.name} · {row.name}: {result.verdict}" + (f" ({died})" * bool(died))
        yield f"<g><title>{escape(tip)}</title>"
        yield _square(LABELS + SIDE * place, top, result.verdict, changed)
        yield "</g>"


def _square(left: float, top: float, verdict: str, changed: bool) -> str:
    frame = ' stroke="#111111" stroke-width="3"' if changed else ""
    box = (
        f'<rect x="{left + 2:g}" y="{top + 2:g}" width="{SIDE - 4}" height="{SIDE - 4}" '
        f'fill="{FILLS[verdict]}"{frame}/>'
    )
    return box + _text(left + SIDE / 2, top + SIDE * 0.62, SIGNS[verdict], INKS[verdict])


def _legend(line: float) -> Iterator[str]:
    for k, (verdict, words) in enumerate(VERDICT_WORDS.items()):
        told = f"{SIGNS[verdict]} {words.zh} {words.en}"
        yield _text(10 + 110 * k, line, told, FILLS[verdict], "start")
    yield _text(10 + 110 * len(VERDICT_WORDS), line, CHANGED, anchor="start")


def _text(x: float, y: float, text: str, fill: str = "#222222", anchor: str = "middle") -> str:
    place = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}"'
    return f'<text {place} fill="{fill}">{escape(text)}</text>'
