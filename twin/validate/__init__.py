"""Validation: the patterns the model must reproduce, as experiments, and what they find.

A pattern (``twin/validate/pattern.py``) is evidence *about* the model: no rule may know of one. May
import ``twin.run`` and what lies below.
"""
