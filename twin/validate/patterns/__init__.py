"""The patterns of the street, one file each: experiments that judge the model.

To add one, write its file and name it here. May import ``twin.validate`` only.
"""

from twin.validate.pattern import Pattern
from twin.validate.patterns import (
    p01,
    p02,
    p03,
    p04,
    p06,
    p07,
    p09,
    p10,
    p11,
    p12,
    p14,
    p15,
    p16,
    p19,
    p21,
    p22,
    p23,
    p24,
    p25,
    p26,
    p27,
)

PATTERNS: tuple[Pattern, ...] = tuple(
    module.PATTERN
    for module in (
        p01,
        p02,
        p03,
        p04,
        p06,
        p07,
        p09,
        p10,
        p11,
        p12,
        p14,
        p15,
        p16,
        p19,
        p21,
        p22,
        p23,
        p24,
        p25,
        p26,
        p27,
    )
)
