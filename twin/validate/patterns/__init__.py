"""The patterns of the street, one file each: experiments that judge the model.

To add one, write its file and name it here. May import ``twin.validate`` only.
"""

from twin.validate.pattern import Pattern
from twin.validate.patterns import p01

PATTERNS: tuple[Pattern, ...] = (p01.PATTERN,)
