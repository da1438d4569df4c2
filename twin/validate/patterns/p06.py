"""P06: what a stop deters after it is over (停留的余威).

Stops of 2 to 60 minutes on hot cells in the same patrol time, ways included. The tick is an hour:
"within 30 minutes" is taken as the first hour after the one in which the stop begins.
"""

from collections.abc import Mapping

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.effects import ratio, relative, window
from twin.validate.pattern import Criterion, Numbers, Pattern, Plan
from twin.validate.probes_cells import DailySums, Together
from twin.validate.probes_vendors import AfterStops

MINUTES, QUICK_MINUTES = (2, 5, 12, 30, 60), (2, 12, 30, 60)


def arms(plan: Plan) -> Mapping[str, Scenario]:
    """Give stops of several lengths, all patrols on hot cells."""
    minutes = QUICK_MINUTES if plan.quick else MINUTES
    return {f"m{m}": plan.arm(levers={"stop_minutes": m, "hot_spots": 1.0}) for m in minutes}


def statistics(found: Mapping[str, Numbers]) -> Mapping[str, float]:
    """Give how often stalls stand at a place again in the hour after a stop, by its length.

    ``against_drive_by`` = after 12 minutes / after 2. ``flattening`` > 0: a minute more is worth
    less from 12 to 60 than from 2 to 12, in return avoided. ``stalls_12`` and ``stalls_60``: all
    unlicensed stalls of the district against those under 2-minute stops.
    """
    back = {name: row["returned"] for name, row in found.items()}
    early = (back["m2"] - back["m12"]) / 10.0
    later = (back["m12"] - back["m60"]) / 48.0
    stalls = {name: window(row["illegal"], 1) for name, row in found.items()}
    hours = {name: window(row["patrol_hours"], 1) for name, row in found.items()}
    return {
        "against_drive_by": ratio(back["m12"], back["m2"]),
        "flattening": early - later,
        "stalls_12": relative(stalls["m12"], stalls["m2"]),
        "stalls_60": relative(stalls["m60"], stalls["m2"]),
        "patrol_hours": max(hours.values()) / max(1e-9, min(hours.values())) - 1.0,
        **{f"returned_{name[1:]}": value for name, value in back.items()},
    }


PATTERN = Pattern(
    name="P06",
    title=Words("停多久才有余威", "What a stop deters after it is over"),
    question=Words(
        "巡查总时间一样，每处停二分钟还是一小时，摊贩多快回来？",
        "In the same patrol time, do stops of minutes or of an hour keep a place clear longer?",
    ),
    source="Koper 1995, Justice Quarterly 12(4); contested since (mechanisms, KOP2)",
    arms=arms,
    probe=lambda: Together(AfterStops(), DailySums("illegal", "patrol_hours")),
    statistics=statistics,
    criteria=(
        Criterion(
            "against_drive_by",
            Words(
                "停十二分钟后的回流是路过一下的 0.15 至 0.6",
                "return after 12 minutes is 0.15-0.6 of that after a drive-by",
            ),
            low=0.15,
            high=0.6,
        ),
        Criterion(
            "flattening",
            Words(
                "超过十五至二十分钟后再多停一分钟收效更小",
                "beyond 15-20 minutes a minute more gains less",
            ),
            low=0.0,
        ),
    ),
    days=120,
    quick_days=60,
    used="lookouts, hours a place stays clear, hours lost remembered (docs/calibration.md)",
)
