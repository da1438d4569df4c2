"""The compiled mechanisms of the city: cells, cases, dispatch, and the books.

Institutions and physics, not agents: they may touch every table. Rules of one population live in
``agents``; here is what no single agent decides.
"""
