"""Real series beside simulated ones: the same statistics for a case file and for a run.

::

    table      one row for each case, from wherever it comes (CaseTable)
    mapping    which column of a file is what: a small TOML file
    areas      the names and codes under which a file knows its areas
    foreign    rows of GeoJSON files
    casefile   CSV, xlsx or GeoJSON + mapping -> CaseTable
    simulated  a run, or a folder of a saved run -> CaseTable
    survival   time to close, open cases counted as open
    space      concentration and neighbourhood of areas
    summary    statistics(): ONE function for both kinds of table
    rows       the statistics in words, figure by figure
    presence   people by hour: counted against simulated

May import ``twin.run`` and what lies below.
"""

from twin.series.casefile import read_cases_file
from twin.series.mapping import ColumnMap, load_mapping
from twin.series.simulated import cases_of, cases_of_folder
from twin.series.summary import Statistics, statistics
from twin.series.table import CaseTable

__all__ = [
    "CaseTable",
    "ColumnMap",
    "Statistics",
    "cases_of",
    "cases_of_folder",
    "load_mapping",
    "read_cases_file",
    "statistics",
]
