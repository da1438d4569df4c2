"""The mechanisms of the model, each with what switches it off.

To add one, add a row: its name, words, and the values of parameters or levers at which it is
absent. May import ``agents.knob``, parameters and levers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from agents.knob import Words


@dataclass(frozen=True)
class Mechanism:
    """A mechanism: what it is, and the parameters and levers that leave it out."""

    name: str
    words: Words
    parameters: Mapping[str, float] = field(default_factory=dict)
    levers: Mapping[str, float] = field(default_factory=dict)


def _off(name: str, zh: str, en: str, **parameters: float) -> Mechanism:
    return Mechanism(name, Words(zh, en), parameters)


MECHANISMS: tuple[Mechanism, ...] = (
    _off("tidy_threat", "威慑促整洁", "threat makes tidy", tidy_threat=0.0),
    _off("tidy_norm", "风气传染", "contagion of tidiness", tidy_norm=0.0),
    _off("food_reputation", "食品口碑", "reputation of street food", illness_chance=0.0),
    _off(
        "blocking", "拥堵挡路", "crowds in the way",
        turn_back=0.0, shop_barred=0.0, push_crowding=0.0,
    ),
    _off("household_waste", "居民垃圾", "waste of households", household_waste=0.0),
    _off("noise_spill", "噪声外溢", "noise heard next door", noise_spill=0.0),
    _off("place_belief", "风险认地点", "fear that belongs to places", place_belief=0.0),
    _off("alarm", "队伍突增的惊慌", "alarm at more teams than usual", alarm=0.0),
    _off("gossip", "熟人传闻", "gossip among friends", gossip_up=0.0, gossip_down=0.0),
    _off("witness", "旁观执法", "seeing others dealt with", witness_weight=0.0),
    _off("felt_duty", "守法责任感", "felt duty to obey", felt_duty=0.0, tidy_duty=0.0),
    _off(
        "legitimacy", "认同感变化", "legitimacy that is learned",
        fair_gain=0.0, harsh_loss=0.0, duty_drift=0.0,
    ),
    _off("partial_collection", "罚款难收", "fines hard to collect", fine_collectable=600.0),
    _off("clientele", "熟客", "regular customers", clientele_weight=0.0),
    _off("turnover", "进入与退出", "starting and giving up", entry_pace=0.0, exit_pace=0.0),
    _off("fleeing", "被查时溜走", "slipping away when met", flee_chance=0.0),
    _off(
        "beat_knowledge", "人熟地熟", "knowing the beat",
        knowledge_gain=0.0, looks_known=0.0, tidy_tolerance=1.0,
    ),
    _off("capture", "人情执法", "capture by the neighbourhood", capture_most=0.0),
    _off(
        "desks", "移交等待", "desks and hand-overs",
        desk_hours=1.0, coordination_hours=0.0, feedback_street=0.0, feedback_department=0.0,
    ),
    _off("misrouting", "派错单", "cases sent to the wrong desk", misroute=0.0),
    _off("trade_skills", "外行费时", "time lost outside the own trade", generalist=1.0),
    _off(
        "neglect", "日常工作荒疏", "neglect of own work", neglect_weight=0.0, neglect_faults=0.0,
        neglect_food=0.0, neglect_collection=0.0, neglect_police=0.0,
    ),
    _off(
        "own_work_local", "日常工作分在各街", "own work that lies in the streets",
        own_work_local=0.0,
    ),
    _off("cures", "治本", "treating causes", cure_strength=0.0, cure_bins=0.0),
    _off(
        "hotline_trust", "对热线的信任", "trust in the hotline",
        trust_step=0.0, trust_wear=0.0, trust_hearsay=0.0,
    ),
    _off("pitch_rules", "摊位规矩", "rules of a pitch", tidy_pitch=0.0, pitch_footprint=1.0),
    _off(
        "association", "行业自律", "association of vendors",
        tidy_association=0.0, member_help=0.0, peer_notice=0.0,
    ),
    _off("fatigue", "连续备勤疲劳", "fatigue of being called up", fatigue_day=0.0),
)  # fmt: skip
