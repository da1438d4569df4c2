"""The burned-in city: made once, kept, copied for every visitor, never stale."""

from dataclasses import replace

import pytest

import twin
from twin import opening
from twin.district import load_district
from twin.errors import InputError
from twin.revision import revision


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """Use an empty cache folder and a burn-in of a day; forget what this process holds."""
    monkeypatch.setattr(opening, "cache_home", lambda: tmp_path)
    monkeypatch.setattr(
        opening, "load_district", lambda name: replace(load_district(name), burn_in=1)
    )
    opening._mould.cache_clear()
    opening.opening_moment.cache_clear()
    yield tmp_path / "states"
    opening._mould.cache_clear()
    opening.opening_moment.cache_clear()


def test_a_city_is_the_one_a_run_gives(cache):
    found = opening.burned_in("classroom")
    made = twin.CityTwin(district="classroom", policy="baseline", rng=opening.SEED)
    made.run_for(opening.HOUR, days=1)
    assert found.digest() == made.digest()
    assert found.world.now.hour == opening.HOUR


def test_everyone_gets_a_copy_of_one_city(cache):
    first, second = opening.burned_in("classroom"), opening.burned_in("classroom")
    assert first is not second and first.digest() == second.digest()
    first.run_for(3)
    assert first.digest() != second.digest()
    first.restore(opening.opening_moment("classroom"))
    assert first.digest() == second.digest()


def test_a_city_is_read_back_in_a_later_process(cache):
    digest = opening.burned_in("classroom").digest()
    (file,) = cache.iterdir()
    written = file.stat().st_mtime_ns
    opening._mould.cache_clear()
    assert opening.burned_in("classroom").digest() == digest
    assert file.stat().st_mtime_ns == written


def test_a_new_version_replaces_the_old_one_and_leaves_other_districts(cache, monkeypatch):
    cache.mkdir()
    (cache / "classroom-baseline-0123456789abcdef.pickle").write_bytes(b"stale")
    (cache / "validation-baseline-0123456789abcdef.pickle").write_bytes(b"another")
    opening.burned_in("classroom")
    names = sorted(file.name for file in cache.iterdir())
    assert len(names) == 2
    assert names[0] == f"classroom-baseline-{revision()}.pickle"


def test_an_unknown_district_or_policy_is_refused(cache):
    with pytest.raises(InputError, match="unknown district"):
        opening.burned_in("atlantis")
    with pytest.raises(InputError, match="unknown policy"):
        opening.burned_in("classroom", "anarchy")
