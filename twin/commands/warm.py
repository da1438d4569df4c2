"""``twin doctor --warm``: compile every rule and prepare the default district, once."""

from twin.model import CityTwin
from twin.opening import burned_in
from twin.why import CARDS, card_of

DAYS = 2


def warm() -> None:
    """Step a small district for two days, which compiles every kernel, then burn in the default.

    Both are kept in the cache folder: whoever opens the page later waits for neither.
    """
    city = CityTwin(district="classroom", rng=1)
    city.run_for(11, days=DAYS)
    for kind in CARDS:
        card_of(city.world, kind, 0)
    burned_in()
