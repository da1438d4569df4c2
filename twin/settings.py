"""Values of knobs, checked: the one place where a lever or a parameter is given a number.

Policies, scenarios, the command line and the page all pass here, so that they all say the same
thing about the same mistake. May import ``agents.knob`` and ``twin.errors``.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from agents.knob import Knob
from twin.errors import InputError, check_known


class Settings(Mapping[str, float]):
    """Values by name that cannot be changed: sorted by name, hashable, ready to be sent away.

    >>> Settings({"whistle": 1, "authority": 0.5})
    Settings({'authority': 0.5, 'whistle': 1.0})
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, float] | None = None) -> None:
        """Copy the values, as float."""
        self._values = {name: float(value) for name, value in sorted((values or {}).items())}

    def __getitem__(self, name: str) -> float:
        """Give the value of ``name``; raises KeyError where it is not set."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names in alphabetical order."""
        return iter(self._values)

    def __len__(self) -> int:
        """Count the values that are set."""
        return len(self._values)

    def __hash__(self) -> int:
        """Hash by content, so that a frozen scenario can be a key."""
        return hash(tuple(self._values.items()))

    def __repr__(self) -> str:
        """Show the values as they would be written."""
        return f"Settings({self._values!r})"

    def __reduce__(self) -> tuple[type, tuple[dict[str, float]]]:
        """Travel between processes."""
        return type(self), (dict(self._values),)


def check_settings(
    values: Mapping[str, object], knobs: Iterable[Knob], kind: str, where: str = ""
) -> Settings:
    """Give the values as Settings, or raise InputError for the first name or value refused.

    ``kind`` is ``"lever"`` or ``"parameter"`` and opens the message about an unknown name;
    ``where`` is put before the name (``"calm.toml, key levers."``, ``"--set "``).
    """
    known = {knob.name: knob for knob in knobs}
    checked = {}
    for name, value in values.items():
        check_known(name, known, f"unknown {kind}", where.rstrip(" ."))
        checked[name] = check_value(known[name], value, f"{where}{name}")
    return Settings(checked)


def check_value(knob: Knob, value: object, where: str = "") -> float:
    """Give the value as a float inside the bounds of its knob, else raise InputError."""
    return check_number(value, knob.low, knob.high, where, knob.unit)


def check_number(value: object, low: float, high: float, where: str = "", unit: str = "") -> float:
    """Give ``value`` as a float in [low, high], else raise InputError; NaN is outside."""
    allowed = f"{low:g} to {high:g} {unit}".strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError("not a number", where, value, allowed)
    if not low <= value <= high:  # NaN compares false, so it ends here too
        raise InputError("value out of range", where, value, allowed)
    return float(value)


def check_whole(value: object, low: int, high: int, where: str = "", unit: str = "") -> int:
    """Give ``value`` as a whole number in [low, high], else raise InputError."""
    allowed = f"{low} to {high} {unit}".strip()
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError("not a whole number", where, value, allowed)
    if not low <= value <= high:
        raise InputError("value out of range", where, value, allowed)
    return value


def seed_range(seeds: Sequence[int]) -> str:
    """Write seeds in a row as a command line names them, ``1:30``; empty where they are none."""
    first, last = seeds[0], seeds[-1]
    return f"{first}:{last}" if list(seeds) == list(range(first, last + 1)) else ""


def as_number(text: str) -> object:
    """Read a number a person typed: an int, a float, or the text itself where it is neither.

    >>> as_number("3"), as_number("0.5"), as_number("many")
    (3, 0.5, 'many')
    """
    if "_" in text:  # Python reads 1_000 as a number; a person who types it has made a slip
        return text
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        return number if math.isfinite(number) else text
    return text
