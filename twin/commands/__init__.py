"""The commands of ``twin``, one module each; none is imported before its command is given.

Each takes what was :class:`~twin.commands.options.Given` and gives an
:class:`~twin.commands.options.Answer`; only ``twin/cli.py`` prints. To add a command, add a
function here and its line to ``twin/commands/catalogue.py``.
"""
