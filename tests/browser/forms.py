"""The forms of a page: both languages, light and dark, desk and phone; and what each must have."""

import re
from itertools import product

import pytest

from tests.browser.conftest import DESKTOP, PHONE, check

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SIZES = {DESKTOP: "desk", PHONE: "phone"}
#: The two forms that between them have every language, theme and size: those of ``make test``.
QUICK = (("zh", "light", DESKTOP), ("en", "dark", PHONE))
#: Runs a test in every form, in all but the quick ones only with ``make test-full``.
FORMS = pytest.mark.parametrize(
    ("language", "theme", "size"),
    [
        pytest.param(*form, id=f"{form[0]}-{form[1]}-{SIZES[form[2]]}",
                     marks=() if form in QUICK else pytest.mark.full)
        for form in product(("zh", "en"), ("light", "dark"), SIZES)
    ],
)  # fmt: skip


def check_form(page, language, words="", sideways=True):
    """Check what every form of a page must have.

    ``words`` is the part of the page whose words must be those of the language; without
    ``sideways`` the page may be wider than the screen.
    """
    assert page.evaluate("document.documentElement.lang") == {"zh": "zh-Hans", "en": "en"}[language]
    if sideways:
        width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], "the page scrolls sideways"
    for name in ("cut", "nameless", "pale", "doubled"):
        found = check(page, name)
        assert not found, f"{name}: {found}"
    said = page.locator(words).inner_text() if words else ""
    if language == "en":
        assert not CHINESE.search(said.replace("中文", "")), CHINESE.search(said)
