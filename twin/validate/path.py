"""The path of decentralisation: one number from the baseline to everything handed down.

Frozen before any scored run (MODEL.md section 4). May import nothing of the twin.
"""

#: What moves along the path, and where it is at 0; all of it is at 1 at the end.
BASELINE: dict[str, float] = {
    "authority": 0.2,
    "staffing": 0.0,
    "suggestion": 0.0,
    "consent": 0.0,
    "assessment": 0.0,
    "participation": 0.0,
    "management": 0.0,
    "discretion": 0.0,
}


def along_path(share: float) -> dict[str, float]:
    """Give the levers at a share of the way (0-1) from the baseline to full decentralisation.

    Straight: start + share x (1 - start), for authority, staffing, the five powers (五权) and
    discretion together.

    >>> along_path(1.0)["authority"], along_path(0.5)["staffing"]
    (1.0, 0.5)
    """
    return {name: start + share * (1.0 - start) for name, start in BASELINE.items()}
