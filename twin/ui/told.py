"""State of a component that another thread tells, as a hook.

State that changes faster than the page renders would freeze it: see docs/decisions/0007-page.md.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import solara
from reacton.utils import equals

T = TypeVar("T")
#: Takes what is new and tells whether the page has it now.
Tell = Callable[[T], bool]
#: Begins to listen with a tell, and gives what ends it.
Listen = Callable[[Tell[T]], Callable[[], None] | None]

#: Seconds a thread waits for a render to end.
PATIENCE = 1.0


def use_told(
    first: T,
    listen: Listen[T],
    again: Sequence[Any] = (),
    drops: bool = False,
    waits: Callable[[], bool] = lambda: True,
) -> T:
    """Give what was told last, ``first`` to begin with; what is told twice is drawn once.

    Whoever tells waits until the last render was committed, if ``waits()`` says that its thread
    may. When that takes too long, the new state replaces the old all the same, or, where this
    ``drops``, is not taken. ``listen`` is called again when ``again`` changes.
    """
    state, set_state = solara.use_state(first)
    shown = solara.use_ref(first)
    committed = solara.use_memo(threading.Event, [])
    committed.clear()  # a state that another thread sets while this renders may be lost

    def tell(new: T) -> bool:
        # equal state is not rendered, and what is not rendered is never committed
        if equals(new, shown.current):
            return True
        if waits() and not committed.wait(PATIENCE) and drops:
            return False
        committed.clear()
        shown.current = new
        set_state(new)
        return True

    solara.use_effect(committed.set, None)  # before a listener that tells at once
    solara.use_effect(lambda: listen(tell), [*again])
    told: T = state
    return told
