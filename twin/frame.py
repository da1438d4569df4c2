"""One picture of the city for the page, packed into few bytes.

A frame is a 24-byte header, one layer of the cells as bytes, the trading vendors and all teams.
The page's twin/ui/static/wire.js reads the same layout. Only the visible layer is sent: about 10 kB
for a real district, packed in a fraction of a millisecond.

::

    version u1, layer u1, hour u1, spare u1, tick u4, number u4, cells u4, vendors u4, teams u4
    layer values u1[cells], one zero byte if that number is odd
    cells of vendors u2[vendors], cells of teams u2[teams]
    marks of vendors u1[vendors], marks of teams u1[teams]

All numbers are little-endian. A vendor's mark is licensed + 2 * on_pitch + 4 * trade, a team's is
department + 8 * state; see :data:`TRADES`, :data:`DEPARTMENTS` and :data:`TEAM_STATES`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.knob import Words
from twin.errors import check_known

VERSION = 1
HEADER = np.dtype(
    [
        ("version", "u1"),
        ("layer", "u1"),
        ("hour", "u1"),
        ("spare", "u1"),
        ("tick", "<u4"),
        ("number", "<u4"),
        ("cells", "<u4"),
        ("vendors", "<u4"),
        ("teams", "<u4"),
    ]
)
#: A place of a vendor or team is a cell number in two bytes.
MOST_CELLS = 65_535
NOWHERE = 65_535
#: ``state`` of a vendor who is trading now.
TRADING = 2

TRADES = (
    Words("早点", "breakfast"),
    Words("菜果", "produce"),
    Words("熟食", "cooked food"),
    Words("百货", "goods"),
    Words("夜市", "night stall"),
)
DEPARTMENTS = (
    Words("城管", "urban management"),
    Words("市场监管", "market regulation"),
    Words("应急", "emergency"),
    Words("环卫", "sanitation"),
    Words("公安", "police"),
)
TEAM_STATES = (
    Words("下班", "off duty"),
    Words("巡查", "on patrol"),
    Words("途中", "on the way"),
    Words("处置", "at work"),
)


@dataclass(frozen=True)
class Layer:
    """A column of the cells that the map can show, from 0 to ``high``.

    ``root`` draws the square root, for counts that crowd near zero; ``turned`` draws ``high``
    minus the column (order is what disorder leaves). Numbers are shown multiplied by ``times``,
    in ``unit``. What is high stands out on the map, or with ``quiet`` what is low. To add a
    layer, add its declaration below.
    """

    name: str
    column: str
    high: float
    unit: Words
    label: Words
    text: Words
    root: bool = False
    turned: bool = False
    times: float = 1.0
    quiet: bool = False

    def values(self, rows: Any) -> NDArray[np.float32]:
        """Give what the layer means, per cell, clipped to 0..``high``."""
        column = np.clip(np.asarray(rows[self.column], np.float32), 0, self.high)
        values: NDArray[np.float32] = self.high - column if self.turned else column
        return values

    def bytes(self, rows: Any) -> NDArray[np.uint8]:
        """Give the layer as bytes: 0 is nothing, 255 is ``high``."""
        share = self.values(rows) / self.high
        tone: NDArray[np.uint8] = np.rint(255 * (np.sqrt(share) if self.root else share)).astype(
            "u1"
        )
        return tone


SCORE = Words("分", "of 100")
LAYERS: tuple[Layer, ...] = (
    Layer(
        "order",
        "disorder",
        1.0,
        SCORE,
        Words("秩序", "Order"),
        Words(
            "街面有多清爽：占道、垃圾、噪声和隐患越少，分值越高。",
            "How clear the street is: the fewer blocked pavements, litter, noise and hazards, "
            "the higher the score.",
        ),
        turned=True,
        times=100.0,
        quiet=True,
    ),
    Layer(
        "vitality",
        "vitality",
        0.6,
        SCORE,
        Words("活力", "Vitality"),
        Words(
            "这一带的烟火气：人来人往、有买有卖、品种多样，分值就高。",
            "How alive the place is: people about, stalls selling, and a variety of trades.",
        ),
        root=True,
        times=100.0,
    ),
    Layer(
        "complaints",
        "complaints",
        10.0,
        Words("件", "complaints"),
        Words("投诉", "Complaints"),
        Words(
            "近期打到 12345 热线的投诉，越早的计得越少。",
            "Recent calls to the 12345 hotline; older calls count for less.",
        ),
        root=True,
    ),
    Layer(
        "footfall",
        "footfall",
        150.0,
        Words("人次/小时", "people per hour"),
        Words("人流", "Footfall"),
        Words("这一小时街面上的人。", "People on the street during this hour."),
        root=True,
    ),
    Layer(
        "crowding",
        "crowding",
        1.0,
        Words("%", "%"),
        Words("拥挤", "Crowding"),
        Words(
            "行人和摊位占去多少步行空间。",
            "How much of the walking space is taken by people and stalls.",
        ),
        times=100.0,
    ),
)
LAYER_NAMES: tuple[str, ...] = tuple(layer.name for layer in LAYERS)


def pack(world: Any, layer: str, number: int) -> bytes:
    """Give the frame of this hour: the named layer of the cells, trading vendors, all teams.

    ``number`` counts the frames of one visitor. Raises InputError for an unknown layer, and
    ValueError for a district of more than 65,535 cells.
    """
    chosen = LAYER_NAMES.index(check_known(layer, LAYER_NAMES, "unknown layer", "map"))
    cells = LAYERS[chosen].bytes(world.rows("cells"))
    if len(cells) > MOST_CELLS:
        raise ValueError(f"a frame holds at most {MOST_CELLS} cells, not {len(cells)}")
    vendors, teams = _seen_vendors(world.rows("vendors")), _all_teams(world.rows("teams"))
    header = np.zeros(1, HEADER)
    header[0] = (
        VERSION, chosen, world.now.hour, 0, world.now.tick, number,
        len(cells), len(vendors[0]), len(teams[0]),
    )  # fmt: skip
    gap = b"\0" * (len(cells) % 2)
    places = vendors[0].tobytes() + teams[0].tobytes()
    return header.tobytes() + cells.tobytes() + gap + places + vendors[1] + teams[1]


def count_seen(frame: bytes) -> tuple[int, int]:
    """Count the vendors trading and the teams on duty in a packed frame."""
    header = np.frombuffer(frame, HEADER, 1)[0]
    teams = np.frombuffer(frame, np.uint8)[len(frame) - int(header["teams"]) :]
    return int(header["vendors"]), int(np.count_nonzero(teams >> 3))


def _seen_vendors(rows: Any) -> tuple[NDArray[np.uint16], bytes]:
    seen = np.flatnonzero((rows["state"] == TRADING) & (rows["cell"] >= 0))
    mark = rows["licensed"][seen] + 2 * rows["on_pitch"][seen] + 4 * rows["trade"][seen]
    return rows["cell"][seen].astype("<u2"), mark.astype(np.uint8).tobytes()


def _all_teams(rows: Any) -> tuple[NDArray[np.uint16], bytes]:
    # all of them in the order of their rows, so that the page can move a team from where it was
    cell = np.where(rows["cell"] >= 0, rows["cell"], NOWHERE)
    mark = rows["department"] + 8 * np.where(rows["cell"] >= 0, rows["state"], 0)
    return cell.astype("<u2"), mark.astype(np.uint8).tobytes()
