"""A visitor's own files: a district from boundaries, a case file beside a simulated run.

::

    space   the visitor's own folder, its limits, when it goes; own districts by their handle
    tray    files that arrive in pieces, within the limits of the page
    work    what a worker process does with them
    desk    one section of the page: files in, work begun, news out
    parcel  a district of one's own as one file to take home
    forms   what is asked of a visitor, and how the answers are read
    facts   an import and two tables of cases in words and numbers
    panels  the templates
    page    the page itself
"""
