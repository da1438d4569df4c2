"""Reading TOML files so that every mistake is one clear line: file, key, got, allowed, nearest.

A :class:`Reading` is a table of a file that knows where it came from. May import
``agents.knob`` (Words) and ``twin.errors``.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.knob import Words
from twin.errors import InputError, check_known
from twin.settings import check_whole

#: Version of the files this package writes and reads; older ones are migrated, newer ones refused.
SCHEMA = 1


@dataclass(frozen=True)
class Reading:
    """A table of a file: its values, the file, and the path of keys that leads to it."""

    values: Mapping[str, Any]
    file: str
    path: str = ""

    def where(self, key: str = "") -> str:
        """Give the place of a key, for messages: ``"calm.toml, key levers.whistle"``."""
        full = ".".join(part for part in (self.path, key) if part)
        return f"{self.file}, key {full}" if full else self.file

    def only(self, known: Iterable[str]) -> "Reading":
        """Give this table back if it holds no key but the known ones, else raise InputError."""
        names = tuple(known)
        for key in self.values:
            check_known(key, names, "unknown key", self.where(key))
        return self

    def table(self, key: str) -> "Reading":
        """Give the table under ``key``, empty if absent; raises InputError for another kind."""
        inner = self.values.get(key, {})
        if not isinstance(inner, Mapping):
            raise InputError("not a table", self.where(key), inner, f"a table [{key}]")
        return Reading(inner, self.file, f"{self.path}.{key}" if self.path else key)

    def text(self, key: str, default: str | None = None) -> str:
        """Give the text under ``key``; without a default it must be there and not be empty."""
        value = self.values.get(key, default)
        if value is None:
            raise InputError("missing key", self.where(key), allowed="a text")
        if not isinstance(value, str):
            raise InputError("not a text", self.where(key), value, "a text in quotes")
        if not value.strip():
            raise InputError("missing text", self.where(key), value, "a text that says something")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Give the list of texts under ``key``, empty if absent; raises InputError for another."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise InputError("not a list of texts", self.where(key), values, '["...", "..."]')
        return tuple(values)

    def words(self, key: str) -> Words:
        """Give the two texts of the table ``[key]``; raises InputError where one is missing."""
        if key not in self.values:
            raise InputError("missing key", self.where(key), allowed=f"a table [{key}]: zh and en")
        inner = self.table(key).only(("zh", "en"))
        return Words(inner.text("zh"), inner.text("en"))

    def whole(self, key: str, low: int, high: int) -> int | None:
        """Give the whole number under ``key`` in [low, high], or None where it is absent."""
        if key not in self.values:
            return None
        return check_whole(self.values[key], low, high, self.where(key))

    def switch(self, key: str, default: bool = False) -> bool:
        """Give the true or false under ``key``; raises InputError for another kind."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise InputError("not a switch", self.where(key), value, "true or false")
        return value


def read_text(file: Path) -> str:
    """Give the text of a file; raises InputError where there is none or it is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError("missing file", str(file), allowed="a file that can be read") from error
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8", str(file), allowed="a text file saved as UTF-8") from error


def read_toml(file: Path) -> Reading:
    """Read a TOML file of a schema this package knows, else raise InputError."""
    text = read_text(file)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("broken TOML", str(file), str(error), "TOML 1.0") from error
    return known_schema(Reading(values, file.name))


def known_schema(reading: Reading) -> Reading:
    """Give the table back if its schema is one this package knows, else raise InputError."""
    schema = reading.values.get("schema", SCHEMA)
    if schema != SCHEMA or isinstance(schema, bool):
        raise InputError("unknown schema", reading.where("schema"), schema, str(SCHEMA))
    return reading
