"""What a report can be made of: a saved run, a comparison, a sweep; told apart by what is there."""

import json
from dataclasses import replace
from pathlib import Path

from twin.casebook import read_cases
from twin.compare.results import COMPARISON, read_comparison
from twin.errors import InputError
from twin.paths import CASES, MANIFEST
from twin.record import Run, load_run
from twin.report.comparison import comparison_report
from twin.report.page import Page
from twin.report.run import run_report
from twin.report.sweep import sweep_report
from twin.sweep import Sweep
from twin.sweep.store import EXPERIMENT

ALLOWED = "a saved run, a comparison (a folder of twin compare --out, or its JSON), or a sweep"


def report_of(source: str | Path, language: str) -> Page:
    """Give the report of what lies at a path, in ``"zh"`` or ``"en"``.

    Raises InputError where there is nothing a report can be made of.
    """
    place = Path(source)
    if place.is_file():
        return comparison_report(read_comparison(place), language)
    if (place / EXPERIMENT).is_file():
        return sweep_report(Sweep.open(place), language)
    if (place / MANIFEST).is_file() and "origin" in manifest(place):
        return run_report(whole_run(place), language)
    if (place / COMPARISON).is_file():
        return comparison_report(read_comparison(place / COMPARISON), language)
    raise InputError("nothing to report", "twin report", str(source), ALLOWED)


def whole_run(folder: Path) -> Run:
    """Read a saved run with its cases, where it was saved with them."""
    run = load_run(folder)
    return replace(run, cases=read_cases(folder)) if (folder / CASES).is_file() else run


def manifest(folder: Path) -> dict[str, object]:
    """Give the manifest of a folder, empty where it is not one."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
