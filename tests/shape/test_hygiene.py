"""What must not stand in the sources: hidden luck, swallowed errors, traces of a machine."""

import ast
import re
import tomllib

import pytest

from tests.shape.sources import ROOT, functions, imports, sources, tracked

#: Mesa's AgentSet is handed a generator of this type; the type draws nothing by itself.
RANDOM_TYPE = "random.Random"
#: What numpy.random may be used for: making keys, and types.
RANDOM_ALLOWED = {"BitGenerator", "Generator", "Philox", "SeedSequence"}
BROAD = {"BaseException", "Exception"}
#: Places where any error has to become a message, each with its reason.
BROAD_ALLOWED = {
    "twin/processes.py": "whatever a run raises has to reach the process that asked for it",
    "twin/replications.py": "the edge of a thread behind a page, which goes on without its bands",
    "twin/room/announcer.py": "the edge of the thread that tells pages: the others are told still",
    "twin/room/hall.py": "the edge of the thread that runs rounds: the room can run it again",
    "twin/ui/compare/stay.py": "the edge of the thread of a shared past: the page apologises",
    "twin/session/player.py": "the edge of a player's thread: the error is shown to its visitor",
    "twin/ui/learn/running.py": "the edge of the thread of a lesson: its page says so",
}
MAY_PRINT = ("twin/cli.py",)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
#: A switched-off check names its rule and says why: ``
REASONED = re.compile(
    r"#\s*(noqa:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*|type:\s*ignore\[[\w,\s-]+\])\s+\S"
)
SWITCHED_OFF = re.compile(r"#\s*(noqa\b|type:\s*ignore)")

# Written so that this file does not match itself.
MACHINE_PATH = re.compile(
    r"(?:^|[^\w./])/(?:w[o]rk|f[a]rm|r[o]ot|opt/[d]ev|opt/[w]heels|opt/[p]ypi)\b"
)
REGISTRY = re.compile(
    r"[p]ypi\.org|files\.[p]ythonhosted|registry\.[n]pmjs|index-[u]rl\s|extra-[i]ndex"
    r"|find-[l]inks|https?://[^\s\"')]+\.(?:whl|tgz|tar\.gz)"
)
LOCK_FILES = {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock"}


def offenders(found):
    return "\n".join(found)


def nodes(kind, *folders):
    """Walk the nodes of a kind as (source, node)."""
    for source in sources(*folders):
        for node in ast.walk(source.tree):
            if isinstance(node, kind):
                yield source, node


def test_nobody_draws_from_numpys_own_generators():
    found = [
        f"{source.at(node)} {ast.unparse(node)}"
        for source, node in nodes(ast.Attribute)
        if ast.unparse(node.value) in {"np.random", "numpy.random"}
        and node.attr not in RANDOM_ALLOWED
    ]
    assert not found, offenders(found)


def test_nobody_imports_the_random_module():
    found = [
        f"{source.at(node)} {name}"
        for source in sources()
        for node, name in imports(source.tree)
        if name != RANDOM_TYPE
        and (name.split(".")[0] == "random" or name.startswith("numpy.random."))
    ]
    found += [
        source.at(node) for source, node in nodes(ast.Call) if ast.unparse(node.func) == "Random"
    ]
    assert not found, offenders(found)


def test_no_result_rests_on_pythons_own_hash():
    """``hash("text")`` differs from process to process."""
    inside = {
        id(node)
        for source in sources()
        for function in functions(source)
        if function.node.name == "__hash__"
        for node in ast.walk(function.node)
    }
    found = [
        source.at(node)
        for source, node in nodes(ast.Call)
        if ast.unparse(node.func) == "hash" and id(node) not in inside
    ]
    assert not found, offenders(found)


def test_errors_are_caught_by_name():
    found = [
        source.at(node)
        for source, node in nodes(ast.ExceptHandler)
        if source.path not in BROAD_ALLOWED
        and (
            node.type is None
            or BROAD & {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
        )
    ]
    assert not found, offenders(found)


@pytest.mark.parametrize("path", BROAD_ALLOWED)
def test_a_place_that_may_catch_everything_does_it_once(path):
    found = [
        node.lineno
        for source, node in nodes(ast.ExceptHandler)
        if source.path == path and (node.type is None or ast.unparse(node.type) in BROAD)
    ]
    assert len(found) <= 1, found


def test_only_the_command_line_prints():
    found = [
        source.at(node)
        for source, node in nodes(ast.Call)
        if isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and source.path not in MAY_PRINT
    ]
    assert not found, offenders(found)


@pytest.mark.parametrize("folders", [(), ("tests",)], ids=["sources", "tests"])
def test_nothing_is_left_unfinished(folders):
    found = [
        f"{source.path}:{number} {line.strip()}"
        for source in sources(*folders)
        if not source.path.startswith("tests/shape/")
        for number, line in enumerate(source.text.splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found, offenders(found)


@pytest.mark.parametrize("folders", [(), ("tests",)], ids=["sources", "tests"])
def test_a_check_is_switched_off_only_with_a_reason(folders):
    found = [
        f"{source.path}:{number} {line.strip()}"
        for source in sources(*folders)
        if not source.path.startswith("tests/shape/")
        for number, line in enumerate(source.text.splitlines(), 1)
        if SWITCHED_OFF.search(line) and not REASONED.search(line)
    ]
    assert not found, offenders(found)


@pytest.fixture(scope="module")
def files():
    """Give the tracked files, or skip outside a git checkout."""
    found = tracked()
    if found is None:
        pytest.skip("not a git checkout: what is tracked cannot be known")
    return found


def lines_with(pattern, files):
    for name in files:
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        if "\0" in text:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                yield f"{name}:{number} {line.strip()[:120]}"


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["path", "registry"])
def test_tracked_files_hold_no_trace_of_a_machine(files, pattern):
    found = list(lines_with(pattern, files))
    assert not found, offenders(found)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATH, "cd /" + "work/main"),
        (MACHINE_PATH, "home = '/" + "root/x'"),
        (REGISTRY, "--index-" + "url https://x"),
        (REGISTRY, "https://files." + "pythonhosted.org/a"),
    ],
)
def test_a_trace_would_be_seen(pattern, text):
    assert pattern.search(text)


def test_no_lock_file_and_nothing_generated_is_tracked(files):
    found = [
        name
        for name in files
        if name.rpartition("/")[2] in LOCK_FILES or name.endswith((".pyc", ".nbi", ".nbc"))
    ]
    assert not found, offenders(found)


def test_the_version_is_one_number():
    """The package says it; the citation file repeats it."""
    import twin

    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\nversion: {twin.__version__}\n" in citation
    assert f"\n## {twin.__version__} " in changes


def test_the_distribution_cannot_be_uploaded_by_mistake():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == "city-street-twin"
    assert "Private :: Do Not Upload" in project["classifiers"]


def test_the_readme_shows_commands_and_code():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    fences = set(re.findall(r"^```(\w+)$", text, flags=re.MULTILINE))
    assert "python" in fences
    assert fences & {"bash", "console", "sh"}
    assert text.count("\n```") % 2 == 0, "a code block of the README is not closed"
