"""``import agents`` means ours: in a checkout, in a wheel, and beside a foreign package."""

import os
import shutil
import subprocess
import sys

import pytest

OURS = 'WHOSE = "ours"\n'
FOREIGN = 'WHOSE = "foreign"\n'


@pytest.fixture
def place(root, tmp_path):
    """Lay out a folder with the real twin/__init__.py and a foreign package on the path before."""
    (tmp_path / "site" / "twin").mkdir(parents=True)
    for name in ("__init__.py", "_names.py"):
        shutil.copy(root / "twin" / name, tmp_path / "site" / "twin" / name)
    package(tmp_path / "foreign" / "agents", FOREIGN)
    return tmp_path


def package(folder, text, **modules):
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(text, encoding="utf-8")
    for name, inside in modules.items():
        (folder / f"{name}.py").write_text(inside, encoding="utf-8")


def python(place, code, foreign_first=True):
    """Run code in a fresh Python that finds the foreign package and the layout, in that order."""
    folders = [str(place / "foreign"), str(place / "site")]
    path = os.pathsep.join(folders if foreign_first else folders[::-1])
    script = place / "script.py"
    script.write_text(code, encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(script)],
        cwd=place,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


SAY = """
import twin, agents, agents.table
print(agents.WHOSE, agents.table.WHERE)
"""


@pytest.mark.parametrize("foreign_first", [True, False])
def test_a_wheel_finds_the_agents_inside_it(place, foreign_first):
    package(place / "site" / "twin" / "_agents", OURS, table='WHERE = "inside"')
    answer = python(place, SAY, foreign_first)
    assert answer.stdout.split() == ["ours", "inside"], answer.stderr


@pytest.mark.parametrize("foreign_first", [True, False])
def test_a_checkout_finds_the_agents_beside_it(place, foreign_first):
    package(place / "site" / "agents", OURS, table='WHERE = "beside"')
    answer = python(place, SAY, foreign_first)
    assert answer.stdout.split() == ["ours", "beside"], answer.stderr


def test_our_agents_may_be_imported_before_twin(place):
    package(place / "site" / "agents", OURS, table='WHERE = "beside"')
    answer = python(place, "import agents" + SAY, foreign_first=False)
    assert answer.stdout.split() == ["ours", "beside"], answer.stderr


def test_a_foreign_package_imported_first_is_refused_in_both_languages(place):
    package(place / "site" / "twin" / "_agents", OURS)
    answer = python(place, "import agents\nimport twin\n")
    last = answer.stderr.strip().splitlines()[-1]
    assert answer.returncode == 1
    assert last.startswith("ImportError: the package 'agents' already imported from")
    assert str(place / "foreign" / "agents") in last
    assert "Import twin before it" in last
    assert "请先导入 twin" in last


def test_after_a_refusal_the_foreign_package_still_works(place):
    package(place / "site" / "twin" / "_agents", OURS)
    code = """
import agents
try:
    import twin
except ImportError:
    print(agents.WHOSE, "twin" in __import__("sys").modules)
"""
    assert python(place, code).stdout.split() == ["foreign", "False"]


def test_a_missing_folder_is_named(place):
    answer = python(place, "import twin\n")
    last = answer.stderr.strip().splitlines()[-1]
    assert last.startswith("ImportError: the package 'agents' of city-street-twin is missing")
    assert str(place / "site" / "agents") in last
    assert "请重新安装" in last


def test_a_load_that_fails_gives_the_name_free(place):
    package(place / "site" / "twin" / "_agents", "raise ValueError('broken file')\n")
    code = """
import sys
try:
    import twin
except ValueError as error:
    print(error, "agents" in sys.modules)
"""
    assert python(place, code).stdout.strip() == "broken file False"


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_worker_processes_find_ours_too(place, method):
    package(place / "site" / "twin" / "_agents", OURS, table='WHERE = "inside"')
    (place / "site" / "work.py").write_text(
        "import twin\nimport agents\ndef whose(_):\n    return agents.WHOSE\n", encoding="utf-8"
    )
    code = f"""
import multiprocessing, work
if __name__ == "__main__":
    with multiprocessing.get_context({method!r}).Pool(1) as pool:
        print(pool.map(work.whose, [0])[0])
"""
    answer = python(place, code)
    assert answer.stdout.strip() == "ours", answer.stderr


def test_in_this_checkout_the_name_is_claimed(root):
    import agents
    import twin

    assert agents.__project__ == "city-street-twin"
    assert (root / "agents" / "__init__.py").samefile(agents.__file__)
    assert (root / "twin" / "__init__.py").samefile(twin.__file__)
