"""Behaviours of a user's own: one plain function each, in a file of the own folder.

A file declares who acts, what it may look at, the one column it decides, and at which hours. The
share of these agents who follow it is a lever, ``my_`` and the name of the file: 0 by default, as
if the file were not there. Reading a file runs nothing of it: what it may hold is checked on its
syntax tree. May import ``agents``, levers, parameters and what lies below.
"""

from twin.own.columns import WHO, Column, columns_of
from twin.own.rules import (
    GROUP,
    PREFIX,
    OwnRule,
    all_groups,
    all_levers,
    check_texts,
    file_mistakes,
    fingerprints,
    in_force,
    name_mistakes,
    own_rules,
    read_rule,
    tell_left_out,
)

__all__ = [
    "GROUP", "PREFIX", "WHO", "Column", "OwnRule", "all_groups", "all_levers", "check_texts",
    "columns_of", "file_mistakes", "fingerprints", "in_force", "name_mistakes", "own_rules",
    "read_rule", "tell_left_out",
]  # fmt: skip
