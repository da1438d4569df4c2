"""Every error a user can meet, in one tree, each carrying its data.

::

    TwinError                  anything this package refuses or could not do
    ├── InputError             a value, name or file that cannot be used     exit 2
    │   └── UsageError         a command line that cannot be understood      exit 2
    ├── RunFailed              a run that broke, with the command to replay  exit 1
    ├── NotReady               something that has to be installed or made    exit 2
    └── Interrupted            stopped by Ctrl-C                             exit 130

The message of an :class:`InputError` is one line: what, where, got, allowed, nearest known name.
:meth:`InputError.sentence` gives it in Chinese too. May import ``twin.refusals`` only.
"""

import difflib
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Protocol, runtime_checkable

from twin.refusals import OPENINGS_ZH

#: Exit codes of the command ``twin``.
EXIT_OK, EXIT_SOME_FAILED, EXIT_BAD_INPUT, EXIT_INTERRUPTED = 0, 1, 2, 130

#: Longest piece of a user's own input that a message repeats, in characters.
LONGEST_QUOTE = 80


@runtime_checkable
class InTwoLanguages(Protocol):
    """A text in Chinese and English, as ``agents.knob.Words`` is (which needs numpy)."""

    @property
    def zh(self) -> str:
        """Give the Chinese text."""

    @property
    def en(self) -> str:
        """Give the English text."""


class TwinError(Exception):
    """Anything the twin refuses or could not do; ``exit_code`` is what the command returns."""

    exit_code = EXIT_SOME_FAILED


#: As many allowed names a message lists; of more it gives the number, and the nearest one.
MOST_LISTED = 60


class InputError(TwinError):
    """A value, name or file that cannot be used.

    ``what`` went wrong, ``where`` (file and key, or option), what was ``got``, what is
    ``allowed`` (a text, one in two languages, or the allowed names), and the ``nearest`` known
    name if there is one.

    >>> print(InputError("unknown lever", "--set", "authorty", "a lever", "authority"))
    unknown lever: --set: got 'authorty', allowed a lever, nearest known name 'authority'
    """

    exit_code = EXIT_BAD_INPUT

    def __init__(
        self,
        what: str,
        where: str = "",
        got: object = None,
        allowed: str | InTwoLanguages | Iterable[str] = "",
        nearest: str | None = None,
    ) -> None:
        """Keep the five facts; any of them but ``what`` may be left out."""
        self.what = what
        self.where = str(where)
        self.got = got
        self.allowed = allowed if isinstance(allowed, str | InTwoLanguages) else tuple(allowed)
        self.nearest = nearest or None
        super().__init__(self.sentence("en"))

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Travel between processes with all five facts."""
        return type(self), (self.what, self.where, self.got, self.allowed, self.nearest)

    def sentence(self, language: str = "en") -> str:
        """Give the message in ``"zh"`` or ``"en"``, on one line."""
        if language == "zh":
            what = OPENINGS_ZH.get(self.what, self.what)
            got, allowed, near, comma, colon = "实际为 ", "允许 ", "最接近的已知名称 ", "，", "："
        else:
            what = self.what
            got, allowed, near, comma, colon = "got ", "allowed ", "nearest known name ", ", ", ": "
        facts = [
            got + quote(self.got) if self.got is not None else "",
            allowed + self._allowed(language) if self.allowed else "",
            near + quote(self.nearest) if self.nearest else "",
        ]
        parts = [what, self.where, comma.join(fact for fact in facts if fact)]
        return " ".join(colon.join(part for part in parts if part).split())

    def _allowed(self, language: str) -> str:
        if isinstance(self.allowed, str):
            return self.allowed
        if isinstance(self.allowed, InTwoLanguages):
            return self.allowed.zh if language == "zh" else self.allowed.en
        if len(self.allowed) > MOST_LISTED:
            number = len(self.allowed)
            return f"{number} 个名称之一" if language == "zh" else f"one of {number} names"
        return one_of(self.allowed, language)


class UsageError(InputError):
    """A command line that cannot be understood."""


class RunFailed(TwinError):
    """A run that broke: ``reason`` says how, ``replay`` is the command that shows it again."""

    exit_code = EXIT_SOME_FAILED

    def __init__(self, reason: str, replay: str = "") -> None:
        """Keep the reason and the command that replays it."""
        self.reason, self.replay = reason, replay
        super().__init__(f"{reason}; replay with: {replay}" if replay else reason)

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """Travel between processes with both facts."""
        return type(self), (self.reason, self.replay)


class NotReady(TwinError):
    """Something that has to be installed or made first; the message says how."""

    exit_code = EXIT_BAD_INPUT


class Interrupted(TwinError):
    """Stopped by Ctrl-C."""

    exit_code = EXIT_INTERRUPTED


def check_extra(module: str, extra: str, what: str | InTwoLanguages) -> None:
    """Raise NotReady where a module of an extra is not installed: ``what`` needs it.

    To be called once the rest of the input is known to be good: who mistyped need install nothing.
    """
    if find_spec(module) is None:
        en, zh = (what, f"{what} ") if isinstance(what, str) else (what.en, what.zh)
        raise NotReady(
            f"{en} needs {module}: pip install 'city-street-twin[{extra}]' "
            f"/ {zh}需要 {module}，请安装附加组件 {extra}"
        )


def nearest(name: object, known: Iterable[str]) -> str | None:
    """Give the known name most like ``name``, or None where none is near.

    Compared without case and with ``_`` and ``-`` taken as equal.

    >>> nearest("Street_Team", ["baseline", "street-teams"])
    'street-teams'
    """
    plain = {_plain(text): text for text in known}
    found = difflib.get_close_matches(_plain(str(name)), list(plain), n=1, cutoff=0.5)
    return plain[found[0]] if found else None


def check_known(name: object, known: Iterable[str], what: str, where: str = "") -> str:
    """Give ``name`` back if it is one of ``known``, else raise InputError with the nearest one.

    ``what`` opens the message, for example ``"unknown lever"``.
    """
    names = tuple(known)
    if isinstance(name, str) and name in names:
        return name
    raise InputError(what, where, name, names, nearest(name, names))


def one_of(names: Iterable[str], language: str = "en") -> str:
    """Write allowed names as one text: ``"a, b or c"``, in Chinese ``"a、b 或 c"``."""
    listed = [str(name) for name in names]
    if len(listed) < 2:
        return "".join(listed)
    comma, either = ("、", " 或 ") if language == "zh" else (", ", " or ")
    return comma.join(listed[:-1]) + either + listed[-1]


def quote(value: object) -> str:
    """Write a user's value so that it stays on one line and is never longer than a line."""
    text = repr(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 3]}..."


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-")
