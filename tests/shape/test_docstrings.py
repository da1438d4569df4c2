"""Every public name says what the reader gets, and which errors to expect."""

import ast

from tests.shape.sources import FunctionNode, classes, functions, sources

#: Words by which a docstring tells that a call may be refused.
WORDS_FOR_ERRORS = ("rais", "refuse", "error", "exit", "must")


def is_public(name):
    return not any(part.startswith("_") for part in name.split("."))


def needs_none(function):
    """Tell whether the docstring stands elsewhere: a setter, or one of several signatures."""
    marks = [ast.unparse(mark) for mark in function.node.decorator_list]
    return any(mark.endswith((".setter", ".deleter", "overload")) for mark in marks)


def public_functions():
    """Give public functions and methods; what is inside another function is not public."""
    for source in sources():
        inner = {
            id(child)
            for parent in functions(source)
            for child in ast.walk(parent.node)
            if child is not parent.node
        }
        for function in functions(source):
            public = is_public(function.name) and id(function.node) not in inner
            if public and not needs_none(function):
                yield function


def raises_itself(node):
    """Tell whether a body makes an error and raises it; inner functions are left out."""
    if isinstance(node, ast.Raise):
        return isinstance(node.exc, ast.Call)
    inner = (n for n in ast.iter_child_nodes(node) if not isinstance(n, FunctionNode))
    return any(raises_itself(n) for n in inner)


def test_every_module_has_a_docstring():
    bare = [source.path for source in sources() if not ast.get_docstring(source.tree)]
    assert not bare, "\n".join(bare)


def test_every_public_class_has_a_docstring():
    bare = [
        f"{source.at(node)} {node.name}"
        for source in sources()
        for node in classes(source)
        if is_public(node.name) and not ast.get_docstring(node)
    ]
    assert not bare, "\n".join(bare)


def test_every_public_function_has_a_docstring():
    found = list(public_functions())
    bare = [str(function) for function in found if not ast.get_docstring(function.node)]
    assert found
    assert not bare, "\n".join(bare)


def test_the_first_line_of_a_docstring_is_a_sentence():
    firsts = {
        str(function): (ast.get_docstring(function.node) or ".").splitlines()[0]
        for function in public_functions()
    }
    bad = [f"{name}: {first}" for name, first in firsts.items() if not first.endswith((".", "?"))]
    assert not bad, "\n".join(bad)


def test_what_raises_an_error_says_so():
    silent = [
        str(function)
        for function in public_functions()
        if raises_itself(function.node)
        and not any(
            word in (ast.get_docstring(function.node) or "").lower() for word in WORDS_FOR_ERRORS
        )
    ]
    assert not silent, "\n".join(silent)
