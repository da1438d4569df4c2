"""The patterns of the street, one file each: experiments that judge the model.

To add one, write its file and name it here. May import ``twin.validate`` only.
"""

from twin.validate.pattern import Pattern
from twin.validate.patterns import p01, p02, p09, p10, p11, p12, p14, p15, p16, p19, p25, p27

PATTERNS: tuple[Pattern, ...] = (
    p01.PATTERN,
    p02.PATTERN,
    p09.PATTERN,
    p10.PATTERN,
    p11.PATTERN,
    p12.PATTERN,
    p14.PATTERN,
    p15.PATTERN,
    p16.PATTERN,
    p19.PATTERN,
    p25.PATTERN,
    p27.PATTERN,
)
