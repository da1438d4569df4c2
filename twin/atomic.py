"""Files that are there whole or not at all, however the process that writes them ends.

May import the standard library only.
"""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def write_whole(file: Path, parts: Iterable[str]) -> None:
    """Write the parts of a text one after the other into a file; its folder is made.

    Whoever reads meets the old file or the new one. Raises OSError where it cannot be written; the
    old file is left as it was.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as stream:
            stream.writelines(parts)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
