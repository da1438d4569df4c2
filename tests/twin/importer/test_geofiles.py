"""Shapefile, GeoPackage, .osm and projections: with the extra [geo] only."""

import warnings

import numpy as np
import pytest

from tests.twin.importer import office
from twin.errors import InputError, NotReady
from twin.importer import ImportOptions, geofiles, import_district

pyogrio = pytest.importorskip("pyogrio", reason="the extra [geo] is not installed")
pyproj = pytest.importorskip("pyproj", reason="the extra [geo] is not installed")
shapely = pytest.importorskip("shapely", reason="the extra [geo] is not installed")

#: CGCS2000 in 3-degree zones (metres), and the feet of New York's state plane.
CGCS2000, FEET = "EPSG:4549", "EPSG:2263"


def projected(crs, origin=None):
    """The town's rings in a projection; in feet it stands in New York."""
    change = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    shift = np.subtract(origin, office.ORIGIN) if origin else np.zeros(2)
    return [
        shapely.Polygon(
            [change.transform(*(np.array(place) + shift)) for place in office.square(x, y)]
        )
        for *_, x, y in office.STREETS
    ]


def write(file, shapes, crs, **options):
    """Write shapes with the town's codes and names as a file of any format."""
    columns = [np.array([street[k] for street in office.STREETS], object) for k in (0, 1)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a file without a projection is what is wanted
        pyogrio.raw.write(
            file, shapely.to_wkb(shapes), columns, ["code", "name"], geometry_type="Polygon",
            crs=crs, **options,
        )  # fmt: skip
    return file


@pytest.mark.parametrize("suffix", ["shp", "gpkg", "fgb"])
def test_a_map_file_in_a_local_projection(bring, tmp_path, suffix):
    file = write(tmp_path / f"town.{suffix}", projected(CGCS2000), CGCS2000, encoding="UTF-8")
    found = bring(file, crs="epsg:4549")
    assert [street.name.zh for street in found.streets] == [street[1] for street in office.STREETS]
    assert found.area_km2 == pytest.approx(4.0, rel=1e-3)
    assert len(found.pairs) == 4


def test_feet_without_a_projection_file_are_told(bring, tmp_path):
    file = write(tmp_path / "town.shp", projected(FEET, (-73.9, 40.7)), None, encoding="UTF-8")
    with pytest.raises(InputError, match=r"not degrees: town\.shp, feature 1.*epsg:2263"):
        bring(file)
    assert not (tmp_path / "out").exists()
    assert bring(file, crs="epsg:2263").area_km2 == pytest.approx(3.54, abs=0.05)


def test_feet_declared_as_metres_are_told_by_the_stated_area(bring, tmp_path):
    file = write(tmp_path / "town.shp", projected(FEET, (-73.9, 40.7)), None, encoding="UTF-8")
    with pytest.raises(InputError, match=r"area out of proportion|outside the projection"):
        bring(file, crs="epsg:32618", area_km2=3.5)


def test_a_projection_that_contradicts_the_declared_one_is_refused(bring, tmp_path):
    file = write(tmp_path / "town.gpkg", projected(CGCS2000), CGCS2000)
    with pytest.raises(InputError, match=r"two answers: town\.gpkg.*epsg:4549"):
        bring(file)


def test_a_shapefile_in_another_encoding(bring, tmp_path):
    file = write(tmp_path / "town.shp", projected(CGCS2000), CGCS2000, encoding="GB18030")
    (tmp_path / "town.cpg").unlink()
    assert bring(file, crs="epsg:4549", encoding="gb18030").streets[0].name.zh == "东门街道"


def test_several_layers_need_a_name(bring, tmp_path):
    file = write(tmp_path / "town.gpkg", projected(CGCS2000), CGCS2000, layer="streets")
    write(file, projected(CGCS2000), CGCS2000, layer="old", append=True)
    with pytest.raises(InputError, match=r"several layers: town\.gpkg.*--layer"):
        bring(file, crs="epsg:4549")
    with pytest.raises(InputError, match="unknown layer"):
        bring(file, crs="epsg:4549", layer="street")
    assert len(bring(file, crs="epsg:4549", layer="streets").streets) == 4


def test_an_unknown_code_is_refused(bring, tmp_path):
    file = write(tmp_path / "town.shp", projected(CGCS2000), None, encoding="UTF-8")
    with pytest.raises(InputError, match="unknown datum"):
        bring(file, crs="epsg:999999")


def test_a_layer_is_read_whole_or_not_at_all(bring, tmp_path, monkeypatch):
    file = write(tmp_path / "town.gpkg", projected(CGCS2000), CGCS2000)
    monkeypatch.setattr(geofiles, "MOST_FEATURES", 3)
    with pytest.raises(InputError, match=r"too large: town\.gpkg.*allowed 3 features"):
        bring(file, crs="epsg:4549")
    monkeypatch.setattr(geofiles, "MOST_FEATURES", 4)
    assert len(bring(file, crs="epsg:4549").streets) == 4


def test_a_datum_may_be_written_as_people_write_it(bring, tmp_path):
    file = write(tmp_path / "town.gpkg", projected(CGCS2000), CGCS2000)
    assert bring(file, crs=" EPSG:4549 ").crs == {"town.gpkg": "epsg:4549"}


def test_what_is_no_map_file_is_refused(bring, tmp_path):
    file = tmp_path / "town.gpkg"
    file.write_bytes(b"nothing of the kind")
    with pytest.raises(InputError, match=r"not a map file: town\.gpkg"):
        bring(file)


def osm(folder):
    """The town as an .osm file: four relations of level 8, one of level 6, a shop, a bench."""
    nodes, ways, relations = {}, [], []

    def node(place):
        return nodes.setdefault(tuple(np.round(place, 7)), len(nodes) + 1)

    outlines = [(zh, "8", office.square(x, y)) for _, zh, _, x, y in office.STREETS]
    outlines.append(("全区", "6", office.square(0, 0, 2000)))
    for number, (name, level, ring) in enumerate(outlines, start=1):
        refs = "".join(f'<nd ref="{node(place)}"/>' for place in ring)
        ways.append(f'<way id="{number}" version="1">{refs}</way>')
        tags = {
            "type": "boundary",
            "boundary": "administrative",
            "admin_level": level,
            "name": name,
        }
        marks = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
        relations.append(
            f'<relation id="{number}" version="1"><member type="way" ref="{number}" role="outer"/>'
            f"{marks}</relation>"
        )
    points = [
        f'<node id="{900 + n}" version="1" lon="{x}" lat="{y}"><tag k="{key}" v="{value}"/></node>'
        for n, (key, value, (x, y)) in enumerate(
            (
                ("shop", "convenience", office.place(150, 150)),
                ("amenity", "bench", office.place(5, 5)),
            )
        )
    ]
    plain = [f'<node id="{ref}" version="1" lon="{x}" lat="{y}"/>' for (x, y), ref in nodes.items()]
    body = "".join((*plain, *points, *ways, *relations))
    file = folder / "town.osm"
    file.write_text(f"<?xml version='1.0'?><osm version='0.6'>{body}</osm>", encoding="utf-8")
    return file


def test_an_osm_file_gives_streets_facilities_and_its_licence(bring, tmp_path):
    found = bring(osm(tmp_path))
    assert sorted(street.name.zh for street in found.streets) == sorted(
        s[1] for s in office.STREETS
    )
    assert found.placed["shops"][1, 1] == 1 and set(found.placed) == {"shops"}
    assert found.credits == ("© OpenStreetMap contributors (ODbL-1.0)",)


def test_without_the_extra_its_name_is_told(tmp_path, monkeypatch):
    file = write(tmp_path / "town.shp", projected(CGCS2000), CGCS2000, encoding="UTF-8")
    monkeypatch.setattr("twin.errors.find_spec", lambda name: None)
    with pytest.raises(NotReady, match=r"city-street-twin\[geo\]"):
        import_district([file], ImportOptions("epsg:4549"), tmp_path / "out")
    town = office.write(tmp_path / "town.geojson", office.town())
    with pytest.raises(NotReady, match=r"city-street-twin\[geo\]"):
        import_district([town], ImportOptions("epsg:4549"), tmp_path / "out")
