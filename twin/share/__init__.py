"""Sharing what is on the screen: a link that restores it, and the code and files that go with it.

A link holds what was done, not what came of it: place, story, every lever turned and shock struck
with its hour, and the hour at which the city stood. From the same opening the same link gives the
same bytes, in the page, on the command line (``twin replay``) and in Python (:func:`replay`).
"""

from twin.share.code import command_line, notebook, python_lines
from twin.share.files import charts_svg, done_words, indicators_csv, run_of
from twin.share.link import LONGEST, Link, is_link, read_link
from twin.share.opened import city_of, link_of, replay, session_of

__all__ = [
    "LONGEST",
    "Link",
    "charts_svg",
    "city_of",
    "command_line",
    "done_words",
    "indicators_csv",
    "is_link",
    "link_of",
    "notebook",
    "python_lines",
    "read_link",
    "replay",
    "run_of",
    "session_of",
]
