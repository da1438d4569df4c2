"""Every text of the page itself, in Chinese and English: one catalogue (``twin/ui/texts``).

Names of levers, policies, layers, streets and indicators come from their own declarations. Each
text is written in its language, not carried over from the other; a test refuses an empty text, a
text without Chinese characters under zh, and one with them under en.
"""

from agents.knob import Words
from twin.calendar import moment
from twin.session import Hour
from twin.ui.texts import gather

LANGUAGES = ("zh", "en")

TEXT: dict[str, Words] = gather()

WEEKDAYS = (
    Words("星期一", "Monday"),
    Words("星期二", "Tuesday"),
    Words("星期三", "Wednesday"),
    Words("星期四", "Thursday"),
    Words("星期五", "Friday"),
    Words("星期六", "Saturday"),
    Words("星期日", "Sunday"),
)
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def say(language: str, key: str, **parts: object) -> str:
    """Give a text of the catalogue, with its ``{parts}`` filled in. Raises KeyError if unknown."""
    text = TEXT[key][language]
    return text.format(**parts) if parts else text


def say_all(language: str, *keys: str) -> dict[str, str]:
    """Give several texts by key, for a template."""
    return {key: TEXT[key][language] for key in keys}


def part_of_day(hour: int) -> str:
    """Give the key of the part of the day an hour belongs to."""
    ends = (
        (1, "midnight"), (6, "before_dawn"), (12, "morning"), (13, "noon"), (18, "afternoon"),
    )  # fmt: skip
    return next((key for end, key in ends if hour < end), "evening")


def clock_words(language: str, hour: Hour, opening_day: int) -> dict[str, str]:
    """Give date and hour in words; day 1 is the day of the opening."""
    when = moment(hour.tick)
    month = str(when.month) if language == "zh" else MONTHS_EN[when.month - 1]
    parts = {
        "month": month,
        "date": when.day,
        "weekday": WEEKDAYS[when.weekday()][language],
        "day": hour.day - opening_day + 1,
    }
    return {
        "date": say(language, "clock_date", **parts),
        "hour": say(language, part_of_day(hour.hour), hour=(hour.hour - 1) % 12 + 1),
    }
