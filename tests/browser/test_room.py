"""A room from the door to the file: secrets, the lock, a dropped phone, a killed server."""

import json
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, ROOT, axe, check, environment
from tests.browser.workshop import SEND, Workshop
from tests.waiting import until
from twin.bench.served import free_port

pytestmark = pytest.mark.browser

#: Notes on a projector view how tall the page is at most, by the phase of the room.
WATCH = """() => {
  window.tallest = {};
  const note = () => {
    const phase = document.querySelector(".tw-stage-now").dataset.phase;
    const height = document.documentElement.scrollHeight;
    window.tallest[phase] = Math.max(window.tallest[phase] || 0, height);
  };
  note();
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(note).observe(document.body, all);
}"""
#: Seconds in which a whole class must have joined.
ALL_JOINED = 10.0


@pytest.fixture
def workshop(browser, tmp_path):
    """Give a workshop with a server of its own."""
    workshop = Workshop(browser, tmp_path / "rooms", free_port())
    yield workshop
    workshop.close()
    assert [viewer.broken for viewer in workshop.viewers if viewer.broken] == []


def secret(k):
    """Give what the k-th participant expects, found nowhere else."""
    return f"Expectation-{k:02d}-<b>bold</b>"


def gather(workshop, n):
    """Let n people join, spread over three teams, and give their phones with the seconds taken."""
    phones = [workshop.phone() for _ in range(n)]
    for phone in phones:
        phone.page.wait_for_selector("[name=name]")
    began = time.monotonic()
    for k, phone in enumerate(phones):  # nobody waits for the seat of the one before
        workshop.ask_in(phone, f"P{k:02d}", "ABC"[k % 3])
    for phone in phones:
        phone.page.wait_for_selector(".tw-room-phone")
    page = workshop.host.page
    page.wait_for_function("n => document.querySelectorAll('.tw-room-team li').length === n", arg=n)
    return phones, time.monotonic() - began


def check_secrets(workshop, phones, stage):
    """Assert that nobody has met the expectation of another team, on a page or on the wire."""
    for k, phone in enumerate(phones):
        for other in range(len(phones)):
            if other % 3 != k % 3:
                assert not phone.has_met(secret(other)), (k, other)
    assert not any(stage.has_met(secret(k)) for k in range(len(phones)))


def check_lock(workshop, phones):
    """Assert that an order sent after the lock changes nothing and is answered in words."""
    page = phones[0].page
    page.wait_for_selector(".tw-room-card:has-text('已锁定')")
    page.evaluate(SEND, {"do": "propose", "levers": {}, "hypothesis": "too late"})
    page.wait_for_selector(".tw-refused:has-text('方案已经锁定')")
    # nor can a participant do what the facilitator does
    page.evaluate(SEND, {"do": "run"})
    assert until(lambda: "没有这种指令" in page.inner_text(".tw-refused"), 60.0)
    expect(workshop.host.page.locator("[data-step=run]")).to_have_count(1)


def drop_and_return(workshop, phones, k):
    """Let a phone die and come back as another browser that kept what the first one kept."""
    storage = phones[k].context.storage_state()
    phones[k].context.close()
    workshop.viewers.remove(phones[k])
    phones[k] = workshop.phone(storage)
    phones[k].page.wait_for_selector(".tw-room-me")
    told = phones[k].page.inner_text(".tw-room-me")
    assert f"P{k:02d}" in told and f"{'ABC'[k % 3]} 队" in told


def export(workshop, file):
    """Take the file of the room along, as the facilitator does."""
    page = workshop.host.page
    page.wait_for_selector(".tw-room-past")
    with page.expect_download() as download:
        page.click("[data-file=room_export]")
    download.value.save_as(file)
    return json.loads(file.read_text(encoding="utf-8"))


def play_through(workshop, n, tmp_path):
    """Play a room with n participants; the server is killed in the middle of the round."""
    workshop.open_room()
    stage = workshop.stage()
    phones, seconds = gather(workshop, n)
    workshop.step("begin")
    for k, phone in enumerate(phones):
        workshop.propose(phone, secret(k))
    check_secrets(workshop, phones, stage)
    drop_and_return(workshop, phones, n - 1)
    check_secrets(workshop, phones, stage)
    workshop.step("lock")
    check_lock(workshop, phones)
    workshop.step("run")
    workshop.host.page.wait_for_selector("progress")
    workshop.die_and_return()
    assert "P00" in phones[0].page.inner_text(".tw-room-me")
    workshop.host.page.wait_for_selector("[data-step=reveal]", timeout=300_000)
    check_secrets(workshop, phones, stage)
    workshop.step("reveal")
    for viewer in (workshop.host, stage, phones[0]):
        viewer.page.wait_for_selector(".tw-room-plane")
        # what people wrote is shown as they wrote it, never as markup
        assert secret(n - 3) in viewer.page.inner_text(".tw-room-results")
        expect(viewer.page.locator(".tw-room-results b")).to_have_count(0)
    for _ in range(2):  # with rounds to come, only a second press ends the workshop
        workshop.step("close")
    found = export(workshop, tmp_path / "room.json")
    command = [sys.executable, "-m", "twin", "room", "replay", str(tmp_path / "room.json")]
    again = subprocess.run(
        [*command, "--workers", "1", "--json"],
        cwd=ROOT, env=environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert len(found["people"]) == n and len(json.loads(again.stdout)["digests"]) == 4
    return seconds


def test_a_room_is_played_through_and_survives_the_death_of_its_server(workshop, tmp_path):
    play_through(workshop, 3, tmp_path)


@pytest.mark.full
def test_twelve_join_within_ten_seconds_and_play(workshop, tmp_path):
    seconds = play_through(workshop, 12, tmp_path)
    print(f"twelve joined in {seconds:.1f} s")
    assert seconds < ALL_JOINED


def turn_to(stage, phase):
    """Wait until the projector view shows a phase, and give it."""
    stage.page.wait_for_selector(f".tw-stage-now[data-phase={phase}]")
    return stage


def turn_over(stage):
    """Press every button of the projector view, the first one last; give the view after each."""
    for view in ("maps", "proposals", "results"):
        stage.page.click(f"[data-view={view}]")
        yield f"stage with {view}", stage


def screens(workshop, stage):
    """Bring a room through its phases; give each page to look at, with a name."""
    host = workshop.host
    stranger, phone = workshop.phone(), workshop.phone()
    yield "stranger", stranger
    for person, team in ((phone, "A"), *((workshop.phone(), team) for team in "BCD")):
        workshop.join(person, f"Wang {team}", team)
    yield "phone in the lobby", phone
    yield "stage in the lobby", stage
    workshop.step("begin")
    phone.page.wait_for_selector(".tw-room-propose")
    workshop.propose(phone, "Complaints fall, 摊贩收入不变." * 7)
    yield "phone, proposals open", phone
    for card in ("typhoon", "cloudburst", "festival"):
        host.page.click(f"[data-card={card}]")
    stage.page.wait_for_selector(".tw-room-shock:nth-child(3)")
    yield "facilitator", host
    yield "stage, proposals open", turn_to(stage, "open")
    workshop.step("lock")
    yield "stage, locked", turn_to(stage, "locked")
    workshop.step("run")
    host.page.wait_for_selector("[data-step=reveal]", timeout=300_000)
    workshop.step("reveal")
    for name, viewer in (("facilitator", host), ("phone", phone), ("stage", stage)):
        viewer.page.wait_for_selector(".tw-room-plane")
        yield f"{name} with results", viewer
    yield from turn_over(stage)
    workshop.step("ballot")
    phone.page.wait_for_selector(".tw-room-votes")
    yield "phone with a vote", phone
    for _ in range(2):  # with rounds to come, only a second press ends the workshop
        workshop.step("close")
    phone.page.wait_for_selector(".tw-room-past")
    yield "debrief", phone
    yield "stage, debrief", turn_to(stage, "debrief")


@pytest.mark.parametrize(
    "form", [("zh", "light"), pytest.param(("en", "dark"), marks=pytest.mark.full)]
)
def test_no_screen_of_a_room_breaks_a_rule(workshop, form):
    workshop.open_room(form, teams=4)
    stage = workshop.stage()
    stage.page.wait_for_selector(".tw-stage-now")
    stage.page.evaluate(WATCH)
    for name, viewer in screens(workshop, stage):
        viewer.page.wait_for_timeout(300)
        assert axe(viewer.page) == [], name
        for fault in ("cut", "nameless", "pale", "doubled", "small", "scrolled"):
            assert check(viewer.page, fault) == [], (name, fault)
    tallest = stage.page.evaluate("tallest")
    assert {"lobby", "open", "locked", "revealed", "voting", "debrief"} <= tallest.keys()
    assert max(tallest.values()) <= DESKTOP[1], tallest


def test_a_code_that_is_none_is_told_so(workshop):
    viewer = workshop.view("/room?lang=zh")
    page = viewer.page
    page.fill("[name=code]", "ZZZZZ")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tw-refused")
    assert "没有这个房间" in page.inner_text(".tw-refused")
