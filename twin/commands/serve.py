"""``twin serve``: the page. The page's own code is imported here and nowhere else in the CLI."""

from twin.commands.options import Answer, Given, load
from twin.settings import as_number, check_whole

HOST, PORT = "127.0.0.1", 8765


def answer(given: Given) -> Answer:
    """Serve the page until Ctrl-C."""
    host = given.last("--host") or HOST
    port = check_whole(as_number(given.last("--port") or str(PORT)), 1, 65535, "--port")
    load("twin.ui.serve:serve")(host=host, port=port, open_browser=given.has("--open"))
    return Answer("", {})
