"""The visit behind a page, as a hook: opened or fetched once, left when the page goes."""

import solara

from twin.share import is_link, read_link, session_of
from twin.ui.choice import Choice
from twin.ui.seat import Shown
from twin.ui.visit import Visit, fetch, open_city


def use_visit(choice: Choice, page: str) -> Visit:
    """Give the visit of the page ``page`` to the city of ``choice``, or of a link in the address.

    Raises InputError for a link that cannot be used. What stopped the city is raised here too,
    where the page's boundary catches it.
    """
    search = solara.use_router().search or ""
    shared = solara.use_memo(lambda: read_link(search) if is_link(search) else None, [])
    left = solara.use_memo(
        lambda: None if shared else fetch(solara.get_session_id(), choice, page), []
    )
    shown = solara.use_reactive(left.shown if left else Shown(choice))

    def begin() -> Visit:
        session = session_of(shared) if shared else left.session if left else open_city(choice)
        return Visit(session, shown, page)

    visit: Visit = solara.use_memo(begin, [])
    owner = solara.use_memo(solara.get_session_id, [])
    solara.use_effect(lambda: lambda: visit.leave(owner), [])
    broken, set_broken = solara.use_state(None)
    visit.pump.failed = set_broken
    if broken is not None:
        raise broken
    return visit
