"""Compiled kernels are kept on disk, and an edited rule never meets a stale one."""

import ast
import os
import shutil
import subprocess
import sys

import pytest

from agents import compiled
from tests.shape.sources import imports, sources

RULE = """
from agents.compiled import rule

@rule
def price():
    return {price}
"""
KERNEL = """
import numpy as np
from agents.compiled import kernel
from agents.prices import price

@kernel
def fill(out):
    for i in range(out.shape[0]):
        out[i] = price()

out = np.zeros(2)
fill(out)
print(out[0], sum(fill.stats.cache_hits.values()))
"""


@pytest.fixture
def copy(root, tmp_path):
    """Copy the decorators into a small project: a rule in one file, its kernel in another."""
    (tmp_path / "agents").mkdir()
    for name in ("__init__.py", "cache.py", "compiled.py"):
        shutil.copy(root / "agents" / name, tmp_path / "agents" / name)
    (tmp_path / "agents" / "market.py").write_text(KERNEL, encoding="utf-8")
    return tmp_path


def run_with_price(copy, price):
    """Set the rule, run the kernel in a fresh Python, give (its result, loads from the cache)."""
    (copy / "agents" / "prices.py").write_text(RULE.format(price=price), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copy), "TWIN_CACHE_DIR": str(copy / "cache")}
    environment.pop("NUMBA_DISABLE_JIT", None)
    answer = subprocess.run(
        [sys.executable, "-m", "agents.market"],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    result, hits = answer.stdout.split()
    return float(result), int(hits)


def test_a_kernel_is_compiled_once_and_again_when_a_rule_it_calls_is_edited(copy):
    assert run_with_price(copy, 1.0) == (1.0, 0)
    assert run_with_price(copy, 1.0) == (1.0, 1)
    assert run_with_price(copy, 2.0) == (2.0, 0)


def test_a_rule_used_in_other_files_lies_in_a_folder_the_cache_looks_at(root):
    """Elsewhere it could be edited without the kernels of other files being compiled again."""
    hashed = {
        file.relative_to(root).as_posix()
        for folder in compiled.RULE_FOLDERS
        for file in (root / folder).glob("*.py")
    }
    imported = {name for source in sources() for _, name in imports(source.tree)}
    outside = [
        f"{source.at(node)} {node.name}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(mark) in {"rule", "inlined"} for mark in node.decorator_list)
        and imported & {source.module, f"{source.module}.{node.name}"}
        and source.path not in hashed
    ]
    assert len(hashed) > 5
    assert not outside, "\n".join(outside)
