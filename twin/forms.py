"""Forms in two languages, filled in: one text for each of them.

May import ``agents.knob`` only.
"""

from agents.knob import Words


def filled(form: Words, **values: object) -> Words:
    """Fill in a form in both languages; what is in two languages itself goes into its own.

    >>> filled(Words("{n} 个{who}", "{n} {who}"), n=3, who=Words("摊主", "vendors"))
    Words(zh='3 个摊主', en='3 vendors')
    """
    zh, en = (
        form[language].format(
            **{
                name: value[language] if isinstance(value, Words) else value
                for name, value in values.items()
            }
        )
        for language in ("zh", "en")
    )
    return Words(zh, en)
