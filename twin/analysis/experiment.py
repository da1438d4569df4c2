"""The headline as an experiment: which scenarios are run, and under which protocol.

Teams, their pay and all parameters are the same in every arm; only who decides and commands, and
how hard is enforced, differ. May import ``twin.validate`` and what lies below.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from agents.knob import Words
from twin.scenario import Scenario
from twin.validate.optimum import FREE, stay_put, with_tastes
from twin.validate.path import BASELINE, along_path
from twin.validate.pattern import Plan
from twin.validate.patterns.p01 import LEVELS, QUICK_LEVELS
from twin.validate.patterns.p10 import POOLED
from twin.validate.protocol import Protocol

#: Where on the path of decentralisation the frontiers are drawn.
PATHS = {"central": 0.0, "half": 0.5, "whole": 1.0}
PATH_WORDS = {
    "central": Words("集中（基线）", "central (baseline)"),
    "half": Words("下放一半", "half way"),
    "whole": Words("全部下放", "decentralised"),
}
#: Measured days, in full and in quick mode.
DAYS, QUICK_DAYS = 200, 60
#: The grid over which the optimum is looked for. The five powers of a street are set to the level
#: of staffing, as on the path: they are powers over hands.
AUTHORITY, STAFFING, DISCRETION = (0.2, 0.6, 1.0), (0.0, 0.5, 1.0), (0.0, 1.0)
QUICK_AUTHORITY = (0.2, 1.0)
POWERS = tuple(name for name in BASELINE if name not in ("authority", "staffing", "discretion"))

#: Authority, staffing, discretion.
Cell = tuple[float, float, float]


@dataclass(frozen=True)
class Setting:
    """Circumstances in which the optimum is looked for.

    ``tastes`` names a variant of the district ("" for the district itself), ``stay`` makes moving
    ten times as dear, ``parameters`` and ``levers`` are what else differs.
    """

    name: str
    words: Words
    tastes: str = ""
    stay: bool = False
    parameters: Mapping[str, float] = field(default_factory=dict)
    levers: Mapping[str, float] = field(default_factory=dict)

    def under(self, plan: Plan) -> Plan | None:
        """Give the plan in these circumstances; None where the district has no such variant."""
        moved = with_tastes(plan, self.tastes) if self.tastes else plan
        if moved is None:
            return None
        stay = stay_put(plan) if self.stay else {}
        return replace(
            moved,
            parameters={**moved.parameters, **self.parameters, **stay},
            levers={**moved.levers, **self.levers},
        )


SETTINGS = (
    Setting("default", Words("默认", "as it is")),
    Setting("tastes-alike", Words("各街想法一样", "tastes alike"), tastes="tastes-alike"),
    Setting("tastes-apart", Words("各街想法悬殊", "tastes apart"), tastes="tastes-apart"),
    Setting(
        "spill-low",
        Words("摊贩几乎不外溢", "little spillover"),
        stay=True,
        parameters={"next_door": 0.0},
    ),
    Setting(
        "spill-high",
        Words("摊贩随意外溢", "much spillover"),
        parameters={"next_door": 1.0, "relocation_cost": FREE},
    ),
    Setting("pooling-on", Words("人手不因下沉打折", "posting loses no hands"), parameters=POOLED),
    Setting(
        "pooling-off",
        Words("街道之间借不到人", "no help across streets"),
        parameters={"recall_hours": 240.0, "posted_own_work": 0.0},
        levers={"overflow": 168.0},
    ),
)


def settled(protocol: Protocol) -> Protocol:
    """Give the protocol with seeds, burn-in and measured days said outright."""
    days = QUICK_DAYS if protocol.quick else DAYS
    return replace(protocol.settled(), days=days if protocol.days is None else protocol.days)


def plan_of(protocol: Protocol, parameters: Mapping[str, float] | None = None) -> Plan:
    """Give the plan of a settled protocol; a plan's own seed is not used here."""
    return Plan(
        seed=protocol.seeds[0],
        days=protocol.days or DAYS,
        burn_in=protocol.burn_in or 0,
        quick=protocol.quick,
        district=protocol.district,
        parameters=parameters or {},
    )


def levels_of(protocol: Protocol) -> tuple[float, ...]:
    """Give the levels of enforcement that are run."""
    return QUICK_LEVELS if protocol.quick else LEVELS


def at_level(plan: Plan, path: str, level: float) -> Scenario:
    """Give the arm on a path at a level of enforcement: as P01, intensity and style together."""
    return plan.arm(levers={**along_path(PATHS[path]), "intensity": level, "style": level})


def cells_of(quick: bool) -> tuple[Cell, ...]:
    """Give the cells of the grid."""
    return tuple(product(QUICK_AUTHORITY if quick else AUTHORITY, STAFFING, DISCRETION))


def in_cell(plan: Plan, cell: Cell) -> Scenario:
    """Give the arm of one cell of the grid."""
    authority, staffing, discretion = cell
    powers = dict.fromkeys(POWERS, staffing)
    levers = {"authority": authority, "staffing": staffing, **powers, "discretion": discretion}
    return plan.arm(levers={**plan.levers, **levers})
