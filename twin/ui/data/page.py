"""Your district: a visitor's own files become a city, or are laid beside a simulated run."""

import threading
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import solara

from twin.ui.choice import Choice, vector
from twin.ui.data import facts, forms
from twin.ui.data.desk import WORKING_THREAD, Desk, Kind, News
from twin.ui.data.panels import CaseFigures, ImportReport, OwnDistricts, Upload
from twin.ui.data.parcel import parcel
from twin.ui.data.space import SPACES, is_own, own_district, own_districts, place_of, visitor
from twin.ui.data.tray import MOST_BYTES, MOST_FILES
from twin.ui.data.work import DAYS, import_files, measure_cases
from twin.ui.head import Head
from twin.ui.navigation import DATA
from twin.ui.text import LANGUAGES, say, say_all
from twin.ui.told import Tell, use_told

UPLOAD_WORDS = (
    "data_pick", "data_drop", "data_remove", "data_must", "data_more", "data_too_large",
    "data_sending", "data_no_file", "data_pick_one",
)  # fmt: skip
IMPORT_WORDS = ("data_report", "data_explore", "data_take")
OWN_WORDS = ("data_own", "data_explore", "data_take")
CASE_WORDS = (
    "data_compared", "data_hours", "data_hours_table", "data_hour", "data_weekdays",
    "data_weekday", "data_no_hours", "data_table",
)  # fmt: skip


@solara.component
def Data(came: Choice) -> None:
    """The page of a visitor with files; the city and policy they came with are kept."""
    choice, set_choice = solara.use_state(came)
    district = solara.use_memo(lambda: place_of(came.district), [])

    def speak(wanted: str) -> None:
        if wanted[:2] in LANGUAGES:
            set_choice(replace(choice, language=wanted[:2]))

    language = choice.language
    with solara.v.Html(tag="div", class_="tw-sweep tw-data"):
        Head(DATA, choice, district, speak)
        with solara.v.Html(tag="main", class_="tw-data-body", attributes={"id": "tw-map"}):
            Intro(language)
            DistrictSection(choice)
            CaseSection(choice, district.title[language])


@solara.component
def Intro(language: str) -> None:
    """What the page is for, and what happens to the files."""
    with solara.v.Html(tag="div", class_="tw-data-intro"):
        solara.v.Html(tag="h2", children=[say(language, "data_title")])
        solara.v.Html(tag="p", children=[say(language, "data_text")])


def use_desk(kind: Kind) -> tuple[Desk, News]:
    """Give a section's desk and its news; what is under way ends with the page."""
    owner = solara.use_memo(visitor, [])
    desk: Desk = solara.use_memo(lambda: Desk(owner, kind), [])

    def listen(tell: Tell[News]) -> Callable[[], None]:
        desk.tell = tell
        return desk.leave

    # the page's own thread would wait for itself
    return desk, use_told(desk.news, listen, waits=on_working_thread)


def on_working_thread() -> bool:
    """Tell whether this is the thread that waits for a worker."""
    return threading.current_thread().name == WORKING_THREAD


@solara.component
def DistrictSection(choice: Choice) -> None:
    """A form for the files of a district, what the import found, the districts there are."""
    language, router = choice.language, solara.use_router()
    kind = Kind(forms.DISTRICT_ENDINGS, forms.import_job, import_files, forms.keep_district)
    desk, news = use_desk(kind)
    found = facts.import_facts(news, language, choice)
    taken, take = use_parcel(desk.owner)
    shown = news.found["handle"] if news.found else ""
    with solara.v.Html(tag="section", class_="tw-data-section"):
        form = upload_form("district", language, forms.district_fields(language))
        UploadForm(desk, news, language, form)
        if found is not None:
            ImportReport(
                words=say_all(language, *IMPORT_WORDS),
                report=found,
                parcel=taken if taken and taken["handle"] == shown else None,
                event_go=router.push,
                event_take=take,
            )
        own = [one for handle, one in own_districts().items() if handle != shown]
        if others := facts.own_facts(own, choice):
            OwnDistricts(
                words=say_all(language, *OWN_WORDS),
                districts=others,
                parcel=taken if taken and taken["handle"] != shown else None,
                event_go=router.push,
                event_take=take,
            )


def use_parcel(owner: str) -> tuple[dict[str, Any] | None, Callable[[str], None]]:
    """Give the district that was packed last, None before any, and what packs one, as a hook."""
    packed, set_packed = solara.use_state(None)

    def take(handle: str) -> None:
        own = SPACES.districts(owner).get(handle)
        if own is None:
            return
        name, content = parcel(own)
        number = packed["number"] + 1 if packed else 1
        base64 = b64encode(content).decode()
        set_packed({"handle": handle, "number": number, "name": name, "base64": base64})

    return packed, take


@solara.component
def CaseSection(choice: Choice, place: str) -> None:
    """A form for a case file, and its statistics beside those of a run of this district."""
    language = choice.language
    kind = Kind(
        forms.CASE_ENDINGS,
        lambda _, tray, answers: forms.cases_job(tray, answers, beside(choice)),
        measure_cases,
        lambda space, job, found: found,
    )
    desk, news = use_desk(kind)
    found = facts.case_facts(news, language)
    with solara.v.Html(tag="section", class_="tw-data-section"):
        form = upload_form("cases", language, forms.case_fields(language), place)
        UploadForm(desk, news, language, form)
        if found is not None:
            CaseFigures(words=say_all(language, *CASE_WORDS), cases=found)


def beside(choice: Choice) -> tuple[str, str, dict[str, float]]:
    """Give what is simulated beside a case file: district (name or folder), policy, levers."""
    own = is_own(choice.district)
    place = str(own_district(choice.district).folder) if own else choice.district
    usual = vector(choice.base)
    return place, choice.base, {k: v for k, v in choice.levers.items() if v != usual[k]}


def upload_form(name: str, language: str, fields: list[Any], place: str = "") -> dict[str, Any]:
    """Give the fixed parts of a section's form; ``place`` is the district simulated beside it."""
    limits = {"size": MOST_BYTES // 10**6, "files": MOST_FILES}
    return {
        "name": name,
        "title": say(language, f"form_{name}_title"),
        "text": say(language, f"form_{name}_text", place=place, days=DAYS),
        "start": say(language, f"form_{name}_start"),
        "limits": say(language, "data_limits", **limits),
        "fields": fields,
        "most": MOST_BYTES,
        "most_files": MOST_FILES,
    }


@solara.component
def UploadForm(desk: Desk, news: News, language: str, form: dict[str, Any]) -> None:
    """The form of a section."""
    Upload(
        words=say_all(language, *UPLOAD_WORDS),
        form={**form, "accept": ",".join(desk.kind.endings)},
        news=facts.news_facts(news, language),
        event_order=desk.order,
        event_piece=desk.piece,
    )
