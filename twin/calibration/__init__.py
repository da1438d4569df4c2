"""Calibration, kept apart from validation: what was set from what, and the tuning redone.

``declared`` reads ``scenarios/calibration.toml``, ``check`` runs the declared targets, ``search``
looks for parameters that meet them. May import ``twin.compare`` and what lies below.
"""
