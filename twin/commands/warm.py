"""``twin doctor --warm``: compile every rule and prepare the default district, once."""

from twin.model import CityTwin
from twin.opening import burned_in

DAYS = 2


def warm() -> None:
    """Step a small district for two days, which compiles every kernel, then burn in the default.

    Both are kept in the cache folder: whoever opens the page later waits for neither.
    """
    CityTwin(district="classroom", rng=1).run_for(days=DAYS)
    burned_in()
