"""What a sweep says, from its runs to an answer that can be defended.

Each finding is a function of a sweep that gives a table, and a picture of it as SVG:

=========================  ===============================  =============================
:mod:`.comparisons`        every decision beside one        ``compare_decisions``
:mod:`.fronts`             what no other decision beats     ``front``, ``attainment``
:mod:`.robust`             what holds in many futures       ``regret``, ``satisficing``
:mod:`.influence`          which axes matter                ``sensitivity``
:mod:`.discovery`          where it goes wrong              ``discover``
:mod:`.search`             better decisions than a grid's   ``search_decisions``
:mod:`.tipping`            a lever turned up and down       ``climb_and_return``
=========================  ===============================  =============================

May import ``twin.analysis``, ``twin.compare``, ``twin.sweep`` and what lies below.
"""
