"""Reports say what the record says, in either language, in one file that needs nothing else."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

import twin
from twin.cli import main
from twin.compare.results import read_comparison
from twin.errors import InputError
from twin.measures.places import GROUP_NAMES
from twin.report import comparison_report, first_divergence, render, report_of, run_report
from twin.report.drawing import Line, line_chart, tick_text, ticks
from twin.report.groups import group_rows
from twin.report.plots import Interval, interval_chart
from twin.report.run import step_hours

CHINESE = re.compile(r"[\u4e00-\u9fff]")
DAYS, BURN_IN = 16, 3


@pytest.fixture(scope="module")
def run():
    return twin.run(
        "whistle", district="classroom", days=DAYS, burn_in=BURN_IN, seed=5,
        levers={"authority": 0.6}, shocks=[{"name": "typhoon", "day": 9}],
        schedule=[{"from": 4, "levers": {"wardens": 1.0}}],
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(run, tmp_path_factory):
    return run.save(tmp_path_factory.mktemp("runs") / "first")


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    kept = tmp_path_factory.mktemp("kept")
    found = twin.compare(
        "baseline", "decentralised-whole", district="classroom", days=3, burn_in=1,
        seeds=range(1, 5), workers=1, out=kept,
    )  # fmt: skip
    found.save(kept)
    return found, kept


class Text(HTMLParser):
    """The words, elements and addresses of a page."""

    def __init__(self, page):
        super().__init__()
        self.words, self.elements, self.loads = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.loads += [v for k, v in attrs if k in ("src", "href", "srcset", "action")]
        self.words += [v for k, v in attrs if k == "aria-label"]

    def handle_data(self, data):
        if self.elements[-1:] != ["style"]:
            self.words.append(data)

    def whole(self):
        return " ".join(" ".join(self.words).split())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_is_one_file_that_loads_nothing(run, comparison, language):
    for page in (run_report(run, language), comparison_report(comparison[0], language)):
        html = render(page)
        found = Text(html)
        assert found.loads == [] and "script" not in found.elements and "url(" not in html
        assert "default-src 'none'" in html and len(html.encode()) < 3_000_000
        assert {"h1", "h2", "svg", "table"} <= set(found.elements)
        assert html.count("<svg") == html.count("aria-label")


def test_a_report_speaks_one_language(run, comparison):
    for page in (run_report(run, "en"), comparison_report(comparison[0], "en")):
        words = Text(render(page)).whole()
        assert not CHINESE.search(words), CHINESE.search(words)
    for page in (run_report(run, "zh"), comparison_report(comparison[0], "zh")):
        for section in page.sections:
            assert CHINESE.search(section.title)
            for text in (*section.paragraphs, *section.notes):
                assert CHINESE.search(text), text
            assert not section.table or all(map(CHINESE.search, section.table.head))


def test_a_report_of_a_run_says_what_its_record_says(run, folder):
    words = Text(render(report_of(folder, "en"))).whole()
    assert run.digest in words and run.origin.replay in words
    order = 100 * run.values[:, run.names.index("order")]
    first, last = order[:7].mean(), order[-7:].mean()
    assert f"{first:.0f}" in words and f"{last:.0f}" in words
    assert "Matters handed down" in words and "measured" in words and "assumed" in words
    assert "landfall" in words and "from day 4 on" in words
    assert "not a forecast" in words


def test_a_saved_run_gives_the_report_of_the_run(run, folder):
    assert render(report_of(folder, "zh")) == render(run_report(run, "zh"))


def test_the_hours_of_a_case_add_up_in_the_chart(run):
    ended = run.cases[run.cases.verified.notna() & (run.cases.reopened == 0)]
    ended = ended[ended.outcome != "lapsed"]
    whole = float((ended.verified - ended.collected).mean())
    parts = step_hours(ended)
    assert sum(parts) == pytest.approx(whole) and min(parts) >= 0.0


def test_a_group_with_nobody_in_it_has_no_row(run):
    """A district may have no floating population; its satisfaction is then nobody's."""
    nobody = run.parts.groups.copy()
    nobody[:, GROUP_NAMES.index("floating")] = np.nan
    parts = replace(run.parts, groups=nobody)
    _, rows = group_rows(replace(run, parts=parts), "en")
    _, before = group_rows(run, "en")
    assert [row for row in before if row[0] != "the floating population"] == list(rows)
    assert len(before) == len(rows) + 1


def test_a_comparison_is_read_back_as_it_was(comparison):
    found, kept = comparison
    assert read_comparison(kept / "comparison.json").to_dict() == found.to_dict()
    assert render(report_of(kept, "en")) == render(comparison_report(found, "en"))


def test_the_command_of_a_comparison_makes_it_again(comparison, capsys):
    found, kept = comparison
    words = found.replay.split()[1:]
    assert main([*words, "--out", str(kept), "--workers", "1", "--json"]) == 0
    printed = kept / "printed.json"
    printed.write_text(capsys.readouterr().out, encoding="utf-8")
    assert read_comparison(printed).to_dict() == found.to_dict()


def test_seeds_that_are_no_range_have_no_command():
    found = twin.compare(
        "baseline", "whistle", district="classroom", days=1, burn_in=0, seeds=[1, 3], workers=1
    )
    assert found.replay == ""
    page = comparison_report(found, "en")
    assert "1, 3" in Text(render(page)).whole()


def test_what_a_policy_file_says_is_put_in_as_text(tmp_path):
    evil = "<img src=x onerror=alert(1)>"
    file = tmp_path / "own.toml"
    file.write_text(
        f'title = {{zh = "{evil}", en = "{evil}"}}\nabout = {{zh = "{evil}", en = "{evil}"}}\n'
        f'leaves_out = {{zh = "{evil}", en = "{evil}"}}\nsources = ["{evil}"]\nlevers = {{}}\n'
    )
    run = twin.run(str(file), district="classroom", days=1, burn_in=0)
    html = render(run_report(run, "zh"))
    assert "<img" not in html and "&lt;img src=x" in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_writes_or_prints_the_report(folder, tmp_path, capsys, language):
    file = tmp_path / "report.html"
    assert main(["report", str(folder), "--out", str(file), "--lang", language]) == 0
    capsys.readouterr()
    assert main(["report", str(folder), "--lang", language]) == 0
    assert capsys.readouterr().out.rstrip("\n") == file.read_text(encoding="utf-8").rstrip("\n")


def test_what_no_report_can_be_made_of_is_refused(tmp_path, capsys):
    (tmp_path / "broken.json").write_text("{}")
    for words in (["report"], ["report", str(tmp_path)], ["report", str(tmp_path / "broken.json")]):
        assert main(words) == 2
        assert capsys.readouterr().err.startswith("twin: ")
    with pytest.raises(InputError, match="not a comparison"):
        read_comparison(tmp_path / "none.json")


def test_equal_runs_do_not_part(folder, run):
    found = first_divergence(folder, run)
    assert found.same and found.day is None and found.columns == {} and found.inputs == {}


def test_runs_part_on_the_day_on_which_they_were_made_to(run):
    other = twin.run(
        "whistle", district="classroom", days=DAYS, burn_in=BURN_IN, seed=5,
        levers={"authority": 0.6}, shocks=[{"name": "typhoon", "day": 9}],
        schedule=[{"from": 4, "levers": {"wardens": 1.0}}, {"from": 7, "levers": {"style": 1.0}}],
    )  # fmt: skip
    found = first_divergence(run, other)
    assert not found.same and list(found.inputs) == ["schedule"]
    assert found.day is not None and found.day >= 7
    names = list(found.columns)
    before, day = found.day - 1, found.day - 1
    assert np.array_equal(run.values[:before], other.values[:before], equal_nan=True)
    for name in names:
        assert run.values[day, run.names.index(name)] != other.values[day, run.names.index(name)]


def test_what_only_one_of_two_runs_was_given_is_told_from_either_side(run):
    levers = {k: v for k, v in run.origin.levers.items() if k != "style"}
    older = replace(run, origin=replace(run.origin, levers=levers))
    style = run.origin.levers["style"]
    assert first_divergence(run, older).inputs == {"style": (style, None)}
    assert first_divergence(older, run).inputs == {"style": (None, style)}


def test_the_command_tells_where_runs_part(folder, tmp_path, capsys):
    other = twin.run("whistle", district="classroom", days=2, burn_in=BURN_IN, seed=6)
    second = str(other.save(tmp_path / "second"))
    assert main(["diff", str(folder), second, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "They first part on day 1" in said and "seed" in said and "authority" in said
    assert main(["diff", str(folder), str(folder), "--lang", "zh"]) == 0
    assert "完全相同" in capsys.readouterr().out
    assert main(["diff", str(folder)]) == 2


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-3.2, 7.7), (41.0, 41.0), (0.0, 1e-6)])
def test_ticks_reach_around_what_is_shown(low, high):
    found = ticks(low, high)
    assert found[0] <= low + 1e-9 and found[-1] >= high - 1e-9 and found == sorted(set(found))
    assert all(tick_text(value) for value in found)


def test_a_value_that_is_missing_breaks_a_line():
    drawing = line_chart(
        [Line("a", [1.0, 2.0, 3.0, 4.0], [1.0, float("nan"), 2.0, 3.0])], ("day", "value")
    )
    (path,) = [shape.path for shape in drawing.shapes if shape.weight == 1.8 and "L" in shape.path]
    assert path.count("M") == 2 and "nan" not in path


def test_an_interval_stands_where_its_numbers_are():
    rows = [Interval("a", 0.0, -1.0, 1.0, "same"), Interval("b", 2.0, 1.0, 3.0, "up")]
    drawing = interval_chart(rows, "difference")
    zero, lines = None, []
    for shape in drawing.shapes:
        if shape.ink == "#555555" and shape.kind == "path":
            zero = float(re.match(r"M([\d.]+)", shape.path)[1])
        if shape.weight == 1.6:
            lines.append([float(x) for x in re.findall(r"[MH]([\d.]+)", shape.path)[:2]])
    assert sum(lines[0]) / 2 == pytest.approx(zero, abs=0.1) and lines[1][0] > zero
