"""Reports: one HTML file of a run, a comparison or a sweep, to be read, printed and sent.

No script, no second file, nothing from the network; A4; charts as inline SVG, each with a sentence;
all text escaped by the template library. ``twin report`` and the page's download make these.
"""

from twin.report.comparison import comparison_report
from twin.report.differ import Divergence, first_divergence
from twin.report.page import Page, render
from twin.report.run import run_report
from twin.report.source import report_of
from twin.report.sweep import sweep_report

__all__ = [
    "Divergence",
    "Page",
    "comparison_report",
    "first_divergence",
    "render",
    "report_of",
    "run_report",
    "sweep_report",
]
