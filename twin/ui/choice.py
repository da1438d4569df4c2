"""What a visitor has chosen, and its form in the address bar: the URL is the state.

``?lang=zh&policy=whistle&authority=0.6&layer=vitality``: a policy, then the levers that differ
from it. What is left out is at its default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import parse_qsl, urlencode

from twin.district import district_names
from twin.errors import check_known
from twin.frame import LAYER_NAMES
from twin.opening import DISTRICT, POLICY
from twin.own import all_levers
from twin.policy import load_policy, policy_names
from twin.scenario import story_names
from twin.settings import Settings, as_number, check_settings
from twin.ui.data.space import is_own, own_district
from twin.ui.text import LANGUAGES

#: A link longer than this is not one of ours.
LONGEST = 2_000


@cache
def vector(policy: str) -> Settings:
    """Give the value of every lever under a shipped policy. Raises InputError for any other.

    Only by name: an address must not make the server read files.
    """
    check_known(policy, policy_names(), "unknown policy", "?policy")
    return Settings(load_policy(policy).vector())


@dataclass(frozen=True)
class Choice:
    """Language, place, policy, its levers, and what the map shows.

    ``policy`` is empty once the levers are no longer those of a known policy; ``base`` is then
    the policy they were turned from. ``story`` names the story whose events come about, or none.
    """

    language: str = "zh"
    district: str = DISTRICT
    policy: str = POLICY
    base: str = POLICY
    levers: Settings = field(default_factory=lambda: vector(POLICY))
    layer: str = LAYER_NAMES[0]
    story: str = ""

    def adopt(self, policy: str) -> "Choice":
        """Give this choice under a known policy. Raises InputError for an unknown one."""
        return replace(self, policy=policy, base=policy, levers=vector(policy))

    def turn(self, levers: Mapping[str, object]) -> "Choice":
        """Give this choice with some levers turned. Raises InputError outside their bounds."""
        turned = Settings({**self.levers, **check_settings(levers, all_levers(), "lever")})
        own = turned != vector(self.base)
        return replace(self, levers=turned, policy="" if own else self.base)

    def address(self) -> str:
        """Give the query that restores this choice, with a leading ``?``."""
        return "?" + urlencode(self.pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """Give the keys and values of the query: what is not at its default."""
        basic = {"lang": self.language, "district": self.district, "policy": self.base}
        usual = {"district": DISTRICT, "policy": POLICY, "layer": LAYER_NAMES[0], "story": ""}
        based = vector(self.base)
        turned = {name: f"{v:g}" for name, v in self.levers.items() if v != based[name]}
        pairs = {**basic, "layer": self.layer, "story": self.story, **turned}
        return [(k, v) for k, v in pairs.items() if usual.get(k) != v]


def read_choice(search: str, language: str) -> Choice:
    """Read a choice from the query of an address; ``language`` is used where it names none.

    Keys that are not ours are left alone. Raises InputError for a value that cannot be used.
    """
    given = dict(parse_qsl(search.lstrip("?")[:LONGEST]))
    if "lang" in given:
        language = check_known(given["lang"], LANGUAGES, "unknown language", "?lang")
    place = _district(given.get("district", DISTRICT))
    layer = check_known(given.get("layer", LAYER_NAMES[0]), LAYER_NAMES, "unknown layer", "?layer")
    story = given.get("story", "")
    if story:
        check_known(story, story_names(), "unknown story", "?story")
    choice = Choice(language=language, district=place, layer=layer, story=story)
    choice = choice.adopt(given.get("policy", POLICY))
    known = {lever.name for lever in all_levers()}
    return choice.turn({k: as_number(v) for k, v in given.items() if k in known})


def _district(name: str) -> str:
    """Give the name of a shipped district, or the handle of one of this visitor's own."""
    if is_own(name):
        return own_district(name).handle
    return check_known(name, district_names(), "unknown district", "?district")


def language_at(search: str, preferred: str) -> str:
    """Give the language the query of an address names where the page speaks it, else ``preferred``.

    >>> language_at("?lang=en&policy=whistel", "zh"), language_at("?lang=fr", "zh")
    ('en', 'zh')
    """
    named = dict(parse_qsl(search.lstrip("?")[:LONGEST])).get("lang")
    return named if named in LANGUAGES else preferred


def preferred_language(accepted: str) -> str:
    """Give zh or en, whichever an ``Accept-Language`` header names first; en if neither.

    >>> preferred_language("fr,zh-CN;q=0.8,en;q=0.5")
    'zh'
    """
    for entry in accepted.split(","):
        name = entry.split(";")[0].strip().lower()[:2]
        if name in LANGUAGES:
            return name
    return "en"
