"""What the file of a behaviour may hold, checked on its syntax tree: nothing of it is run.

:func:`take_apart` makes a sheet of it; :func:`mistakes_in` gives one message for each mistake.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agents.knob import Words
from twin.errors import InputError, nearest
from twin.own.body import LUCK, LUCKY, body_mistakes, is_plain, names_type
from twin.own.columns import WHO, columns_of

RULE = "rule"
DECLARED = {
    "TITLE": Words(
        'TITLE = {"zh": "中文名", "en": "English name"}',
        'TITLE = {"zh": "中文名", "en": "English name"}',
    ),
    "WHO": Words(
        'WHO = "vendor"：vendor、resident、team 或 office 之一',
        'WHO = "vendor": one of vendor, resident, team, office',
    ),
    "SEES": Words(
        'SEES = ("risk", "hour")：带括号的列名；只有一个时写 ("risk",)',
        'SEES = ("risk", "hour"): names in brackets; a single one is ("risk",)',
    ),
    "SETS": Words('SETS = "tidy"：一个列名', 'SETS = "tidy": the name of one column'),
    "HOURS": Words(
        "HOURS = (8, 17)：0 到 23 的整点；只有一个时写 (17,)",
        "HOURS = (8, 17): hours from 0 to 23; a single one is (17,)",
    ),
}
PLAIN = Words(
    "说明文字、import math、数字或文字的声明，和函数",
    "a docstring, import math, declarations of numbers and texts, and functions",
)


@dataclass(frozen=True)
class Sheet:
    """A file taken apart: its declarations with their lines, its functions, mistakes so far.

    ``imported`` are the names of imports that are among those mistakes.
    """

    file: str
    declared: Mapping[str, Any]
    lines: Mapping[str, int]
    functions: Mapping[str, ast.FunctionDef]
    mistakes: tuple[InputError, ...] = ()
    imported: frozenset[str] = frozenset()

    def at(self, name: str) -> str:
        """Give the place of a declaration, for messages."""
        return f"{self.file}:{self.lines[name]}" if name in self.lines else self.file


def mistakes_in(sheet: Sheet) -> list[InputError]:
    """Give every mistake of a file of a behaviour; empty where it can be read."""
    if not sheet.lines and not sheet.functions and sheet.mistakes:
        return list(sheet.mistakes)
    return [*sheet.mistakes, *_declaration_mistakes(sheet), *_function_mistakes(sheet)]


def take_apart(text: str, file: str) -> Sheet:
    """Take a file apart; what cannot be read or may not stand there is among its mistakes."""
    try:
        tree = ast.parse(text.removeprefix("\ufeff"), file)
    except (SyntaxError, ValueError) as error:  # a null character is a ValueError
        line = getattr(error, "lineno", None) or 1
        said = getattr(error, "msg", str(error))
        shown = (getattr(error, "text", None) or "").strip() or None
        found = InputError("Python does not understand this line", f"{file}:{line}", shown, said)
        return Sheet(file, {}, {}, {}, (found,))
    declared: dict[str, Any] = {}
    lines: dict[str, int] = {}
    functions: dict[str, ast.FunctionDef] = {}
    mistakes: list[InputError] = []
    imported: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            functions[node.name] = node
        elif (pair := _declaration(node)) is not None:
            declared[pair[0]], lines[pair[0]] = pair[1], node.lineno
        elif not _harmless(node):
            mistakes.append(_refused(node, file))
            imported |= _names_of(node)
    return Sheet(file, declared, lines, functions, tuple(mistakes), frozenset(imported))


def _names_of(node: ast.stmt) -> set[str]:
    """Give the names that an import would bring."""
    parts = node.names if isinstance(node, ast.Import | ast.ImportFrom) else []
    return {part.asname or part.name.split(".")[0] for part in parts}


def _declaration(node: ast.stmt) -> tuple[str, Any] | None:
    """Give name and value where a statement gives a name a number, a text or a bracket of them."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target, value = node.targets[0], node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        target, value = node.target, node.value
    else:
        return None
    fine = not isinstance(node, ast.AnnAssign) or names_type(node.annotation)
    if not fine or not isinstance(target, ast.Name) or not is_plain(value):
        return None
    return target.id, ast.literal_eval(value)


def _harmless(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import):
        return all(part.name == "math" and part.asname is None for part in node.names)
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


ONLY_MATH = Words("只能 import math", "import math, and nothing else")


def _refused(node: ast.stmt, file: str) -> InputError:
    where, shown = f"{file}:{node.lineno}", ast.unparse(node).splitlines()[0]
    if isinstance(node, ast.Import | ast.ImportFrom):
        module = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
        if module.split(".")[0] in LUCKY:
            return InputError("luck or time from elsewhere", where, shown, LUCK)
        return InputError("import not allowed", where, shown, ONLY_MATH)
    return InputError("statement not allowed", where, shown, PLAIN)


def _declaration_mistakes(sheet: Sheet) -> Iterator[InputError]:
    for name, how in DECLARED.items():
        if name not in sheet.declared:
            near = nearest(name, set(sheet.declared) - set(DECLARED))
            yield InputError("missing declaration", sheet.file, near, how)
    for name, check in CHECKS.items():
        if name in sheet.declared:
            yield from check(sheet, sheet.declared[name])


def _title(sheet: Sheet, value: Any) -> Iterator[InputError]:
    fine = isinstance(value, dict) and set(value) == {"zh", "en"}
    if not fine or not all(isinstance(text, str) and text.strip() for text in value.values()):
        where = sheet.at("TITLE")
        yield InputError("not a title in two languages", where, value, DECLARED["TITLE"])


def _who(sheet: Sheet, value: Any) -> Iterator[InputError]:
    if value not in tuple(WHO):
        near = nearest(value, WHO)
        yield InputError("unknown kind of agent", sheet.at("WHO"), value, tuple(WHO), near)


def _sees(sheet: Sheet, value: Any) -> Iterator[InputError]:
    where = sheet.at("SEES")
    if not isinstance(value, tuple | list) or not all(isinstance(name, str) for name in value):
        yield InputError("not a list of columns", where, value, DECLARED["SEES"])
        return
    known = known_columns(sheet)
    for name in value:
        if known and name not in known:
            yield InputError("unknown column", where, name, tuple(known), nearest(name, known))


def _sets(sheet: Sheet, value: Any) -> Iterator[InputError]:
    known, where = known_columns(sheet), sheet.at("SETS")
    free = tuple(name for name, column in known.items() if column.bounds)
    if not isinstance(value, str):
        yield InputError("not the name of one column", where, value, DECLARED["SETS"])
    elif known and value not in known:
        yield InputError("unknown column", where, value, free, nearest(value, known))
    elif known and value not in free:
        yield InputError("column a behaviour may not decide", where, value, free)


def _hours(sheet: Sheet, value: Any) -> Iterator[InputError]:
    listed = isinstance(value, tuple | list) and len(value) > 0
    if not listed or not all(type(hour) is int and 0 <= hour <= 23 for hour in value):
        yield InputError("not hours of the day", sheet.at("HOURS"), value, DECLARED["HOURS"])


CHECKS = {"TITLE": _title, "WHO": _who, "SEES": _sees, "SETS": _sets, "HOURS": _hours}


def known_columns(sheet: Sheet) -> Mapping[str, Any]:
    """Give the columns of the agent a file is about; empty where it names none that is known."""
    who = sheet.declared.get("WHO")
    return columns_of(who) if isinstance(who, str) and who in WHO else {}


def _function_mistakes(sheet: Sheet) -> Iterator[InputError]:
    who = sheet.declared.get("WHO")
    agent = who if isinstance(who, str) and who in WHO else "agent"
    form = Words(f"def {RULE}({agent}, luck):", f"def {RULE}({agent}, luck):")
    if RULE not in sheet.functions:
        near = nearest(RULE, sheet.functions)
        yield InputError("missing function", sheet.file, near, form)
    for name, function in sheet.functions.items():
        if name == RULE and len(_parameters(function)) != 2:
            shown = f"def {RULE}({ast.unparse(function.args)}):"
            yield InputError("wrong arguments", f"{sheet.file}:{function.lineno}", shown, form)
        for mistake in body_mistakes(function, sheet.file, _outside(sheet), _sees_of(sheet)):
            if mistake.got not in sheet.imported:
                yield mistake


def _parameters(function: ast.FunctionDef) -> list[ast.arg]:
    args = function.args
    plain = not (args.vararg or args.kwarg or args.kwonlyargs or args.defaults)
    return args.args if plain else []


def _outside(sheet: Sheet) -> frozenset[str]:
    """Give the names a function finds outside itself."""
    return frozenset({*sheet.declared, *sheet.functions})


def _sees_of(sheet: Sheet) -> tuple[str, ...] | None:
    """Give what a file declares to look at; None where that is a mistake of its own."""
    sees = sheet.declared.get("SEES")
    return tuple(sees) if isinstance(sees, tuple | list) else None
