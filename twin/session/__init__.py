"""One visitor's city, stepping off the page's thread. Knows nothing of solara.

A session owns one model (``play.py``) and one thread (``player.py``). The page leaves orders on a
desk (``desk.py``) that the thread carries out between two hours, and finds the newest picture in
an outlet (``picture.py``). What was done and where the city stood is on a tape (``tape.py``), so
that any hour since the opening can be gone back to, exactly; ``trail.py`` keeps what was measured.
"""

from twin.session.desk import SPEEDS, Desk
from twin.session.picture import (
    Gaze,
    Hour,
    Numbered,
    Outlet,
    Picture,
    Seen,
    Standing,
    hour_of,
    take,
)
from twin.session.play import Session
from twin.session.player import Player
from twin.session.tape import Change, Strike, Tape, replay
from twin.session.trail import PAST_DAYS, Trail
from twin.session.turns import TURNS

__all__ = [
    "PAST_DAYS",
    "SPEEDS",
    "TURNS",
    "Change",
    "Desk",
    "Gaze",
    "Hour",
    "Numbered",
    "Outlet",
    "Picture",
    "Player",
    "Seen",
    "Session",
    "Standing",
    "Strike",
    "Tape",
    "Trail",
    "hour_of",
    "replay",
    "take",
]
