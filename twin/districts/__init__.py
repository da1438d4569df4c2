"""How a district is made: from a folder of facts, or by the generator.

::

    place      what a district is: frozen dataclasses with read-only arrays
    folder     reads a folder of facts; every mistake is one line with file and key
    generator  draws a district from options
    draft      what both hand on: streets on a grid, facilities, presence by hour
    shapes     street areas on 100 m cells (power diagram), borders, neighbours
    siting     where facilities, land use and attraction lie inside each street (assumed)
    people     homes, jobs, micro-grids, visitors
    build      draft -> District

Users import ``twin.district`` only. May import ``agents`` and what lies below ``twin.district``.
"""
