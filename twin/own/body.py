"""What may stand in a function of a behaviour: it looks, it reckons, it gives one value."""

import ast
import math
from collections.abc import Iterator, Sequence

from agents.knob import Words
from twin.errors import InputError, nearest

#: Modules that hold luck or the time of day of this machine.
LUCKY = ("random", "numpy", "np", "secrets", "time", "datetime", "uuid")
LUCK = Words(
    "随机数只用参数 luck：0 到 1 之间，按主体和钟点给定，同一种子每次都一样",
    "luck comes from the argument luck alone: 0 to 1, by agent and hour, the same for a seed",
)
#: Python's own functions that a rule may use.
BUILTINS = frozenset({"abs", "min", "max", "round", "int", "float", "bool", "range", "len"})
#: Statements a function may not hold, whatever they would do.
BARRED = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Global, ast.Nonlocal,
    ast.Try, ast.With, ast.Import, ast.ImportFrom, ast.Yield, ast.YieldFrom, ast.Await, ast.Delete,
    ast.Raise, ast.Assert,
)  # fmt: skip
SIMPLE = Words(
    "if、for … in range(…)、计算和 return", "if, for … in range(...), arithmetic and return"
)
COUNTED = Words(
    "for … in range(…)：循环次数事先就知道", "for … in range(...), which ends for certain"
)
ONLY_LOOK = Words(
    "规则只看不改：改的那一列用 return 给出", "a rule only looks: it gives its column by return"
)
EVERY_PATH = Words(
    "每一种情形都要 return 一个值；不想改就 return 原来的值",
    "a value by return on every path; to change nothing, return the old value",
)
HEAD = Words(
    "默认值只写数字，标注只写 int、float 这样的类型名",
    "a number as a default, the name of a type such as float as an annotation",
)
#: Names an annotation may be made of.
TYPES = frozenset({"int", "float", "bool", "str", "dict", "list", "tuple"})
DECLARE = Words("写进 SEES 的列", "a column that is written into SEES")
KNOWN = Words(
    "参数、函数里赋过值的名字、文件里的声明和函数、math，以及 "
    "abs min max round int float bool range len",
    "arguments, names set in the function, declarations and functions of the file, math, and "
    "abs min max round int float bool range len",
)


def body_mistakes(
    function: ast.FunctionDef, file: str, outside: frozenset[str], sees: Sequence[str] | None
) -> Iterator[InputError]:
    """Give the mistakes of a function, in the order of its lines.

    ``outside`` are the names declared in the file, ``sees`` the columns it may look at (None where
    that is not known).
    """
    if function.decorator_list:
        shown = f"@{ast.unparse(function.decorator_list[0])}"
        yield InputError("statement not allowed", f"{file}:{function.lineno}", shown, SIMPLE)
    for part in _run_on_loading(function.args, function.returns):
        shown = ast.unparse(part)
        yield InputError("statement not allowed", f"{file}:{part.lineno}", shown, HEAD)
    known = outside | BUILTINS | {"math"} | _set_in(function)
    for node in sorted(_inside(function), key=lambda node: (node.lineno, node.col_offset)):
        found = _mistake_of(node, known, sees)
        if found is not None:
            what, got, allowed, near = found
            yield InputError(what, f"{file}:{node.lineno}", got, allowed, near)
    if not _always_returns(function.body):
        where = f"{file}:{function.body[-1].end_lineno or function.lineno}"
        yield InputError("no value on some path", where, f"def {function.name}", EVERY_PATH)


def _run_on_loading(args: ast.arguments, returns: ast.expr | None) -> Iterator[ast.expr]:
    """Give the defaults that are no plain values, and the annotations that name no type."""
    for default in (*args.defaults, *args.kw_defaults):
        if default is not None and not is_plain(default):
            yield default
    every = (*args.posonlyargs, *args.args, args.vararg, *args.kwonlyargs, args.kwarg)
    for annotation in (*(arg.annotation for arg in every if arg is not None), returns):
        if annotation is not None and not names_type(annotation):
            yield annotation


def is_plain(node: ast.expr) -> bool:
    """Tell whether an expression is a number, a text or a bracket of them, and nothing to run."""
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def names_type(node: ast.expr) -> bool:
    """Tell whether an annotation is a text or made of Python's own types, as ``tuple[int, ...]``.

    All others would be worked out when the file is loaded.
    """
    if isinstance(node, ast.Name):
        return node.id in TYPES
    if isinstance(node, ast.Subscript):
        return names_type(node.value) and names_type(node.slice)
    if isinstance(node, ast.Tuple):
        return all(names_type(part) for part in node.elts)
    return isinstance(node, ast.Constant)


def _inside(function: ast.FunctionDef) -> list[ast.expr | ast.stmt]:
    return [
        node
        for statement in function.body
        for node in ast.walk(statement)
        if isinstance(node, ast.expr | ast.stmt)
    ]


def _set_in(function: ast.FunctionDef) -> frozenset[str]:
    given = {arg.arg for arg in function.args.args}
    stored = {
        node.id
        for node in _inside(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return frozenset(given | stored)


Found = tuple[str, str, Words, str | None]


def _mistake_of(node: ast.AST, known: frozenset[str], sees: Sequence[str] | None) -> Found | None:
    """Give what is wrong with one node, if anything is."""
    shown = ast.unparse(node).splitlines()[0]
    if isinstance(node, ast.While):
        return "loop that may never end", shown, COUNTED, None
    if isinstance(node, BARRED):
        return "statement not allowed", shown, SIMPLE, None
    if isinstance(node, ast.Return) and node.value is None:
        return "no value on some path", shown, EVERY_PATH, None
    if isinstance(node, ast.Attribute):
        return _attribute_mistake(node, known, sees)
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        return "changes what it sees", shown, ONLY_LOOK, None
    if isinstance(node, ast.Name) and node.id not in known:
        if node.id in LUCKY:
            return "luck or time from elsewhere", node.id, LUCK, None
        return "unknown name in a rule", node.id, KNOWN, nearest(node.id, known)
    return None


def _attribute_mistake(
    node: ast.Attribute, known: frozenset[str], sees: Sequence[str] | None
) -> Found | None:
    shown, base = ast.unparse(node), node.value
    if isinstance(base, ast.Name) and base.id not in known:
        return None  # the name itself is told of
    if not isinstance(node.ctx, ast.Load):
        return "changes what it sees", shown, ONLY_LOOK, None
    if isinstance(base, ast.Name) and base.id == "math":
        fine = hasattr(math, node.attr) and not node.attr.startswith("_")
        return None if fine else ("unknown name in a rule", shown, KNOWN, None)
    if sees is None or node.attr in sees:
        return None
    return "looks at what it does not see", shown, DECLARE, nearest(node.attr, sees)


def _always_returns(body: Sequence[ast.stmt]) -> bool:
    """Tell whether a block gives a value whatever happens."""
    last = body[-1]
    if isinstance(last, ast.If):
        return bool(last.orelse) and _always_returns(last.body) and _always_returns(last.orelse)
    return isinstance(last, ast.Return)
