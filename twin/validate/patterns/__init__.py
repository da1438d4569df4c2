"""The patterns of the street, one file each: experiments that judge the model.

To add one, write its file and name it here. May import ``twin.validate`` only.
"""

from twin.validate.pattern import Pattern
from twin.validate.patterns import p01, p03, p04, p06, p07, p21, p22, p23, p24, p26

PATTERNS: tuple[Pattern, ...] = (
    p01.PATTERN,
    p03.PATTERN,
    p04.PATTERN,
    p06.PATTERN,
    p07.PATTERN,
    p21.PATTERN,
    p22.PATTERN,
    p23.PATTERN,
    p24.PATTERN,
    p26.PATTERN,
)
