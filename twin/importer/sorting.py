"""Which layer is what: told by its shapes and columns, never by its order or file name.

May import ``agents.knob``, ``twin.errors`` and ``twin.importer``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agents.knob import Words
from twin.districts.folder import HOURS
from twin.errors import InputError
from twin.importer.shapes import Layer


@dataclass(frozen=True)
class Material:
    """The layers by what they are: ``streets`` has the boundaries, or centres and areas.

    ``figures`` are sheets with columns per street, ``hours`` presence by hour, ``facilities`` and
    ``homes`` points, ``pairs`` neighbours; ``idle`` holds files that say nothing we use.
    """

    streets: Layer
    figures: tuple[Layer, ...] = ()
    hours: tuple[Layer, ...] = ()
    facilities: tuple[Layer, ...] = ()
    homes: tuple[Layer, ...] = ()
    pairs: tuple[Layer, ...] = ()
    idle: tuple[str, ...] = field(default=())


def use_of(layer: Layer) -> str:
    """Tell what a layer is: a field of :class:`Material`, or ``"idle"``."""
    if any(shape is not None for shape in layer.shapes) and not any(
        shape is not None and shape.rings for shape in layer.shapes
    ):
        return "idle"  # lines only
    named = layer.has("code") or layer.has("name_zh")
    points = any(shape is not None and shape.is_point for shape in layer.shapes)
    uses = {
        "streets": any(shape is not None and shape.is_area for shape in layer.shapes),
        "pairs": layer.has("code_a", "code_b"),
        "hours": layer.has(*HOURS) and named,
        "facilities": points and layer.has("kind"),
        "centres": named and points and layer.has("area_km2"),
        "figures": named,
        "homes": points and layer.has("residents"),
    }
    return next((use for use, fits in uses.items() if fits), "idle")


def sort_layers(layers: Sequence[Layer]) -> Material:
    """Sort the layers; raises InputError where none has streets, or two have."""
    found: dict[str, list[Layer]] = {}
    for layer in layers:
        if len(layer):
            found.setdefault(use_of(layer), []).append(layer)
    streets = found.pop("streets", []) or found.pop("centres", [])
    figures = [*found.get("figures", []), *found.get("centres", [])]
    if len(streets) != 1:
        raise InputError(
            "no streets" if not streets else "two files with streets",
            ", ".join(dict.fromkeys(layer.file for layer in (streets or layers))),
            None,
            Words(
                "恰好一个含街道边界（多边形）的文件；"
                "或一张含代码或名称、经纬度和 area_km2 的街道表"
                "（.osm 里要有 admin_level=8 的行政边界）",
                "exactly one file with street boundaries (polygons), or one sheet of streets with "
                "code or name, longitude, latitude and area_km2 (in an .osm file: administrative "
                "boundaries of admin_level 8)",
            ),
        )
    rest = {use: tuple(found.get(use, ())) for use in ("hours", "facilities", "homes", "pairs")}
    idle = tuple(layer.file for layer in found.get("idle", []))
    idle += tuple(layer.file for layer in layers if not len(layer))
    return Material(streets[0], tuple(figures), idle=idle, **rest)
