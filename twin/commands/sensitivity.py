"""``twin sensitivity``: which parameters matter, and where the sign of the headline holds."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from twin.commands.compare import told_failure
from twin.commands.making import folders_asked, made
from twin.commands.options import Answer, Given, load
from twin.commands.request import OPTIONS, workers_asked
from twin.commands.words import language, text_table
from twin.errors import EXIT_OK, EXIT_SOME_FAILED, InputError, UsageError, check_known
from twin.scenario import SEED_HIGH, Scenario
from twin.settings import as_number, check_whole

if TYPE_CHECKING:
    from twin.analysis.sensitivity import Sensitivity, Survey
    from twin.analysis.signs import Signs

WHERE = "twin sensitivity"
MORRIS, SOBOL, SIGNS = "morris", "sobol", "signs"
#: Blocks (or points, for signs) where none are asked for: in full and in quick mode.
POINTS = {MORRIS: (10, 4), SOBOL: (64, 8), SIGNS: (100, 20)}
MOST_POINTS = 10_000
#: Parameters shown on the terminal; files and JSON have them all.
SHOWN = 20


def answer(given: Given) -> Answer:
    """Vary what was asked for; exit code 1 where a run failed."""
    words, survey, folders = language(given), survey_of(given), folders_asked(given)
    workers_asked(given)
    if survey.method == SIGNS:
        return _signs(given, survey, words)
    load("twin.analysis.design:check_salib")()
    failed: tuple[Any, ...] = ()
    if survey.method == SOBOL and not given.has("--parameters"):
        parameters, failed = _screened(given, survey)
        survey = replace(survey, parameters=parameters)
    found: Sensitivity = made(given, WHERE, survey.district, partial(_explore(), survey))
    found = replace(found, failed=(*failed, *found.failed))
    if "--write" in folders:
        load("twin.analysis.sensitivity_write:write_effects")(found, folders["--write"])
    sheet = load("twin.analysis.sensitivity_tables:effects_sheet")(found, words, SHOWN)
    told = load("twin.analysis.sensitivity_tables:blocks_told")(found, words)
    return _answer(found, survey, words, [told, "", text_table(sheet.head, sheet.rows)])


def survey_of(given: Given) -> "Survey":
    """Give the survey that was asked for; raises InputError naming the option at fault."""
    if not given.arguments:
        raise UsageError("missing value", WHERE, allowed=" | ".join(POINTS))
    method = check_known(given.arguments[0], POINTS, "unknown choice", WHERE)
    sensitivity = "twin.analysis.sensitivity"
    burn_in, days = load(f"{sensitivity}:{'QUICK' if given.has('--quick') else 'SHORT'}")
    named = [name for text in given.every("--parameters") for name in text.split(",")]
    outcomes = load(f"{sensitivity}:outcomes_named")(given.every("--outcome"), "--outcome")
    survey: Survey = load(f"{sensitivity}:Survey")(
        method,
        load(f"{sensitivity}:parameters_named")(named, "--parameters"),
        _points(given, method, "--points", method),
        outcomes,
        check_whole(as_number(given.last("--seed") or "1"), 0, SEED_HIGH, "--seed"),
        given.last("--district") or "validation",
        _days(given, "--burn-in", burn_in),
        _days(given, "--days", days),
    )
    _check(survey)
    return survey


def _points(given: Given, method: str, option: str, shape: str) -> int:
    text = given.last(option)
    points = (
        POINTS[method][given.has("--quick")]
        if text is None
        else check_whole(as_number(text), 2, MOST_POINTS, option)
    )
    checked: int = load("twin.analysis.sensitivity:check_points")(shape, points, option)
    return checked


def _days(given: Given, option: str, usual: int) -> Any:
    """Give a number of days as it was typed; whether it can be used, the scenario says."""
    text = given.last(option)
    return usual if text is None else as_number(text)


def _check(survey: "Survey") -> None:
    try:
        Scenario(district=survey.district, days=survey.days, burn_in=survey.burn_in)
    except InputError as error:
        where = OPTIONS.get(error.where, error.where)
        raise InputError(error.what, where, error.got, error.allowed, error.nearest) from error


def _explore() -> Any:
    return load("twin.analysis.sensitivity:explore")


def _screened(given: Given, survey: "Survey") -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """Give the few parameters that Morris' screening finds to matter most, and what failed."""
    points = _points(given, MORRIS, "--screen", MORRIS)
    screening = replace(survey, method=MORRIS, points=points)
    found = made(given, WHERE, survey.district, partial(_explore(), screening))
    chosen: tuple[str, ...] = load("twin.analysis.sensitivity_tables:shortlist")(found)
    return chosen, found.failed


def _signs(given: Given, survey: "Survey", words: str) -> Answer:
    make = partial(load("twin.analysis.signs:probe_signs"), survey)
    found: Signs = made(given, WHERE, survey.district, make)
    folders = folders_asked(given)
    if "--write" in folders:
        load("twin.analysis.sensitivity_write:write_signs")(found, folders["--write"])
    sheet = load("twin.analysis.sensitivity_tables:signs_sheet")(found, words)
    return _answer(found, survey, words, [text_table(sheet.head, sheet.rows)])


def _answer(found: Any, survey: "Survey", words: str, lines: list[str]) -> Answer:
    title, note = (
        load(f"twin.analysis.sensitivity_tables:{name}")[survey.method][words]
        for name in ("TITLES", "NOTES")
    )
    failed = [told_failure(one.run, one, words) for one in found.failed]
    code = EXIT_SOME_FAILED if found.failed else EXIT_OK
    return Answer("\n".join([title, "", note, *lines, *failed]), found.to_dict(), code)
