"""``twin district``: import, check and schema, as a person types them."""

import json

import pytest

from tests.twin.importer import office
from twin.cli import main


@pytest.fixture
def ask(capsys, monkeypatch, tmp_path):
    """Give a function that runs ``twin district`` and gives code, result and messages."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(*words):
        code = main(["district", *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def town(tmp_path):
    return office.write(tmp_path / "town.geojson", office.town())


def test_import_then_check(ask, town):
    code, out, err = ask("import", town, "--crs", "wgs84", "--out", "here", "--name-zh", "小城",
                         "--name-en", "Small town", "--area", "4")  # fmt: skip
    assert (code, err) == (0, "")
    assert "Small town" in out and "report: here/report.html" in out and "assumed" in out
    code, out, err = ask("check", "here", "--lang", "zh")
    assert code == 0 and "小城" in out and "假设" in out


def test_json_is_one_object(ask, town):
    code, out, _ = ask("import", town, "--crs", "wgs84", "--out", "here", "--json")
    told = json.loads(out)
    assert code == 0 and told["crs"] == {"town.geojson": "wgs84"} and told["cells"] == 400
    checked = json.loads(ask("check", "here", "--json")[1])
    assert checked["population"] == told["population"]


def test_one_file_may_have_a_datum_of_its_own(ask, tmp_path, town):
    poi = office.write(tmp_path / "poi.geojson", [office.point(250, 250, kind="shop")])
    words = ("import", town, poi, "--crs", "wgs84", "--crs", "poi.geojson=gcj02")
    told = json.loads(ask(*words, "--out", "here", "--json")[1])
    assert told["crs"] == {"town.geojson": "wgs84", "poi.geojson": "gcj02"}
    assert told["facilities"] == {}, "550 m to the west there is no street"


def test_the_schema_is_printed(ask):
    code, out, _ = ask("schema")
    assert code == 0 and json.loads(out)["properties"]["meta"]["type"] == "object"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "unknown action"),
        (("importt", "x"), "nearest known name 'import'"),
        (("import",), "missing argument"),
        (("check",), "missing argument"),
        (("check", "nowhere"), "missing file"),
        (("import", "town.geojson", "--out", "here"), "missing option: --crs"),
        (("import", "town.geojson", "--crs", "wgs84"), "missing option: --out"),
        (("import", "town.geojson", "--crs", "wgs72", "--out", "h"), "nearest known name 'wgs84'"),
        (("import", "town.geojson", "--crs", "wgs84", "--out", "h", "--area", "0"), "--area"),
        (("import", "town.geojson", "--crs", "wgs84", "--out", "h", "--population", "1.5"),
         "--population"),
        (("import", "none.csv", "--crs", "wgs84", "--out", "h"), "missing file: none.csv"),
        (("import", "town.geojson", "--crs", "wgs84", "--out", "town.geojson"), "not a folder"),
    ],
)  # fmt: skip
def test_slips_are_told_on_one_line_and_leave_nothing(ask, town, tmp_path, words, message):
    code, out, err = ask(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert [file.name for file in tmp_path.iterdir()] == ["town.geojson"]
