"""Tables of the ODD page that hold fixed figures: groups, trades, habits, shifts, kinds of case."""

from collections.abc import Sequence

from agents import hours
from agents.knob import Words
from twin import habits, populate
from twin.mechanisms import kinds
from twin.organisation import DEPARTMENTS
from twin.writing import markdown_table

GROUPS = (
    Words("老居民", "settled"),
    Words("新市民", "newcomer"),
    Words("骑手等新就业群体", "riders and the like"),
    Words("店主", "shopkeeper"),
    Words("老人", "elderly"),
)
TRADES = (
    Words("早点", "breakfast"),
    Words("农产", "produce"),
    Words("熟食", "cooked food"),
    Words("百货", "goods"),
    Words("夜宵", "night food"),
)
RHYTHMS = (
    Words("自由", "free"),
    Words("上班", "worker"),
    Words("骑手", "rider"),
    Words("老人", "elderly"),
)


def grid(words: str, heads: Sequence[Words], rows: Sequence[Sequence[str]]) -> str:
    """Write rows under headings in one language."""
    return markdown_table([head[words] for head in heads], rows)


def matters(words: str) -> str:
    """Give the kinds of case: departments in their order, hours, tier, gravity, simplicity."""
    heads = (
        Words("类别", "kind"),
        Words("需要的部门（按次序）", "departments, in order"),
        Words("每部分工时", "hours a part"),
        Words("时限（小时）", "tier (h)"),
        Words("轻重", "gravity"),
        Words("由易到难", "simplicity"),
    )
    rows = [
        [
            label[words],
            ", ".join(DEPARTMENTS[d][words] for d in range(5) if kinds.NEEDS[kind, d]),
            f"{kinds.WORK_HOURS[kind]:g}",
            f"{kinds.TIER_HOURS[kind]:g}",
            f"{kinds.SEVERITY[kind]:g}",
            f"{kinds.SIMPLICITY[kind]}",
        ]
        for kind, label in enumerate(kinds.KIND_WORDS)
    ]
    return grid(words, heads, rows)


def people(words: str) -> str:
    """Give the groups of residents: their shares before registration, and how often they go out."""
    heads = (Words("群体", "group"), Words("份额", "share"), Words("出门倍数", "outings (ratio)"))
    rows = [
        [label[words], f"{share:g}", f"{outgoing:g}"]
        for label, share, outgoing in zip(
            GROUPS, populate.GROUP_SHARES, populate.OUTGOING, strict=True
        )
    ]
    return grid(words, heads, rows)


def trades(words: str) -> str:
    """Give the trades: share of the pool of vendors, first and last hour."""
    heads = (
        Words("业态", "trade"),
        Words("份额", "share"),
        Words("自（时）", "from (h)"),
        Words("至（时）", "until (h)"),
    )
    rows = [
        [label[words], f"{share:g}", str(opens), str(closes)]
        for label, share, opens, closes in zip(
            TRADES, populate.TRADE_SHARES, hours.OPENS, hours.CLOSES, strict=True
        )
    ]
    return grid(words, heads, rows)


def rhythms(words: str) -> str:
    """Give the habits of the day: chance of an outing by rhythm, and what is then wanted."""
    heads = (Words("时", "hour"), *RHYTHMS, *TRADES)
    rows = [
        [str(hour), *(f"{chance:g}" for chance in row.out), *(f"{share:g}" for share in row.mix)]
        for hour, row in enumerate(habits.daily_habits())
    ]
    return grid(words, heads, rows)


def trade_lines(words: str) -> str:
    """Give the departments: their shifts, and the kinds of case they have a part in."""
    heads = (
        Words("部门", "department"),
        Words("两班上班钟点", "shifts begin at (h)"),
        Words("每班小时", "hours a shift"),
        Words("参与的类别", "has a part in"),
    )
    rows = [
        [
            label[words],
            ", ".join(str(hour) for hour in populate.SHIFTS[d]),
            str(populate.SHIFT_HOURS[d]),
            ", ".join(kinds.KIND_WORDS[k][words] for k in range(11) if kinds.NEEDS[k, d]),
        ]
        for d, label in enumerate(DEPARTMENTS)
    ]
    return grid(words, heads, rows)
