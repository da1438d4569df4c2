"""Read the project's own sources as syntax trees, for the tests of their shape."""

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("agents", "twin")
SILENT = {
    tokenize.COMMENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path inside the project, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """Give the dotted name, ``twin.ui`` for twin/ui/__init__.py."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def at(self, node: ast.AST) -> str:
        """Give ``file:line`` of a node."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@dataclass(frozen=True)
class Function:
    """One function or method: where it stands, its dotted name and its tree."""

    source: Source
    name: str
    node: FunctionNode
    in_class: bool

    def __str__(self) -> str:
        """Give ``file:line name``."""
        return f"{self.source.at(self.node)} {self.name}"


def read(path: Path) -> Source:
    """Parse one file."""
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Give the Python files of some folders (all packages without one), sorted by path."""
    found = [file for folder in folders or PACKAGES for file in (ROOT / folder).rglob("*.py")]
    app = [ROOT / "app.py"] if not folders and (ROOT / "app.py").is_file() else []
    return tuple(read(file) for file in sorted(found) + app)


def functions(source: Source) -> Iterator[Function]:
    """Walk the functions of a file: methods and inner functions too."""
    yield from _functions(source, source.tree, "", False)


def _functions(source: Source, parent: ast.AST, prefix: str, in_class: bool) -> Iterator[Function]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, FunctionNode):
            name = f"{prefix}{node.name}"
            yield Function(source, name, node, in_class)
            yield from _functions(source, node, f"{name}.", False)
        elif isinstance(node, ast.ClassDef):
            yield from _functions(source, node, f"{prefix}{node.name}.", True)
        else:
            yield from _functions(source, node, prefix, in_class)


def classes(source: Source) -> Iterator[ast.ClassDef]:
    """Walk the classes of a file."""
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef))


@cache
def code_lines(source: Source) -> frozenset[int]:
    """Give the numbers of the lines that hold code: no blank line, no comment."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type not in SILENT:
            lines.update(range(token.start[0], token.end[0] + 1))
    return frozenset(lines)


def length(function: Function) -> int:
    """Count the code lines of a function: inner functions counted, docstring not."""
    node = function.node
    inside = set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    if ast.get_docstring(node) is not None:
        text = node.body[0]
        inside -= set(range(text.lineno, (text.end_lineno or text.lineno) + 1))
    return len(inside & code_lines(function.source))


def n_parameters(function: Function) -> int:
    """Count the parameters of a function, without ``self`` and ``cls``."""
    given = function.node.args
    listed = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    n = len(listed) + (given.vararg is not None) + (given.kwarg is not None)
    return n - (function.in_class and bool(listed) and listed[0].arg in {"self", "cls"})


def is_type_checking(node: ast.AST) -> bool:
    """Tell whether a node is ``if TYPE_CHECKING:``."""
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def imports(tree: ast.AST, everywhere: bool = True) -> Iterator[tuple[ast.AST, str]]:
    """Walk what a tree imports, as (node, dotted name).

    ``everywhere`` includes imports inside functions; without it only what runs at import.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)
        elif is_type_checking(node) or (isinstance(node, FunctionNode) and not everywhere):
            continue
        else:
            yield from imports(node, everywhere)


@cache
def tracked() -> tuple[str, ...] | None:
    """Give the files git tracks (None outside a git checkout)."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        return None
    return tuple(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())
