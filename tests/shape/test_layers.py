"""Who may import whom: the contracts of pyproject.toml, and that they can be broken."""

import ast
import os
import shutil
import subprocess
import sys

import pytest

from tests.shape.sources import ROOT, functions, imports, sources

CHECK = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)


def lint(folder):
    """Run import-linter in a folder with the contracts of its pyproject.toml."""
    return subprocess.run(
        [sys.executable, "-c", CHECK],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_layers_hold():
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("agents/table.py", "import twin.errors"),
        ("agents/table.py", "import pandas"),
        ("agents/knob.py", "import mesa"),
        ("twin/errors.py", "import twin.policy"),
        ("twin/policy.py", "import solara"),
        ("twin/scenario.py", "import mesa"),
    ],
)
def test_one_wrong_import_breaks_a_contract(tmp_path, path, line):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("agents", "twin"):
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    file = tmp_path / path
    file.write_text(file.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    answer = lint(tmp_path)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "BROKEN" in answer.stdout


def test_the_page_is_imported_only_to_serve_it():
    """The command line starts without the page: only the body of ``serve`` may import twin.ui."""
    found = []
    for source in sources():
        if source.path.startswith(("twin/ui/", "app.py")):
            continue
        inside = {
            id(node)
            for function in functions(source)
            if function.node.name == "serve"
            for node in ast.walk(function.node)
        }
        found += [
            source.at(node)
            for node, name in imports(source.tree)
            if name.startswith("twin.ui") and id(node) not in inside
        ]
        found += [  # modules named in a text, to be imported when a command is given
            source.at(node)
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Constant)
            and str(node.value).startswith("twin.ui")
            and source.path != "twin/commands/serve.py"
        ]
    assert not found, "\n".join(found)
