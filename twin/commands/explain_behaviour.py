"""``twin explain behaviour WHO``: what a behaviour of a user's own may see and decide."""

from agents.knob import Words
from twin.commands.options import Answer
from twin.commands.pages import choose
from twin.commands.words import text_table
from twin.own import WHO, Column, columns_of

TITLE = Words(
    "{who}：自定行为能看什么、能定什么", "{who}: what a behaviour of your own sees and decides"
)
HEAD = (Words("列", "Column"), Words("能定", "May decide"), Words("含义", "What it is"))
HINT = Words(
    "写一条：twin new-behaviour own/NAME.py。here_ 开头的是所在地方的情形。",
    "To write one: twin new-behaviour own/NAME.py. Names that begin with here_ are of its place.",
)


def behaviour(name: str | None, words: str) -> Answer:
    """List the columns of a kind of agent; raises InputError for an unknown kind."""
    who = choose("kind of agent", WHO, name)
    columns = list(columns_of(str(name)).values())
    rows = [[column.name, _bounds(column), column.meaning[words]] for column in columns]
    title = TITLE[words].format(who=who.label[words])
    table = text_table([head[words] for head in HEAD], rows)
    return Answer(
        f"{title}\n\n{table}\n\n{HINT[words]}", {"behaviour": list(map(_object, columns))}
    )


def _bounds(column: Column) -> str:
    return "{:g}–{:g}".format(*column.bounds) if column.bounds else "-"


def _object(column: Column) -> dict[str, object]:
    bounds = dict(zip(("low", "high"), column.bounds or (), strict=False))
    words = {"zh": column.meaning.zh, "en": column.meaning.en}
    return {"name": column.name, "decides": column.bounds is not None, **bounds, **words}
