"""The levers: what a government chooses. One declaration each; everything else is read from it.

To add a lever, add its declaration here and read its field where its mechanism acts.
"""

from agents.knob import Grade, Lever, Words

LEVERS: tuple[Lever, ...] = (
    Lever(
        "intensity",
        0.4,
        0.0,
        1.0,
        0.05,
        "share",
        Words("执法力度", "Enforcement intensity"),
        Words(
            "城管队伍用于街面巡查的时间,以及见到无证摊贩后动手处理的比例。0 为不管,1 为见摊必管。",
            "How much of their time urban-management teams spend on patrol, and how often they act "
            "on an unlicensed vendor they see. 0 looks away, 1 acts every time.",
        ),
        "assumption; share of teams on the street 0.15-0.5 (facts/parameters.csv, row 27)",
        Grade.ASSUMED,
    ),
    Lever(
        "style",
        0.3,
        0.0,
        1.0,
        0.05,
        "share harsh",
        Words("执法方式", "Style of enforcement"),
        Words(
            "处理摊贩时劝离与处罚的比例:0 全部劝导挪走,1 全部罚款或暂扣物品。",
            "How an encounter ends: at 0 vendors are advised to move along, at 1 they are fined or "
            "their goods are held.",
        ),
        "fines in about 10 % of encounters, confiscation in 4 % (facts/parameters.csv, rows 15-16)",
        Grade.ESTIMATED,
    ),
    Lever(
        "authority",
        0.2,
        0.0,
        1.0,
        0.05,
        "share of matters",
        Words("下放事权", "Matters handed down"),
        Words(
            "街道可以自行办结的事项比例,先放简单事项。其余事项仍要报到区级部门,"
            "也就是“看得见的管不住、管得着的看不见”。",
            "Share of matters a street office may close itself, simple ones first. All others "
            "travel up to a department: who sees it may not act, who may act does not see it.",
        ),
        "Beijing handed 431 matters to streets on 2020-07-01; the denominator is not known "
        "(facts/parameters.csv, row 35)",
        Grade.ASSUMED,
    ),
    Lever(
        "staffing",
        0.0,
        0.0,
        1.0,
        0.05,
        "share of teams",
        Words("队伍下沉", "Teams posted to streets"),
        Words(
            "编入街道、由街道调度的队伍比例,其余留在部门统一调配。",
            "Share of teams posted to a street office and dispatched by it; the rest stay in the "
            "pools of their departments.",
        ),
        "Shanghai street teams: over 7,000 staff in the city system in 2019 (mechanisms, SHW)",
        Grade.ESTIMATED,
    ),
    Lever(
        "whistle",
        0.0,
        0.0,
        1.0,
        0.05,
        "share of joint cases",
        Words("街乡吹哨", "Whistle"),
        Words(
            "需要几个部门一起办的事,街道吹哨、部门限时报到的比例。吹得越多,部门自己的活越被打断。",
            "Share of matters needing several departments for which the street whistles and they "
            "report at once. Every whistle takes hours from the departments' own work.",
        ),
        "Beijing (Pinggu 2017, all districts 2018): on site within 30 minutes (mechanisms, BJP)",
        Grade.MEASURED,
    ),
    Lever(
        "discretion",
        0.0,
        0.0,
        1.0,
        0.05,
        "share",
        Words("街道裁量", "Street discretion"),
        Words(
            "街道按本街居民的意愿自定松紧的程度。没有考核约束时,会慢慢偏向熟人和本地压力。",
            "How far a street sets its own strictness from what its residents want. Without "
            "assessment it drifts towards local pressure and familiar faces.",
        ),
        "assumption; local capture 0-0.5 of cases (facts/parameters.csv, row 38)",
        Grade.ASSUMED,
    ),
    Lever(
        "assessment",
        0.0,
        0.0,
        1.0,
        0.05,
        "weight",
        Words("街道考核部门", "Streets assess departments"),
        Words(
            "街道评分对部门的分量。分量越重,部门越先办街道的事,自己的日常工作排在后面。",
            "How much a street's score counts for a department. The more it counts, the sooner "
            "departments take up street matters, and the later their own routine work.",
        ),
        "Chengdu: streets assess outposted departments (mechanisms, CDG1); size assumed",
        Grade.ASSUMED,
    ),
    Lever(
        "pitches",
        0.3,
        0.0,
        3.0,
        0.1,
        "per 1,000 residents",
        Words("疏导点摊位", "Licensed pitches"),
        Words(
            "每千名居民划出的合法摊位数。摊位有规矩、收租金,占地小、垃圾少。",
            "Licensed pitches marked out per 1,000 residents. A pitch has rules and a fee; stalls "
            "on it take less room and leave less waste.",
        ),
        "Guangzhou zones: 0.02-0.1 of active vendors (facts/parameters.csv, row 53)",
        Grade.ESTIMATED,
    ),
    Lever(
        "campaign",
        0.0,
        0.0,
        1.0,
        0.05,
        "strength",
        Words("运动式整治", "Campaigns"),
        Words(
            "投诉积累到一定程度后,市里发起集中整治的强度。0 为从不发起。",
            "Strength of the crackdown the city launches when complaints have piled up. 0 never "
            "launches one.",
        ),
        "Sherman 1990, doi 10.1086/449163, for crackdowns and their decay; size assumed",
        Grade.ASSUMED,
    ),
)

LEVER_NAMES: tuple[str, ...] = tuple(lever.name for lever in LEVERS)
