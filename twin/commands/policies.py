"""``twin policies``: the shipped policies and the levers they turn."""

from twin.commands.options import Answer, Given
from twin.commands.tables import Table
from twin.commands.words import language
from twin.levers import policy_cost
from twin.policy import load_policy, policy_names


def policies(given: Given) -> Answer:
    """Give every shipped policy with the levers it turns and what they cost."""
    words = language(given)
    found = [load_policy(name) for name in policy_names()]
    rows = [
        {
            "name": p.name,
            "label": p.title[words],
            "levers": " ".join(f"{lever}={value:g}" for lever, value in p.levers.items()) or "-",
            "staff": f"{policy_cost(p.levers).posts:.3g}",
            "money": f"{policy_cost(p.levers).yuan:.3g}",
        }
        for p in found
    ]
    objects = [
        {"name": p.name, "zh": p.title.zh, "en": p.title.en, "levers": dict(p.levers),
         "schedule": [entry.to_dict() for entry in p.schedule], "sources": list(p.sources),
         "cost": policy_cost(p.levers)._asdict()}
        for p in found
    ]  # fmt: skip
    return Table("policies", rows, objects).answer(given)
