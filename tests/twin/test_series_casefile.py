"""Case files by a mapping: what is read, what is refused, and how clearly."""

import json
from datetime import datetime

import pytest
from openpyxl import Workbook

from twin.districts.names import ends, shortened
from twin.errors import InputError
from twin.series import load_mapping, read_cases_file, statistics

MAP = """
schema = 1
title.zh = "试表"
title.en = "a trial"
[columns]
id = "案件号"
opened = "上报"
closed = "结案"
kind = "大类"
area = "街道"
[dates]
format = "%Y/%m/%d %H:%M"
empty = ["-"]
[marks.void]
column = "阶段"
contains = ["[作废]"]
[marks.closing_unknown]
column = "来源"
equals = ["自行处理"]
[areas]
district = "dongcheng"
none = ["区级"]
[areas.names]
"王府井" = "东华门街道"
"""
HEAD = "案件号,上报,结案,大类,街道,阶段,来源"
ROWS = (
    "A1,2024/03/01 08:00,2024/03/02 08:00,市容,崇外,结案,热线",
    "A2,2024/03/01 09:00,-,市容,体育馆,处置,热线",
    "A3,2024/03/02 09:00,2024/03/02 09:05,街面,110101001,结案,自行处理",
    "A4,乱写,,街面,无此地,立案[作废],热线",
    "A5,2024/03/03 10:00,2024/03/05 10:00,街面,王府井,结案,热线",
    "A6,2024/03/03 10:00,2024/03/06 10:00,,区级,结案,热线",
)


@pytest.fixture
def read(tmp_path):
    """Give a function that writes file and mapping, and reads them."""

    def call(rows=ROWS, mapping=MAP, head=HEAD, encoding="utf-8"):
        (tmp_path / "map.toml").write_text(mapping, encoding="utf-8")
        file = tmp_path / "cases.csv"
        file.write_text("\n".join([head, *rows]) + "\n", encoding=encoding)
        return read_cases_file(file, tmp_path / "map.toml")

    return call


def test_every_record_is_read_as_the_mapping_says(read):
    table = read()
    cases = table.cases
    assert cases["area"].tolist() == [
        "110101012", "110101015", "110101001", "", "110101001", "",
    ]  # fmt: skip
    assert cases["voided"].tolist() == [False, False, False, True, False, False]
    assert len(table.areas) == 17 and not table.repeats_known and table.clock
    assert (str(table.first), str(table.last)) == ("2024-03-01", "2024-03-03")


def test_void_open_and_unknown_closings_are_told_apart(read):
    found = statistics(read())
    assert (found.cases, found.voided, found.spread.without_area) == (5, 1, 1)
    closing = found.closing
    assert (closing.closed, closing.still_open, closing.unknown) == (3, 1, 1)
    # 1, 2, 3 days; A2 watched from 1 March 09:00 to the last time in the file, 5.04 days
    assert (closing.quantiles["median"], closing.quantiles["p90"]) == (2.0, None)


def test_a_closing_before_the_opening_is_refused_by_record_unless_said_otherwise(read):
    bad = ("B7,2024/03/04 10:00,2024/03/04 09:59,市容,东四,结案,热线",)
    with pytest.raises(InputError) as refused:
        read(ROWS + bad)
    assert (
        "closed out of time: cases.csv, column 结案, record B7: got '2024-03-04 09:59:00'"
        in str(refused.value)
    )
    kept = statistics(read(ROWS + bad, f'bad_closing = "unknown"\n{MAP}'))
    assert (kept.cases, kept.closing.unknown) == (6, 2)
    gone = statistics(read(ROWS + bad, f'bad_closing = "void"\n{MAP}'))
    assert (gone.cases, gone.voided, gone.closing.unknown) == (5, 2, 1)


def test_a_closing_date_alone_is_not_before_an_hour_of_that_day(read):
    mapping = MAP.replace('format = "%Y/%m/%d %H:%M"\n', "")
    table = read(["A1,2024-03-01T08:00,2024-03-01,市容,东四,,"], mapping)
    assert not table.clock and statistics(table).closing.quantiles["median"] == 0.0


def test_what_is_open_is_watched_to_the_declared_end(read):
    until = MAP.replace('empty = ["-"]', 'empty = ["-"]\nuntil = 2024-03-10')
    table = read(ROWS, until)
    assert str(table.cases["until"][1]) == "2024-03-11 00:00:00"
    with pytest.raises(InputError, match=r"opened after the end: .*record B8"):
        read((*ROWS, "B8,2024/03/12 10:00,,市容,东四,结案,热线"), until)
    with pytest.raises(InputError, match=r"closed out of time: .*record B9"):
        read((*ROWS, "B9,2024/03/04 10:00,2024/03/12 10:00,市容,东四,结案,热线"), until)


def test_cases_of_other_days_are_left_out(read):
    table = read(ROWS, MAP.replace("[marks.void]", "first = 2024-03-02\n[marks.void]"))
    assert statistics(table).cases == 3 and statistics(table).volume.days == 2


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("C1,2024-03-04,,市容,东四,,", "not a date: {} 上报, record C1: got '2024-03-04'"),
        ("C2,,,市容,东四,,", "missing date: {} 上报, record C2"),
        (",2024/03/04 10:00,很久,市容,东四,,", "not a date: {} 结案, line 8: got"),
        ("C3,2024/03/04 10:00,,市容,东西,,", "unknown area: {} 街道, record C3: got"),
        ("C4,2024/03/04 10:00,,市容,东门,,", "unknown area: {} 街道, record C4: got"),
        ("C5,2024/03/04 10:00", "uneven row: cases.csv, line 8: got 2, allowed 7 fields"),
    ],
)
def test_a_slip_names_file_column_and_record(read, row, message):
    with pytest.raises(InputError) as refused:
        read((*ROWS, row))
    assert str(refused.value).startswith(message.format("cases.csv, column"))


def test_a_wrong_column_name_is_refused_with_the_nearest(read):
    with pytest.raises(InputError, match=r"missing column: cases.csv, column 上报时: .*'上报时间'"):
        read(ROWS, MAP.replace('"上报"', '"上报时"'), HEAD.replace("上报", "上报时间"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind =", "kinde =", "unknown key: map.toml, key columns.kinde: .*'kind'"),
        ("schema = 1", 'bad_closing = "keep"', "unknown choice: map.toml, key bad_closing"),
        ("schema = 1", 'encoding = "gbx"', "unknown encoding: map.toml, key encoding"),
        ('empty = ["-"]', "until = 2024", "not a date: map.toml, key dates.until"),
        ('contains = ["[作废]"]', "", "missing key: map.toml, key marks.void.equals"),
        ("东华门街道", "东花门街道", "unknown area: areas.names: got '东花门街道'"),
        ('opened = "上报"\n', "", "missing key: map.toml, key columns.opened"),
        ('district = "dongcheng"', 'district = "dongchen"', "unknown district: .*'dongcheng'"),
        ("none =", 'codes = ["1"]\nnone =', "two answers: map.toml, key areas.codes"),
    ],
)
def test_a_slip_in_the_mapping_is_one_clear_line(read, old, new, message):
    assert old in MAP
    with pytest.raises(InputError, match=message):
        read(ROWS, MAP.replace(old, new, 1))


def test_an_unknown_mapping_is_refused_with_the_shipped_names():
    with pytest.raises(InputError, match=r"unknown mapping: --map: got 'chicago', .*chicago-san"):
        load_mapping("chicago", "--map")


def test_other_encodings_are_read_if_named_and_refused_if_not(read):
    named = read(ROWS, f'encoding = "gb18030"\n{MAP}', encoding="gb18030")
    assert named.cases.equals(read().cases)
    with pytest.raises(InputError, match="not UTF-8"):
        read(ROWS, MAP, encoding="gb18030")


def test_a_workbook_gives_the_same_table(read, tmp_path):
    expected = read().cases
    book = Workbook()
    sheet = book.create_sheet("案件")
    sheet.append(HEAD.split(","))
    for row in ROWS:
        fields = row.split(",")
        if fields[0] == "A1":
            fields[1] = datetime(2024, 3, 1, 8)
        fields[4] = int(fields[4]) if fields[4].isdigit() else fields[4]
        sheet.append([field or None for field in fields])
    book.save(tmp_path / "cases.xlsx")
    mapping = tmp_path / "sheet.toml"
    mapping.write_text(f'sheet = "案件"\n{MAP}', encoding="utf-8")
    assert read_cases_file(tmp_path / "cases.xlsx", mapping).cases.equals(expected)
    mapping.write_text(f'sheet = "案卷"\n{MAP}', encoding="utf-8")
    with pytest.raises(InputError, match=r"unknown sheet: cases.xlsx: got '案卷'"):
        read_cases_file(tmp_path / "cases.xlsx", mapping)


def test_counts_alone_are_read_from_geojson(tmp_path):
    features = [{"properties": {"council_district": k, "ticket_count": k * k}} for k in range(4)]
    file = tmp_path / "counts.geojson"
    file.write_text(json.dumps({"features": features}), encoding="utf-8")
    table = read_cases_file(file, "new-york-vending")
    found = statistics(table)
    assert (found.cases, found.volume.per_day, found.closing.unknown) == (14, None, 14)
    assert found.spread.top_share == pytest.approx(9 / 14) and len(table.areas) == 4


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x.geojson", "x.parquet"])
def test_a_file_that_is_not_there_or_of_another_kind_is_refused(tmp_path, name):
    what = "unknown format" if name.endswith("parquet") else "missing file"
    with pytest.raises(InputError, match=what):
        read_cases_file(tmp_path / name, "new-york-vending")


@pytest.mark.parametrize("name", ["x.xlsx", "x.geojson"])
def test_a_broken_file_is_refused(tmp_path, name):
    (tmp_path / name).write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(InputError, match=r"not an xlsx file|not GeoJSON"):
        read_cases_file(tmp_path / name, "new-york-vending")


def test_short_names_of_streets():
    assert shortened("前门街道") == ["前门"] and shortened("体育馆路街道")[-1] == "体育馆"
    assert ends("永定门外街道") == "永外" and ends("东四街道") == ""
