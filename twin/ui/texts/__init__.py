"""Every text of the page itself, by the page it stands on: a key is used once in all of them.

A new page brings a module with its own ``TEXT``; it is found by itself.
"""

from importlib import import_module
from pkgutil import iter_modules

from agents.knob import Words


def gather() -> dict[str, Words]:
    """Give the texts of all modules here as one catalogue.

    Raises ValueError for a key that two pages use: one would hide the other.
    """
    found: dict[str, Words] = {}
    for module in sorted(iter_modules(__path__), key=lambda one: one.name):
        texts: dict[str, Words] = import_module(f"{__name__}.{module.name}").TEXT
        if twice := sorted(found.keys() & texts):
            raise ValueError(f"texts with the same key: {', '.join(twice)}")
        found |= texts
    return found
