"""Small pieces: files, functions, classes and parameter lists stay readable at once."""

import ast
from statistics import median, quantiles

import pytest

from tests.shape.sources import (
    PACKAGES,
    ROOT,
    Source,
    classes,
    functions,
    length,
    n_parameters,
    sources,
)

FILE_LINES = 300
FUNCTION_LINES = 40
MEDIAN_FUNCTION_LINES = 8
P90_FUNCTION_LINES = 25
PARAMETERS = 5
METHODS = 12

#: Signatures that Mesa or a promise to users fixes: each is all keyword arguments with defaults.
LONG_SIGNATURES = {
    "twin/compare/__init__.py compare",
    "twin/model.py CityTwin.__init__",
    "twin/run.py run",
    "twin/sweep/running.py sweep",
    "twin/validate/pattern.py Plan.arm",
}


def every_function(*folders):
    return [function for source in sources(*folders) for function in functions(source)]


def test_files_are_at_most_300_lines():
    suffixes = (".py", ".js", ".mjs", ".css", ".vue")
    files = [
        file
        for folder in (*PACKAGES, "tests")
        for file in sorted((ROOT / folder).rglob("*"))
        if file.suffix in suffixes
    ]
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    long = [f"{file.relative_to(ROOT)}: {n} lines" for file, n in lines.items() if n > FILE_LINES]
    assert len(files) > 10
    assert not long, "\n".join(long)


@pytest.mark.parametrize("folders", [PACKAGES, ("tests",)], ids=["sources", "tests"])
def test_functions_are_at_most_40_code_lines(folders):
    long = [
        f"{function}: {length(function)} code lines"
        for function in every_function(*folders)
        if length(function) > FUNCTION_LINES
    ]
    assert not long, "\n".join(long)


def test_most_functions_are_read_at_a_glance():
    lengths = [length(function) for function in every_function()]
    assert median(lengths) <= MEDIAN_FUNCTION_LINES
    assert quantiles(lengths, n=10)[-1] <= P90_FUNCTION_LINES


def test_functions_take_at_most_5_parameters():
    long = [
        f"{function}: {n_parameters(function)} parameters"
        for function in every_function()
        if n_parameters(function) > PARAMETERS
        and f"{function.source.path} {function.name}" not in LONG_SIGNATURES
    ]
    assert not long, "\n".join(long)


def test_classes_have_at_most_12_methods():
    counted = {
        f"{source.at(node)} {node.name}": sum(
            isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) for item in node.body
        )
        for source in sources()
        for node in classes(source)
    }
    large = [f"{name}: {n} methods" for name, n in counted.items() if n > METHODS]
    assert not large, "\n".join(large)


RULED = '''def f(
    a,
):
    """Two
    lines."""
    # why

    b = (
        a
    )
    return b
'''


def test_lengths_count_code_and_nothing_else():
    """The ruler itself: comments, blank lines and the docstring are free, a signature is not."""
    [function] = functions(Source("x.py", RULED, ast.parse(RULED)))
    assert length(function) == 7
    assert n_parameters(function) == 1
