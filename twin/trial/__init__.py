"""A short trial of a policy or a behaviour of a user's own: does the city hold together.

Runs a week of the classroom district, and gives one verdict for each thing that was looked at.
May import ``twin.run`` and what lies below.
"""

from twin.trial.behaviours import try_behaviour
from twin.trial.policies import policy_mistakes, try_policy
from twin.trial.verdicts import Verdict

__all__ = ["Verdict", "policy_mistakes", "try_behaviour", "try_policy"]
