"""The command ``twin``. The result goes to stdout, the log and the progress bar to stderr.

Exit codes: 0 ok, 1 some runs failed, 2 usage or bad input, 130 interrupted. Commands are imported
when they are given, so ``twin --help`` needs neither mesa nor numba nor pandas.
"""

import json
import os
import sys
from collections.abc import Sequence

import twin
from twin.commands.catalogue import COMMANDS
from twin.commands.options import Answer, Command, help_text, load, parse, two_columns
from twin.errors import (
    EXIT_BAD_INPUT,
    EXIT_INTERRUPTED,
    EXIT_OK,
    TwinError,
    UsageError,
    nearest,
)

HELP = ("--help", "-h", "help")
VERSION = ("--version", "-V")


def main(words: Sequence[str] | None = None) -> int:
    """Run the command given by ``words`` (default: the command line) and give its exit code.

    >>> main(["--version"])
    twin 0.1.0
    0
    """
    _speak_utf8()
    try:
        return _dispatch(list(sys.argv[1:] if words is None else words))
    except TwinError as error:
        print(f"twin: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("twin: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader, for example `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK


def _dispatch(words: list[str]) -> int:
    if not words:
        print(general_help(), file=sys.stderr)
        return EXIT_BAD_INPUT
    name, rest = words[0], words[1:]
    if name in VERSION:
        return _print(f"twin {twin.__version__}")
    if name in HELP and not rest:
        return _print(general_help())
    if name in HELP:
        return _print(help_text(_find(rest[0])))
    command = _find(name)
    if any(word in HELP[:2] for word in rest):
        return _print(help_text(command))
    return _show(_call(command, rest), "--json" in rest)


def _find(name: str) -> Command:
    known = {command.name: command for command in COMMANDS}
    if name not in known:
        raise UsageError("unknown command", "twin", name, tuple(known), nearest(name, known))
    return known[name]


def _call(command: Command, words: list[str]) -> Answer:
    given = parse(command, words)
    answer: Answer = load(command.target)(given)
    return answer


def _show(answer: Answer, as_json: bool) -> int:
    if as_json:
        print(json.dumps(answer.data, ensure_ascii=False, indent=2, allow_nan=False))
    elif answer.text:
        print(answer.text)
    sys.stdout.flush()
    return answer.code


def _print(text: str) -> int:
    print(text)
    return EXIT_OK


def general_help() -> str:
    """Give the page of ``twin --help``: every command, with its examples."""
    lines = ["twin: an open digital twin of a city district.", "", "Usage: twin COMMAND [OPTIONS]"]
    lines += ["", "Commands:", *two_columns([(c.name, c.summary) for c in COMMANDS])]
    lines += ["", "Examples:"]
    lines += two_columns([example for command in COMMANDS for example in command.examples])
    lines += ["", "twin COMMAND --help says more; twin --version prints the version."]
    return "\n".join(lines)


def _speak_utf8() -> None:
    """Write Chinese also where the terminal or a pipe was set up for another encoding."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
        if encoding.replace("-", "") != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
