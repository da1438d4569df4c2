"""The page of the twin: ``solara run app.py`` for development; ``twin serve`` for all others."""

from twin.ui.site import Page, routes

__all__ = ["Page", "routes"]
