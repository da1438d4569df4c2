"""A visitor's own files: limits, bombs, names, isolation, and that nothing stays behind."""

import zipfile

import pytest

from agents.knob import Words
from twin.errors import InputError
from twin.ui.choice import Choice, read_choice
from twin.ui.data import forms, space, tray, work
from twin.ui.data.space import Spaces
from twin.ui.navigation import COMPARE, DATA, EXPLORE, SWEEPS, address_of, stop_at


def visit_as(monkeypatch, owner):
    """Let the page be drawn for a visitor."""
    monkeypatch.setattr(space, "visitor", lambda: owner)


def one_file(name="a.geojson", size=3):
    """Announce a single file."""
    return [{"name": name, "size": size}]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ([], "missing file"),
        (None, "missing file"),
        (one_file(size=0), "empty file"),
        (one_file(size="9"), "empty file"),
        (one_file(size=tray.MOST_BYTES + 1), "too large"),
        (one_file(size=tray.MOST_BYTES // 2) * 3, "too large"),
        ([{"name": f"{k}.csv", "size": 1} for k in range(tray.MOST_FILES + 1)], "too large"),
        (one_file("a.exe"), "unknown format"),
        (one_file("a.geojson") * 2, "file given twice"),
    ],
)
def test_what_is_announced_keeps_to_the_limits(given, what):
    with pytest.raises(InputError) as refused:
        tray.announced(given, forms.DISTRICT_ENDINGS)
    assert refused.value.what == what
    assert refused.value.sentence("zh") != refused.value.sentence("en")


def test_the_page_takes_less_than_the_command_line():
    from twin.importer.layers import MOST_BYTES

    assert tray.MOST_BYTES * 4 < MOST_BYTES


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/streets.csv", "streets.csv"),
        ("C:\\files\\街道.xlsx", "街道.xlsx"),
        ("..", ""),
        (".hidden.csv", "hidden.csv"),
        ("a\x00b\n.csv", "ab.csv"),
        ("a" * 200 + ".csv", "a" * 80 + ".csv"),
    ],
)
def test_a_name_never_leads_anywhere(given, kept):
    assert tray.safe_name(given) == kept


def test_more_than_was_announced_is_refused(tmp_path):
    taken = tray.Tray(tmp_path, tray.announced(one_file(), (".geojson",)))
    taken.take(0, b"ab")
    with pytest.raises(InputError, match="incomplete upload"):
        taken.check()
    with pytest.raises(InputError, match="too large"):
        taken.take(0, b"cd")
    with pytest.raises(InputError, match="not a file"):
        taken.take(1, b"c")
    taken.take(0, b"c")
    taken.check()
    assert (tmp_path / "a.geojson").read_bytes() == b"abc"


def test_a_bomb_is_refused_before_anything_is_unpacked(tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (tray.MOST_UNPACKED + 1))
    content = bomb.read_bytes()
    assert len(content) < 200_000
    inside = tmp_path / "in"
    inside.mkdir()
    taken = tray.Tray(inside, tray.announced(one_file("b.xlsx", len(content)), (".xlsx",)))
    taken.take(0, content)
    with pytest.raises(InputError, match=r"unpacks to too much: b\.xlsx"):
        taken.check()


def test_a_district_is_its_owners_only(spaces, monkeypatch):
    folder = spaces.of("ann").new_folder()
    own = spaces.of("ann").keep(Words("甲区", "A"), folder)
    search = f"?district={own.handle}"
    visit_as(monkeypatch, "ann")
    choice = read_choice(search, "zh")
    assert choice.district == own.handle
    for stranger in ("bob", ""):
        visit_as(monkeypatch, stranger)
        with pytest.raises(InputError, match="unknown district"):
            read_choice(search, "zh")
    visit_as(monkeypatch, "ann")
    for path in (str(folder), f"own-/../{folder.name}", f"own-{folder}"):
        with pytest.raises(InputError, match="unknown district"):
            read_choice(f"?district={path}", "zh")
    assert str(folder) not in choice.address()
    assert folder.stat().st_mode & 0o077 == 0


def test_a_page_that_cannot_show_a_district_of_ones_own_leaves_it_behind():
    choice = Choice(language="en", district="own-1").adopt("whistle")
    stops = ((EXPLORE, True), (DATA, True), (COMPARE, True), (SWEEPS, False))
    for stop, kept in stops:
        address = address_of(stop, choice)
        assert ("own-1" in address) is kept and "policy=whistle" in address
        assert stop_at(*address.split("?")) is stop


def test_a_space_goes_a_while_after_its_last_page(spaces):
    spaces.enter("ann")
    spaces.enter("ann")
    folder = spaces.of("ann").new_folder()
    spaces.leave("ann")
    assert not spaces._timers and folder.is_dir()
    spaces.leave("ann")
    timer = spaces._timers["ann"]
    timer.join(5)
    assert not folder.parent.exists() and not spaces._spaces


def test_a_reload_keeps_the_space(spaces):
    spaces.keep = 60.0
    spaces.enter("ann")
    folder = spaces.of("ann").new_folder()
    spaces.leave("ann")
    spaces.enter("ann")
    assert folder.is_dir() and not spaces._timers
    spaces.of("ann").close()
    assert not folder.parent.exists()


def test_districts_and_spaces_are_counted():
    spaces = Spaces(most=1)
    held = spaces.of("ann")
    with pytest.raises(InputError, match="too many visitors"):
        spaces.of("bob")
    for k in range(space.MOST_DISTRICTS):
        held.keep(Words("甲", str(k)), held.new_folder())
    with pytest.raises(InputError, match="too many districts"):
        held.check_room()
    held.close()


def test_a_mapping_of_ones_own_cannot_open_folders_of_the_server(tmp_path, monkeypatch):
    mapping, file = tmp_path / "map.toml", tmp_path / "cases.csv"
    mapping.write_text(
        'schema = 1\ntitle.zh = "甲"\ntitle.en = "A"\n[columns]\nopened = "o"\n'
        f'[areas]\ndistrict = "{tmp_path}"\n',
        encoding="utf-8",
    )
    file.write_text("o\n2024-01-01\n", encoding="utf-8")
    job = work.CasesJob(file, mapping, "classroom", "baseline", {})
    monkeypatch.setattr(work, "yield_to_others", lambda nice: None)
    with pytest.raises(InputError, match="unknown district"):
        work.measure_cases(job, lambda done, total: None)
