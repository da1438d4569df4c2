"""What the README shows can be run as shown."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from twin.commands.catalogue import COMMANDS as KNOWN
from twin.commands.options import parse

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [
    line.split("twin ", 1)[1].split("#")[0]
    for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if re.match(r"\.venv[/\\](bin|Scripts)[/\\]twin ", line)
]
LINKS = re.findall(r"\]\(([^)#:]+)\)", TEXT)


@pytest.mark.parametrize("code", PYTHON)
def test_a_python_block_runs(code):
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), "the block prints what it found"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_one_the_program_knows(command):
    name, *rest = shlex.split(command)
    known = {c.name: c for c in KNOWN}
    assert name in known, command
    parse(known[name], rest)


@pytest.mark.parametrize("target", LINKS)
def test_a_link_leads_to_a_file(target):
    assert (ROOT / target).exists(), target
