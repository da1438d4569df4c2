"""The version of the rules changes with what can change a number, and with nothing else."""

import networkx as nx
import pytest

from tests.shape.sources import sources
from tests.shape.test_cycles import graph_of
from twin import revision as module


@pytest.fixture
def fresh():
    """Give the revision worked out anew, and leave none behind."""

    def again():
        module.revision.cache_clear()
        return module.revision()

    yield again
    module.revision.cache_clear()


@pytest.mark.parametrize("package", module.PACKAGES)
def test_another_version_of_a_package_is_another_revision(fresh, monkeypatch, package):
    here, real = fresh(), module.version
    monkeypatch.setattr(module, "version", lambda name: "0.0" if name == package else real(name))
    assert fresh() != here


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("policies/new.toml", True),
        ("parameters.csv", True),
        ("commands/note.toml", False),
        ("lessons/new/lesson.toml", False),
        ("ui/page.css", False),
    ],
)
def test_a_file_counts_where_it_can_change_a_city(fresh, monkeypatch, tmp_path, path, counts):
    monkeypatch.setattr(module, "scenarios_home", lambda: tmp_path / "ui" / "scenarios")
    file = tmp_path / "ui" / "scenarios" / path
    file.parent.mkdir(parents=True)
    before = fresh()
    file.write_text("x", encoding="utf-8")
    assert (fresh() != before) is counts


def test_what_is_set_apart_is_needed_by_no_run():
    needed = nx.descendants(graph_of(sources()), "twin.run")
    assert {"twin.model", "twin.world", "twin.district", "twin.mechanisms.hour"} <= needed
    apart = {
        name for name in needed if {*name.split("."), f"{name.split('.')[-1]}.py"} & module.APART
    }
    assert apart == {"twin.refusals"}, "which holds nothing but words"


def test_it_is_the_same_every_time(fresh):
    assert fresh() == fresh()
    assert len(fresh()) == 16
