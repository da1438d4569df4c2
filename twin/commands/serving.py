"""The commands of a room of people: what opens the page, and what reads a room's file again."""

from twin.commands.evidence import JSON, LANG
from twin.commands.options import Command, Option

SERVE = Command(
    "serve",
    "open the page of the twin on this machine",
    "twin.commands.serve:answer",
    (),
    (
        Option("--host", "HOST", "address to listen on (default 127.0.0.1: this machine only)"),
        Option("--port", "N", "port, 1 to 65535 (default 8765)"),
        Option("--open", "", "open a browser when the page is ready"),
        Option("--results", "DIR", "show the sweeps that lie in this folder"),
        Option("--cull", "TIME", "how long a visitor who left is kept, 5s to 24h (default 10m)"),
        Option("--public", "URL", "address others use, where it is not one of this machine"),
        Option("--rooms", "DIR", "keep workshop rooms here (default: the user's data folder)"),
    ),
    (
        ("twin serve --open", "the page, in the browser of this machine"),
        ("twin serve --host 0.0.0.0", "for everyone in the room"),
        ("twin serve --results out", "with the results of the sweeps in out"),
    ),
)

ROOM = Command(
    "room",
    "run the file of a workshop room again, or make its report",
    "twin.commands.room:answer",
    ("replay|report", "FILE"),
    (
        Option("--workers", "N", "processes that run at the same time (default: one a core)"),
        Option("--out", "FILE.html", "write the report to this file (default: print it)"),
        LANG,
        JSON,
    ),
    (
        ("twin room replay room-BCDFG.json", "every course again; exit code 1 where one differs"),
        ("twin room report room-BCDFG.json --out room.html", "what was expected, what came"),
    ),
)
