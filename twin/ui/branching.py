"""Branch here: the city as it stands becomes the opening of two panes of Compare.

Nothing is handed over but an address, which holds what was done: it works after a reload and in
another browser, and pane A is this city to the byte.
"""

from collections.abc import Callable
from typing import Any

import solara

from twin.share import LONGEST, link_of
from twin.ui.compare.panes import Panes
from twin.ui.data.space import is_own
from twin.ui.navigation import COMPARE, address_of
from twin.ui.seat import standing_choice
from twin.ui.told import Tell, use_told
from twin.ui.visit import Visit


def two_futures(visit: Visit) -> Panes:
    """Give two panes that go on from where a city stands. Call it on its thread, between hours."""
    choice = visit.shown.value.choice
    # as the city has them, not as the page does: a story turns levers too
    here = standing_choice(choice, visit.session.model.levers())
    return Panes((here, here), (1, 2), link_of(visit.session, choice.story))


def can_branch(visit: Visit) -> bool:
    """Tell whether a city can be branched: no address leads to a district of the visitor's own."""
    return not is_own(visit.shown.value.choice.district)


def part(visit: Visit, tell: Callable[[str], object]) -> None:
    """Stop a city and tell the address of its two futures: empty where it would be too long."""

    def write() -> None:
        address = address_of(COMPARE, two_futures(visit))
        tell(address if len(address) < LONGEST else "")

    visit.cockpit.halt()
    visit.session.desk.leave(write)


def use_branching(visit: Visit) -> bool:
    """Go to Compare when the visitor wants to branch, as a hook; tell whether it cannot be done."""
    router = solara.use_router()

    def listen(tell: Tell[str | None]) -> Callable[[], None]:
        if can_branch(visit):
            visit.cockpit.part = lambda: part(visit, tell)
        return lambda: setattr(visit.cockpit, "part", lambda: None)

    def go() -> Any:
        if address:
            router.push(address)

    address = use_told(None, listen)
    solara.use_effect(go, [address])
    return address == ""
