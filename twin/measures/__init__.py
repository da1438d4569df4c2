"""What is measured, by side: the street, its people, vendors, cases, and the teams.

Each file holds one function per indicator, decorated with its declaration. A function takes a
:class:`twin.measures.day.Day` and gives a number; NaN where the day has no value for it.
"""
