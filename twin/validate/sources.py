"""What of the sources decides what a probe notes: a kept run is read again only under the same.

May import the standard library, ``twin.validate.pattern`` and ``twin.validate.watch``.
"""

import ast
import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from twin.validate.pattern import Pattern
from twin.validate.watch import Build

DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef
#: Modules that count for every pattern.
ALWAYS = ("twin.validate.pattern", "twin.validate.watch")
OWN = "twin.validate."
#: What of the declaration of a pattern decides its runs; the rest only judges them.
DECIDES = {"name", "probe"}


@cache
def probe_revision(pattern: Pattern) -> str:
    """Hash the modules in which the probe of a pattern is written: 16 hexadecimal digits.

    Modules are the pattern's own, that of its probe, and what these import of the same package.
    Comments and docstrings do not count, nor do the pattern's criteria, words, statistics and arms
    (whose scenarios have addresses): all these can be mended without making any run again.
    """
    made = (pattern.arms, pattern.statistics, pattern.probe, type(pattern.probe()))
    names = {*ALWAYS, *(getattr(part, "__module__", None) or "" for part in made)} - {""}
    digest = hashlib.blake2b(digest_size=8)
    for module in sorted(_closure(names), key=lambda module: module.__name__):
        for node in _tree(module).body:
            digest.update(_essence(node, module, pattern).encode())
    return digest.hexdigest()


@cache
def build_revision(build: Build) -> str:
    """Hash the module that builds the cities: 16 hexadecimal digits."""
    module = sys.modules[build.__module__]
    content = _file(module).read_bytes() + build.__qualname__.encode()
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def _closure(names: set[str]) -> list[ModuleType]:
    """Give modules, and what they import of the validation or of their own package."""
    found: dict[str, ModuleType] = {}
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        if name in found or name not in sys.modules:
            continue
        found[name] = sys.modules[name]
        packages = (OWN, f"{name.rpartition('.')[0]}.")
        imported = _imports(_tree(found[name]))
        waiting += [target for target in imported if target.startswith(packages)]
    return list(found.values())


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _essence(node: ast.stmt, module: ModuleType, pattern: Pattern) -> str:
    """Give a statement of a module as text, without what only judges what a probe noted."""
    if isinstance(node, ast.FunctionDef):
        apart = (pattern.arms, pattern.statistics)
        return "" if getattr(module, node.name, None) in apart else ast.dump(node)
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    if isinstance(value, ast.Call) and ast.unparse(value.func) == Pattern.__name__:
        deciding = [ast.dump(word) for word in value.keywords if word.arg in DECIDES]
        return " ".join([*map(ast.dump, value.args), *deciding])
    return ast.dump(node)


@cache
def _tree(module: ModuleType) -> ast.Module:
    """Read a module without its docstrings."""
    tree = ast.parse(_file(module).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
    return tree


def _file(module: ModuleType) -> Path:
    return Path(str(module.__file__))
