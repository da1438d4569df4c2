"""``twin explain``: one thing in words, from the declaration that the model itself uses."""

from twin.commands.options import Answer, Given, load
from twin.commands.words import language
from twin.errors import UsageError, nearest

#: Kind of thing -> the function that explains it, imported when it is asked for.
KINDS = {
    "tick": "twin.commands.explain_tick:tick",
    "lever": "twin.commands.explain_knob:lever",
    "parameter": "twin.commands.explain_knob:parameter",
    "indicator": "twin.commands.explain_indicator:indicator",
    "behaviour": "twin.commands.explain_behaviour:behaviour",
    "policy": "twin.commands.explain_policy:policy",
    "shock": "twin.commands.explain_story:shock",
    "story": "twin.commands.explain_story:story",
    "lesson": "twin.commands.explain_lesson:lesson",
    "case": "twin.commands.explain_case:case",
}


def answer(given: Given) -> Answer:
    """Explain the thing named by the arguments, in ``--lang``; raises UsageError for another."""
    words = language(given)
    if not given.arguments:
        raise UsageError("missing argument", "twin explain", allowed=tuple(KINDS))
    kind = given.arguments[0]
    name = given.arguments[1] if len(given.arguments) > 1 else None
    if kind not in KINDS:
        raise UsageError("cannot explain", "twin explain", kind, tuple(KINDS), nearest(kind, KINDS))
    more = given.arguments[2:]
    if more and kind != "case":
        raise UsageError("argument not understood", f"twin explain {kind}", more[0])
    explained: Answer = load(KINDS[kind])(name, words, *more)
    return explained
