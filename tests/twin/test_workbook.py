"""How much of a workbook is read: what it would fill is bounded, not what it says or holds."""

import re
import zipfile

import pytest
from openpyxl import Workbook

from twin.districts import workbook
from twin.districts.workbook import read_workbook
from twin.errors import InputError


def written(file, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def with_row(file, number):
    """Say that the last row of a sheet is another one, leaving a gap of rows nobody wrote."""
    with zipfile.ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet = re.sub(r'<row r="2"', f'<row r="{number}"', sheet).replace('r="A2"', f'r="A{number}"')
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(file, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return file


def test_rows_that_nobody_wrote_count(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_FIELDS", 1000)
    file = with_row(written(tmp_path / "gap.xlsx", ["code"], ["1"]), 2_000_000_000)
    with pytest.raises(InputError, match=r"too large: gap\.xlsx"):
        read_workbook(file, None, None)


def test_rows_are_counted_as_wide_as_the_widest(tmp_path, monkeypatch):
    rows = [["code"], *([str(n)] for n in range(40)), [None] * 29 + ["far"]]
    file = written(tmp_path / "wide.xlsx", *rows)
    monkeypatch.setattr(workbook, "MOST_FIELDS", 42 * 30 - 1)
    with pytest.raises(InputError, match=r"too large: wide\.xlsx"):
        read_workbook(file, None, None)
    monkeypatch.setattr(workbook, "MOST_FIELDS", 42 * 30)
    assert len(read_workbook(file, None, None)) == 41
