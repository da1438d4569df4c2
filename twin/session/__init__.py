"""One visitor's city, stepping off the page's thread. Knows nothing of solara.

A session owns one model and one thread (``play.py``). The page leaves orders on a desk
(``desk.py``) that the thread carries out between two hours, and finds the newest picture in an
outlet (``picture.py``). What was done and where the city stood is on a tape (``tape.py``), so
that any hour since the opening can be gone back to, exactly; ``trail.py`` keeps what was measured.
"""

from twin.session.desk import SPEEDS, Desk
from twin.session.picture import Gaze, Hour, Outlet, Picture
from twin.session.play import Session, branch
from twin.session.tape import Change, Strike, Tape, replay
from twin.session.trail import PAST_DAYS, Trail

__all__ = [
    "PAST_DAYS",
    "SPEEDS",
    "Change",
    "Desk",
    "Gaze",
    "Hour",
    "Outlet",
    "Picture",
    "Session",
    "Strike",
    "Tape",
    "Trail",
    "branch",
    "replay",
]
