"""The story card of a vendor: what it saw, what it chose among and why, what came of it."""

from typing import Any

from agents.knob import Words
from agents.vendors import (
    ADVISED,
    FINED,
    FLED,
    IDLE,
    LET_OFF,
    OUT_OF_BUSINESS,
    SEIZED,
    TRADING,
    UNTOUCHED,
)
from twin.frame import TRADES
from twin.why.card import Card, Choice, Choices, Door, fill, whole
from twin.why.place import place_words, street_words
from twin.why.reckon import Weighing, weighing
from twin.world import World

#: Where the options of the daily choice come from, in the model's order.
OPTIONS = (
    Words("老地方", "where it was last"),
    Words("熟人在的地方", "where a friend is"),
    Words("附近", "close by"),
    Words("附近另一处", "close by, another"),
    Words("远处打听到的", "further off"),
    Words("出了名的热闹处", "a busy place by repute"),
    Words("家门口", "near home"),
    Words("疏导点摊位", "a licensed pitch"),
)
AWAY = Words("今天不出摊", "stay away today")
TITLE = Words("{trade}摊 {number} 号", "Vendor {number}, {trade}")
WHO = Words(
    "家在{home}，{licence}；手里有 {wealth} 元，近来出摊一天净落 {income} 元。",
    "It lives in {home} and {licence}. It has {wealth} yuan; of late a day left it {income}.",
)
LICENSED = Words("有疏导点的摊位证", "holds a licensed pitch")
WAITING = Words("排到了摊位，还在等发证", "has won a pitch and waits for the licence")
UNLICENSED = Words("没有摊位证", "has no licence")
STANDS = {
    TRADING: Words("现在在{place}出摊，{tidy}。", "It trades at {place} now and {tidy}."),
    IDLE: Words("这会儿不在街上。", "It is not on the street now."),
    OUT_OF_BUSINESS: Words("眼下没做这一行。", "It is out of business."),
}
TIDY = Words("摊子收拾得整齐", "keeps its stall tidy")
UNTIDY = Words("摊子摆得乱", "does not keep it tidy")
BACK = Words("打算 {hour} 点回来。", "It means to be back at {hour}:00.")
SEEN = Words(
    "今天在身边看见别人被处置 {n} 次。",
    "Today it saw others dealt with {n} times around it.",
)
SEEN_NONE = Words("今天没看见别人被处置。", "It saw nobody dealt with today.")
BELIEVES = Words(
    "它觉得出摊一天有 {risk}% 的可能碰上执法；守规矩的念头有 {duty} 分（满分 100）。",
    "It believes a trading day meets enforcement with a chance of {risk} %; "
    "its felt duty to comply is {duty} of 100.",
)
LAW = Words(
    "它站的地方归{street}管：无证摊被看见，{strict}% 会处置；"
    "处置里 {harsh}% 是罚款或扣货，其余是劝离。",
    "Where it stands, {street} decides: of vendors seen without a licence {strict} % are acted on, "
    "{harsh} % of those by fine or seizure, the others by advice.",
)
CHOSE = Words(
    "今天 {hour} 点开张时选了“{option}”，当时估计这一天能落 {worth} 元。",
    "At {hour}:00 it took this: {option}. It expected the day to be worth {worth} yuan.",
)
CHOSE_AWAY = Words(
    "今天 {hour} 点盘算下来，没有出摊。", "At {hour}:00 it reckoned, and stayed away."
)
TO_CHOOSE = Words(
    "今天 {hour} 点才开张；照现在的情形，它会选“{option}”。",
    "It opens at {hour}:00 today; as things stand it would take this: {option}.",
)
FATES = {
    UNTOUCHED: Words("今天没有碰上执法。", "Enforcement has not touched it today."),
    LET_OFF: Words("今天被查到，放过了。", "It was met today and let off."),
    FLED: Words("今天躲开过一次。", "It slipped away today."),
    ADVISED: Words("今天被劝导过。", "It was advised today."),
    FINED: Words("今天被罚过款。", "It was fined today."),
    SEIZED: Words("今天货被扣了。", "Its goods were seized today."),
}
SO_FAR = Words(
    "今天到现在落下 {profit} 元，被罚没 {loss} 元。",
    "So far today it made {profit} yuan and lost {loss} to enforcement.",
)
REMOVED = Words(
    "上一次被请走是第 {day} 天，在{place}。", "It was last sent away on day {day}, at {place}."
)
BESIDE = Words("还有谁在{place}", "who else is at {place}")
COLUMNS = (
    Words("顾客", "custom"),
    Words("毛利", "margin"),
    Words("成本", "costs"),
    Words("被查%", "risk %"),
    Words("代价", "penalty"),
    Words("风险", "fear"),
    Words("守规", "duty"),
    Words("被挤", "lost"),
    Words("心情", "mood"),
    Words("合计", "total"),
)
COMPARED = Words("它比较的去处（元/天）", "What it chose among (yuan a day)")
NOTE = Words(
    "合计 = 毛利 − 成本 − 风险（被查的可能 × 代价）− 守规 − 被挤 + 心情；合计最高的就是它的选择。"
    "心情是当天说不清的因素。每个数都由模型自己的规则算出。",
    "Total = margin − costs − fear (risk × penalty) − duty − lost + mood; it takes the highest. "
    "Mood is what moves a person on a day and nobody can name. All by the model's own rules.",
)
AFTERWARDS = Words(
    "这张表按它此刻所知重算，与开张时可能略有出入。",
    "Reckoned again with what it knows by now, which may differ a little from the morning.",
)


def vendor_card(world: World, row: int, opening_day: int = 0) -> Card:
    """Tell about the vendor in a row of its table; days in words count from ``opening_day``."""
    vendor = world.rows("vendors")[row]
    trade = TRADES[int(vendor.trade)]
    told = [_who(world, vendor), *_stands(world, vendor), *_saw(vendor)]
    choices = None
    if int(vendor.state) != OUT_OF_BUSINESS:
        weighed = weighing(world, row)
        taken = taken_option(world, vendor, weighed)
        told += [_chose(world, vendor, taken), *_law(world, vendor, weighed)]
        choices = _choices(world, weighed, taken, int(world.now.hour) > int(vendor.opens))
    told += _came_of_it(world, vendor, opening_day)
    number = int(vendor.unique_id) % 100_000_000
    title = fill(TITLE, trade=trade, number=number)
    return Card(
        "vendor", row, title, tuple(told), int(vendor.cell), choices, doors=_doors(world, vendor)
    )


def taken_option(world: World, vendor: Any, weighed: Weighing) -> int:
    """Give the option a vendor took today, or would take; -1 for staying away."""
    traded = int(vendor.state) == TRADING or float(vendor.day_profit) != 0.0
    if int(world.now.hour) > int(vendor.opens) and traded:
        return int(vendor.option)
    return weighed.best()


def _who(world: World, vendor: Any) -> Words:
    waits = int(vendor.pitch) >= 0
    licence = LICENSED if vendor.licensed else WAITING if waits else UNLICENSED
    home = street_words(world, int(vendor.home))
    money = {"wealth": whole(float(vendor.wealth)), "income": whole(float(vendor.income))}
    return fill(WHO, home=home, licence=licence, **money)


def _stands(world: World, vendor: Any) -> list[Words]:
    state = int(vendor.state)
    if state == TRADING:
        place = place_words(world, int(vendor.cell))
        return [fill(STANDS[state], place=place, tidy=TIDY if vendor.tidy else UNTIDY)]
    back = [fill(BACK, hour=int(vendor.back_at))] if int(vendor.back_at) >= 0 else []
    return [STANDS[state], *back]


def _saw(vendor: Any) -> list[Words]:
    seen = float(vendor.seen)
    saw = fill(SEEN, n=f"{seen:.0f}") if seen > 0.0 else SEEN_NONE
    risk, duty = 100.0 * float(vendor.risk), 100.0 * float(vendor.legitimacy)
    return [saw, fill(BELIEVES, risk=f"{risk:.0f}", duty=f"{duty:.0f}")]


def _chose(world: World, vendor: Any, taken: int) -> Words:
    hour = int(vendor.opens)
    option = OPTIONS[taken] if taken >= 0 else AWAY
    if int(world.now.hour) <= hour:
        return fill(TO_CHOOSE, hour=hour, option=option)
    if taken < 0:
        return fill(CHOSE_AWAY, hour=hour)
    return fill(CHOSE, hour=hour, option=option, worth=whole(float(vendor.utility)))


def _law(world: World, vendor: Any, weighed: Weighing) -> list[Words]:
    """Say who has the power where it stands, as far as that holds for it."""
    here = [k for k, place in enumerate(weighed.options.place) if place == vendor.cell]
    if not here or vendor.on_pitch:
        return []
    zone = world.rows("zones")[world.rows("cells").zone[vendor.cell]]
    strict = f"{100.0 * float(weighed.options.strict[here[0]]):.0f}"
    street = street_words(world, int(vendor.cell))
    return [fill(LAW, street=street, strict=strict, harsh=f"{100.0 * float(zone.harshness):.0f}")]


def _came_of_it(world: World, vendor: Any, opening_day: int) -> list[Words]:
    told = []
    if int(vendor.state) != OUT_OF_BUSINESS:
        told.append(FATES[int(vendor.fate)])
    if float(vendor.day_profit) != 0.0:
        money = {
            "profit": whole(float(vendor.day_profit)),
            "loss": whole(float(vendor.day_loss)),
        }
        told.append(fill(SO_FAR, **money))
    if int(vendor.removed_day) >= 0 and int(vendor.removed_cell) >= 0:
        day = int(vendor.removed_day) - opening_day + 1
        told.append(fill(REMOVED, day=day, place=place_words(world, int(vendor.removed_cell))))
    return told


def _choices(world: World, weighed: Weighing, taken: int, afterwards: bool) -> Choices:
    rows = [
        Choice(
            listed_place(world, k, int(one.place)),
            (
                float(one.custom), float(one.takings), float(one.costs), 100.0 * float(one.risk),
                float(one.penalty), float(one.fear), float(one.duty), float(one.lost),
                float(one.mood), float(one.value),
            ),
            k == taken,
        )
        for k, one in enumerate(weighed.options)
        if int(one.place) >= 0
    ]  # fmt: skip
    mood = weighed.away_value - weighed.away
    away = (0.0, weighed.away, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, mood, weighed.away_value)
    rows.append(Choice(AWAY, away, taken < 0))
    rows.sort(key=lambda row: -row.numbers[-1])
    note = Words(NOTE.zh + AFTERWARDS.zh, f"{NOTE.en} {AFTERWARDS.en}") if afterwards else NOTE
    return Choices(COMPARED, COLUMNS, tuple(rows), note)


def listed_place(world: World, option: int, place: int) -> Words:
    """Name an option by where it comes from and where it leads."""
    where = place_words(world, place)
    return Words(f"{OPTIONS[option].zh} · {where.zh}", f"{OPTIONS[option].en} · {where.en}")


def _doors(world: World, vendor: Any) -> tuple[Door, ...]:
    """Lead to whoever else is where it stands, and to the street."""
    cell = int(vendor.cell)
    if cell < 0:
        return ()
    street = int(world.district.street[cell])
    return (
        Door("cell", cell, fill(BESIDE, place=place_words(world, cell))),
        Door("street", street, world.district.streets[street].name),
    )
