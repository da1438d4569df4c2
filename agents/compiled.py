"""The two decorators of the engine: ``rule`` for one agent, ``kernel`` for a whole table.

A *rule* is a plain scalar function; a *kernel* loops a rule over the rows of a table. Both are
compiled by Numba on one thread without fastmath, and run unchanged as plain Python with
``NUMBA_DISABLE_JIT=1``: that is the debugger's view for students and the oracle of the tests.

Compiled kernels are kept on disk. Numba forgets to look at the functions a kernel calls, so the
folder of the cache carries a hash of every source file that holds rules: an edited rule can never
meet a stale kernel.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np

from agents.cache import cache_home

F = TypeVar("F", bound=Callable[..., Any])

#: Folders whose sources may hold rules, seen from the folder that holds ``agents``.
RULE_FOLDERS = ("agents", "_agents", "mechanisms", "twin/mechanisms")

# The generator multiplies modulo 2**64 on purpose; in plain Python numpy would warn at each draw.
if os.environ.get("NUMBA_DISABLE_JIT") == "1":
    np.seterr(over="ignore")


@cache
def _rules_hash() -> bytes:
    here = Path(__file__).resolve().parent.parent
    digest = hashlib.blake2b(f"{numba.__version__} {np.__version__}".encode(), digest_size=8)
    for folder in RULE_FOLDERS:
        for source in sorted((here / folder).glob("*.py")):
            digest.update(source.read_bytes())
    return digest.digest()


@cache
def _file_hash(path: str) -> str:
    source = Path(path)
    own = source.read_bytes() if source.is_file() else b""
    return hashlib.blake2b(_rules_hash() + own, digest_size=8).hexdigest()


@contextmanager
def _kernel_cache(function: Callable[..., Any]) -> Iterator[None]:
    """Point Numba's cache at our hashed folder while one function is being decorated."""
    before = numba.config.CACHE_DIR
    folder = cache_home() / "kernels" / _file_hash(function.__code__.co_filename)
    numba.config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before


def rule(function: F) -> F:
    """Compile the rule for one agent: numbers in, numbers out, in float64."""
    return cast(F, numba.njit(error_model="numpy")(function))


def inlined(function: F) -> F:
    """Compile a rule into every place that calls it.

    For small rules, so that a loop over them is vectorised, and for those that one loop calls for
    every agent or cell: handing over a view or the city costs more than most rules (20-100 ns).
    """
    return cast(F, numba.njit(error_model="numpy", forceinline=True)(function))


def kernel(function: F) -> F:
    """Compile a loop of rules over a table: cached on disk, one thread, releases the GIL."""
    with _kernel_cache(function):
        return cast(F, numba.njit(error_model="numpy", nogil=True, cache=True)(function))


def bound(function: F, argument: Any) -> F:
    """Give the compiled code of a kernel for one argument, and for others of the very same types.

    Called directly it does not look at the types again, which takes longer than many kernels.
    """
    if not is_compiled():
        return function
    compiled: Any = function
    return cast(F, compiled.compile((numba.typeof(argument),)))


def is_compiled() -> bool:
    """Tell whether kernels run compiled (False under ``NUMBA_DISABLE_JIT=1``)."""
    return not numba.config.DISABLE_JIT
