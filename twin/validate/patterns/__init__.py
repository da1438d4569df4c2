"""The patterns of the street, one file each: experiments that judge the model.

To add one, write its file, which declares ``PATTERN``. May import ``twin.validate`` only.
"""

from importlib import import_module
from pkgutil import iter_modules

from twin.validate.pattern import Pattern

PATTERNS: tuple[Pattern, ...] = tuple(
    import_module(f"{__name__}.{name}").PATTERN
    for name in sorted(module.name for module in iter_modules(__path__))
)
