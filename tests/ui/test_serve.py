"""``twin serve`` for a room: what it prints, how long it keeps visitors, its names."""

import os
import re
import subprocess
import sys
import threading
from http.client import HTTPConnection

import pytest

from tests.waiting import until
from twin.bench.served import free_port
from twin.commands.serve import check_public, seconds
from twin.errors import InputError
from twin.ui import serve
from twin.ui.reach import ADDRESSES


@pytest.mark.parametrize(
    ("text", "length"), [("5s", 5), ("90s", 90), ("10m", 600), ("24h", 86_400)]
)
def test_a_duration_has_a_unit(text, length):
    assert seconds(text) == length


@pytest.mark.parametrize("text", ["", "10", "m", "4s", "25h", "-5m", "1.5h", "10 m", "999999s"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(InputError, match=r"not a duration: --cull"):
        seconds(text)


def test_a_public_address_is_cut_after_its_port():
    assert check_public(" https://twin.example.org/run?x=1") == "https://twin.example.org"
    assert check_public("http://192.168.1.5:8765") == "http://192.168.1.5:8765"


@pytest.mark.parametrize("address", ["192.168.1.5:8765", "ftp://a", "http://", "javascript:1"])
def test_what_is_no_address_of_a_page_is_refused(address):
    with pytest.raises(InputError, match=r"not an address of a page: --public"):
        check_public(address)


def test_the_server_answers_to_its_host_and_to_the_names_it_is_given(monkeypatch):
    monkeypatch.setenv(ADDRESSES, "https://twin.example.org http://192.168.1.5:8765")
    assert serve.names("school.local") == ("school.local", "twin.example.org", "192.168.1.5")


def test_a_terminal_that_cannot_show_a_code_gets_none(monkeypatch):
    class Old:
        encoding = "latin-1"

    assert len(serve.picture("http://192.168.1.5:8765").splitlines()) > 10
    monkeypatch.setattr(serve.sys, "stderr", Old())
    assert serve.picture("http://192.168.1.5:8765") == ""


def test_a_room_is_told_the_address_that_others_use_with_its_code():
    words = ["serve", "--port", "0", "--cull", "30s", "--public", "http://twin.example.org:8080"]
    words[2] = str(free_port())
    run = subprocess.Popen(
        [sys.executable, "-m", "twin", *words], stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    said = []
    reader = threading.Thread(target=lambda: said.extend(iter(run.stderr.readline, "")))
    reader.start()
    until(lambda: has_qr(said) or run.poll() is not None, 240.0)
    codes = [ask(words[2], host) for host in ("twin.example.org:8080", "evil.example")]
    run.terminate()
    run.wait(20)
    reader.join(20)
    run.stderr.close()
    text = "".join(said)
    assert re.search(r"the page is at http://twin\.example\.org:8080 ", text), text
    assert f"and at http://127.0.0.1:{words[2]}" in text and codes == [200, 403]


def has_qr(lines):
    """Tell whether a QR code has been drawn."""
    return sum("█" in line or "▀" in line for line in lines) > 8


def ask(port, host):
    """Ask for the page under the name of a host; give the status of the answer."""
    connection = HTTPConnection("127.0.0.1", int(port), timeout=30)
    try:
        connection.request("GET", "/readyz", headers={"Host": host})
        return connection.getresponse().status
    finally:
        connection.close()
