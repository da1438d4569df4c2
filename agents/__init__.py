"""The populations of the twin: residents, vendors, teams, street offices, departments.

The ground floor of the project. Agents know their own columns, their parameters and the
read-only views of what they can see; they never see the model. Nothing here imports ``twin``.
"""

__project__ = "city-street-twin"
