"""What comes of a visitor's files: a district that runs, is compared and taken home; refusals."""

import io
import threading
import zipfile

import pytest

import twin
from tests.twin.importer import office
from tests.ui.test_cockpit import Cell
from tests.waiting import rest
from twin import opening
from twin.district import load_district
from twin.lockstep import turn
from twin.replications import Future, jobs_of, read_courses, run_job
from twin.ui.choice import vector
from twin.ui.compare.cockpit import Compared
from twin.ui.compare.panes import read_panes
from twin.ui.compare.visit import CompareVisit, open_row
from twin.ui.data import space
from twin.ui.data.desk import DONE, IDLE
from twin.ui.data.facts import news_facts
from twin.ui.data.parcel import parcel

ANSWERS = {"crs": "wgs84", "encoding": "utf-8-sig", "name": "小城", "licence": "ODbL-1.0",
           "attribution": "somebody"}  # fmt: skip


def send(desk, file, answers, *beside):
    """Send files as the browser does, and give the news at the end."""
    ended = threading.Event()
    desk.tell = lambda news: ended.set() if news.stage in (IDLE, DONE) else None
    contents = [one.read_bytes() for one in (file, *beside)]
    files = [
        {"name": one.name, "size": len(content)}
        for one, content in zip((file, *beside), contents, strict=True)
    ]
    desk.order({"name": "begin", "files": files, "answers": answers})
    for place, content in enumerate(contents):
        for at in range(0, len(content), 1000):
            desk.piece({"file": place}, [memoryview(content[at : at + 1000])])
    desk.order({"name": "finish"})
    assert ended.wait(120)
    return desk.news


def test_boundaries_become_a_district_that_runs(desk, spaces, tmp_path):
    file = tmp_path / "town.geojson"
    office.write(file, office.town())
    news = send(desk, file, ANSWERS)
    assert news.stage == DONE, news_facts(news, "en")
    assert len(news.found["streets"]) == 4 and "folder" not in news.found
    assert news.found["credits"] == ["somebody (ODbL-1.0)"]
    own = spaces.districts("ann")[news.found["handle"]]
    city = own.city()
    before = int(city.world.now.tick)
    city.run_for(1)
    assert int(city.world.now.tick) == before + 1
    assert own.district().credits
    root = own.folder.parent.parent
    assert not list(root.rglob("*.geojson")), "what was sent is no longer needed"


@pytest.fixture
def names(tmp_path):
    """Give boundaries, a sheet with an old name in it, an alias file and a code list."""
    office.write(tmp_path / "town.geojson", office.town())
    people = ["name,population", "老东门,900", *(f"{s[1]},700" for s in office.STREETS[1:])]
    codes = ["code,name", "310199009,南门街道", *(f"{s[0]},{s[1]}" for s in office.STREETS)]
    sheets = {
        "people.csv": people,
        "old.csv": ["written,street", "老东门,东门街道"],
        "wrong.csv": ["written,street", "老东门,北门街道"],
        "codes.csv": codes,
    }
    for name, lines in sheets.items():
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    return [tmp_path / name for name in ("town.geojson", *sheets)]


COUNTED = {**ANSWERS, "kind": "resident", "year": "2020"}


def test_old_names_and_a_list_of_streets_come_in_fields_of_their_own(desk, names):
    town, people, old, _, codes = names
    answers = {**COUNTED, "aliases": old.name, "codes": codes.name}
    news = send(desk, town, answers, people, old, codes)
    assert news.stage == DONE, news_facts(news, "en")
    assert news.found["unmatched"] == [] and news.found["population"] == 3000
    assert [line[:9] for line in news.found["missing"]] == ["310199009"]
    without = send(desk, town, COUNTED, people)
    assert "--aliases" in news_facts(without, "zh")["refused"]


@pytest.mark.parametrize(
    ("aliases", "what"),
    [("wrong.csv", "unknown street"), ("else.csv", "not a file"), ("town.geojson", "unknown for")],
)
def test_a_wrong_alias_file_is_refused_as_on_the_command_line(desk, names, aliases, what):
    town, people, _, wrong, _ = names
    news = send(desk, town, {**COUNTED, "aliases": aliases}, people, wrong)
    assert news.refused.what.startswith(what)
    assert aliases in news_facts(news, "zh")["refused"]


def test_a_district_is_taken_home_and_runs_there(desk, spaces, names, tmp_path):
    news = send(desk, names[0], {**ANSWERS, "name": "小城 (东)"})
    own = spaces.districts("ann")[news.found["handle"]]
    name, content = parcel(own)
    assert (name, content) == parcel(own) and name == "小城-东.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(tmp_path)
    home = tmp_path / "小城-东"
    assert "somebody" in (home / "README.txt").read_text(encoding="utf-8")
    assert "ODbL-1.0" in (home / "README.txt").read_text(encoding="utf-8")
    assert load_district(home).title.zh == "小城 (东)"
    assert twin.run(district=str(home), days=1, burn_in=0).digest == (
        twin.run(district=str(own.folder), days=1, burn_in=0).digest
    )
    assert "twin-visitor-" not in content.decode("latin-1")


def test_a_district_of_ones_own_is_compared_and_its_futures_go_with_it(
    desk, spaces, names, monkeypatch
):
    news = send(desk, names[0], ANSWERS)
    own = spaces.districts("ann")[news.found["handle"]]
    kept = opening.state_file(str(own.folder))
    assert 2 * kept.stat().st_size < len(opening.read_state(kept)), "kept unpacked"
    panes = read_panes(f"?district={own.handle}&a=baseline&b=campaign", "zh")
    row = open_row(panes)
    visit = CompareVisit(row, Cell(Compared(panes)))
    assert visit.district.title.zh == "小城"
    row.step(24)
    rest(row)
    cities = [own.city() for _ in panes.keys]
    for city, choice in zip(cities, panes.choices, strict=True):
        turn(city, choice.levers)
        city.run_for(24)
    assert [side.model.digest() for side in row.sides] == [city.digest() for city in cities]
    [[job]] = jobs_of([Future(visit.place, vector("baseline"), 1)], 1, visit.replicator.folder)
    assert own.folder.parent in job.file.parents, "in the visitor's space, not the cache of all"
    lived = []
    monkeypatch.setattr(opening, "settle", lambda *of: lived.append(of))
    run_job(job, lambda done, days: None)
    assert not lived, "the burn-in that the import lived through is lived again"
    assert read_courses(job.file)["order"]
    visit.stream.close()
    row.close()


def test_the_importers_refusal_is_told_in_both_languages_without_a_path(desk, tmp_path):
    file = tmp_path / "town.geojson"
    office.write(file, office.town(lambda x, y: (y, x)))
    news = send(desk, file, ANSWERS)
    zh, en = (news_facts(news, language)["refused"] for language in ("zh", "en"))
    assert zh and en and zh != en
    assert "town.geojson" in en
    for text in (zh, en):
        assert "twin-visitor-" not in text and str(tmp_path.parent.parent) not in text
    assert not spaces_have_files(desk)


def spaces_have_files(desk):
    """Tell whether anything is left in the visitor's space."""
    held = space.SPACES.of(desk.owner)
    root = held.new_folder().parent
    return [file for file in root.rglob("*") if file.is_file()]


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        ({}, "missing choice"),
        ({**ANSWERS, "crs": "guess"}, "unknown datum"),
        ({**ANSWERS, "crs": "epsg"}, "missing choice"),
        ({**ANSWERS, "encoding": "rot13"}, "unknown encoding"),
        ({**ANSWERS, "year": "999"}, "value out of range"),
    ],
)
def test_a_datum_is_declared_and_answers_are_checked(desk, tmp_path, answers, what):
    file = tmp_path / "town.geojson"
    office.write(file, office.town())
    assert send(desk, file, answers).refused.what == what
