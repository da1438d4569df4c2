"""Which column is what: by its heading in Chinese or English, or by a small TOML file.

::

    schema = 1
    [columns]                 # role -> heading, for headings that are not known (ROLES)
    code = "街道编号"
    residents = "常住人口数"
    [kinds]                   # kind of facility as written -> kind as known (FACILITIES)
    "标准化菜市场" = "markets"

May import ``twin.reading``, ``twin.districts`` and ``twin.errors``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from agents.knob import Words
from twin.districts.draft import FACILITIES
from twin.districts.folder import HOURS
from twin.errors import InputError, check_known
from twin.reading import Reading, read_toml

#: Role -> headings under which it is found, in lower case.
ROLES: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "adcode", "street_code", "代码", "街道代码", "区划代码", "行政区划代码"),
    "name_zh": (
        "name_zh", "name", "名称", "街道", "街道名称", "街镇", "街镇名称", "乡镇街道", "name:zh",
    ),
    "name_en": ("name_en", "name:en", "english name", "英文名", "英文名称"),
    "residents": ("residents", "population", "pop", "人口", "常住人口", "户籍人口", "居民"),
    "workers": ("workers", "jobs", "就业人口", "就业人数", "从业人员"),
    "area_km2": ("area_km2", "面积", "面积（平方公里）", "面积(平方公里)", "面积_km2"),
    "floating_share": ("floating_share", "流动人口占比", "流动人口比例"),
    "order_taste": ("order_taste", "秩序偏好"),
    "day_night_ratio": ("day_night_ratio", "昼夜比", "昼夜人口比"),
    "population_kind": ("population_kind", "人口口径"),
    "population_year": ("population_year", "人口年份"),
    "longitude": ("longitude", "lon", "lng", "经度"),
    "latitude": ("latitude", "lat", "纬度"),
    "kind": ("kind", "type", "category", "类别", "类型", "设施类型"),
    "code_a": ("code_a", "a", "街道甲"),
    "code_b": ("code_b", "b", "街道乙"),
    "border_m": ("border_m", "shared_border_m", "边界长度"),
}  # fmt: skip
#: Kind of facility -> texts under which it is found, in lower case.
KINDS: Mapping[str, tuple[str, ...]] = {
    "metro_stations": ("metro_station", "metro", "subway", "地铁站", "地铁"),
    "markets": ("market", "marketplace", "菜市场", "市场", "农贸市场"),
    "shops": ("shop", "supermarket", "mall", "商店", "商场", "超市"),
    "schools": ("school", "kindergarten", "学校", "小学", "中学", "幼儿园"),
    "clinics": ("clinic", "hospital", "卫生院", "医院", "社区卫生服务中心"),
    "elder_care": ("nursing_home", "养老", "养老院", "养老驿站"),
    "culture_centres": ("culture_centre", "community_centre", "文化中心", "文化站"),
    "outdoor_sites": ("outdoor_site", "playground", "pitch", "户外场地", "健身场地"),
}


@dataclass(frozen=True)
class ColumnNames:
    """Headings that a person declared: role -> heading, and kinds of facility as written."""

    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


def load_columns(file: Path | None) -> ColumnNames:
    """Read the mapping file, if any; raises InputError for the first slip in it."""
    if file is None:
        return ColumnNames()
    whole = read_toml(file).only(("schema", "columns", "kinds"))
    columns = whole.table("columns").only((*ROLES, *HOURS))
    kinds = whole.table("kinds")
    for written in kinds.values:
        check_known(kinds.text(written), FACILITIES, "unknown kind", kinds.where(written))
    return ColumnNames(_texts(columns), _texts(kinds))


def _texts(table: Reading) -> dict[str, str]:
    return {key: table.text(key) for key in table.values}


def roles_of(headings: Sequence[str], names: ColumnNames, file: str) -> dict[str, str]:
    """Give role -> heading for the headings of a file; hours are h00 ... h23.

    A declared heading wins. Raises InputError where two headings mean the same.
    """
    plain: dict[str, list[str]] = {}
    for heading in headings:
        plain.setdefault(heading.strip().lower(), []).append(heading)
    found: dict[str, str] = {}
    for role, known in {**ROLES, **_hours()}.items():
        if names.columns.get(role) in headings:
            found[role] = names.columns[role]
            continue
        there = [heading for text in known for heading in plain.get(text, [])]
        # A heading of our own name is meant, whatever else there is.
        exact = [heading for heading in there if heading.strip().lower() == role]
        there = exact or there
        if len(there) > 1:
            allowed = Words(
                f'一列：用 --columns 指明，如 [columns] {role} = "{there[0]}"',
                f'one: say which by --columns, as in [columns] {role} = "{there[0]}"',
            )
            raise InputError("two columns for one thing", file, " / ".join(there), allowed)
        if there:
            found[role] = there[0]
    return found


def _hours() -> dict[str, tuple[str, ...]]:
    found = {}
    for hour, name in enumerate(HOURS):
        texts = (name, f"{hour:02d}:00", f"{hour}:00", f"{hour}时", f"{hour:02d}时")
        found[name] = tuple(dict.fromkeys(texts))
    return found


def kind_of(text: str, names: ColumnNames) -> str | None:
    """Give the kind of facility that a text means, None where it means none that is known."""
    declared = names.kinds.get(text)
    if declared or text in FACILITIES:
        return declared or text
    plain = text.strip().lower()
    return next((kind for kind, texts in KINDS.items() if plain in texts), None)
