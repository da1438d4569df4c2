"""Two cities in which the patterns must fail; workers import them by name.

In the *random* one vendors move at random without beliefs and teams patrol at random. In the
*slider* all levers of decentralisation do nothing but add a fixed bonus to measured order.
"""

from dataclasses import replace

from twin.indicators import INDICATOR_NAMES
from twin.model import HOURS_A_DAY
from twin.policy import load_policy
from twin.run import new_model

#: Far beyond the bounds that users meet: no reason is heard above the noise, nothing is learned.
RANDOM = {
    "choice_noise": 1e6, "hours_noise": 1e6, "tidy_noise": 1e6,
    "risk_up": 0.0, "risk_down": 0.0, "risk_prior": 0.0, "witness_weight": 0.0,
    "gossip_up": 0.0, "gossip_down": 0.0, "place_learning": 0.0, "place_belief": 0.0,
    "fair_gain": 0.0, "harsh_loss": 0.0, "duty_drift": 0.0, "exit_pace": 0.0, "entry_pace": 0.0,
    "flee_chance": 0.0, "clientele_weight": 0.0, "demand_learning": 0.0, "rival_learning": 0.0,
    "norm_learning": 0.0, "hours_learning": 0.0, "income_learning": 0.0,
    "looks": 1.0, "looks_known": 0.0, "vendor_notice": 0.0, "vendor_decay": 0.0,
    "complaint_weight": 0.0, "knowledge_pace": 0.0, "lookout": 0.0, "next_door": 0.0,
    "alarm": 0.0,
}  # fmt: skip

DECENTRALISATION = (
    "authority", "staffing", "suggestion", "consent", "assessment", "participation",
    "management", "discretion", "whistle",
)  # fmt: skip
#: Order added where all of them are at 1.
BONUS = 0.2
ORDER = INDICATOR_NAMES.index("order")


def random_city(scenario, seed):
    """Build the city without reasons."""
    model = new_model(scenario, seed)
    for name, value in RANDOM.items():
        model.world.parameters[name] = value
    return model


def slider_city(scenario, seed):
    """Build the city in which decentralisation is a number on the wall."""
    usual = load_policy("baseline").vector()
    levers = scenario.vector()
    asked = sum(levers[name] for name in DECENTRALISATION) / len(DECENTRALISATION)
    still = {name: usual[name] for name in DECENTRALISATION}
    entries = tuple(e for e in scenario.timetable() if not set(still) & set(e.levers))
    model = new_model(
        replace(scenario, policy="baseline", levers={**levers, **still}, schedule=entries), seed
    )
    step = model.step

    def step_with_bonus():
        step()
        if int(model.world.now.tick) % HOURS_A_DAY == 0:
            model.history[-1][ORDER] += BONUS * asked

    model.step = step_with_bonus
    return model
