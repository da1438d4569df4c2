"""What an import has to tell: warnings and assumptions, each in both languages.

May import networkx, ``agents.knob``, ``twin.districts`` and ``twin.importer``.
"""

from collections.abc import Mapping, Sequence

import networkx as nx

from agents.knob import Words
from twin.districts.draft import FACILITIES
from twin.districts.shares import Floats
from twin.importer.columns import KINDS
from twin.importer.figures import Findings
from twin.importer.matching import Roster
from twin.importer.result import graph_of
from twin.importer.sorting import Material


def tell_roster(material: Material, roster: Roster, findings: Findings) -> None:
    """Tell what is of no use, and where boundaries and code list differ."""
    for file in material.idle:
        findings.warn(
            f"{file} 里没有用得上的内容（不是街道边界、街道表、设施点或分时人流），未使用。",
            f"{file} holds nothing of use (no boundaries, sheet of streets, facilities or hours).",
        )
    if roster.missing:
        findings.warn(
            f"代码表里有 {len(roster.missing)} 个街道没有边界：{'、'.join(roster.missing)}。",
            f"{len(roster.missing)} streets of the code list have no boundary: "
            f"{', '.join(roster.missing)}.",
        )
    if roster.unlisted:
        findings.warn(
            f"{len(roster.unlisted)} 个街道不在代码表里：{'、'.join(roster.unlisted)}。",
            f"{len(roster.unlisted)} streets are not in the code list: "
            f"{', '.join(roster.unlisted)}.",
        )
    if roster.numbered:
        findings.assume(
            "code",
            "文件没有街道代码：按记录顺序编号。",
            "The file has no codes of streets: they are numbered in its order.",
        )


def assume_rest(placed: Mapping[str, Floats], weight: Floats | None, findings: Findings) -> None:
    """Keep what is always assumed of an imported district."""
    if weight is None:
        findings.assume(
            "homes",
            "街道内的住户按用地分布在各单元格（假设），各街道合计准确。",
            "Inside a street homes follow the land use of cells (assumed); every street's sum is "
            "exact.",
        )
    missing = [kind for kind in FACILITIES if kind not in placed]
    if missing:
        findings.assume(
            "siting land_use attraction",
            "没有位置的设施按每万居民的典型数量并按规则布置，用地、吸引力和摊位容量由此推得（假设）："
            + "、".join(KINDS[kind][-1] for kind in missing)
            + "。",
            "Facilities without places are sited by rule, in typical numbers per 10,000 residents; "
            "land use, attraction and room for pitches follow (assumed): "
            + ", ".join(kind.replace("_", " ") for kind in missing)
            + ".",
        )
    findings.assumptions.append(
        Words(
            "这是示意性的孪生，不是预测；设施的吸引力权重是假设。",
            "A stylised twin, not a forecast; the weights of attractors are assumed.",
        )
    )


def tell_neighbours(
    roster: Roster,
    pairs: tuple[tuple[int, int, float], ...],
    listed: Sequence[tuple[int, int, float]],
    findings: Findings,
) -> None:
    """Tell what is odd about who neighbours whom: parts, crossings, differences from a list."""
    graph = graph_of(len(roster.streets), pairs)
    parts = sorted(nx.connected_components(graph), key=len)
    if len(parts) > 1:
        alone = [roster.streets[place] for part in parts[:-1] for place in sorted(part)]
        findings.warn(
            f"街道没有连成一片：{'、'.join(zh for _, zh, _ in alone)}与其余街道不相邻。",
            f"The streets do not hang together: {', '.join(en for _, _, en in alone)} touch none "
            "of the others.",
        )
    if not nx.check_planarity(graph)[0]:
        findings.warn(
            "相邻关系画不成平面图，请检查边界。",
            "The neighbours form no planar graph: check the shapes.",
        )
    known, shown = {(a, b) for a, b, _ in listed}, {(a, b) for a, b, _ in pairs}
    if known and known != shown:
        findings.warn(
            f"列出的 {len(known)} 对相邻街道中，地图上有 {len(known & shown)} 对；"
            f"另有 {len(shown - known)} 对未列出。",
            f"Of {len(known)} listed pairs of neighbours the map shows {len(known & shown)}; "
            f"{len(shown - known)} of the map's are not listed.",
        )
