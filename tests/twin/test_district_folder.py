"""Districts from folders: what is read, and how every mistake is told by file and key."""

import shutil

import numpy as np
import pytest

from twin.district import load_district
from twin.districts.generator import DAY_SHAPE
from twin.errors import InputError
from twin.paths import scenarios_home

META = """
schema = 1
kind = "real"
title.zh = "小区"
title.en = "Small place"
assumed = ["floating_share"]
"""
STREETS = """code,name_zh,name_en,area_km2,residents,workers,floating_share,order_taste
a,甲街道,Street A,0.20,3000,100,0.3,0.4
b,乙街道,Street B,0.20,1000,50,0.2,0.6
"""
CELLS = "code,x,y\n" + "".join(
    f"{'a' if x < 5 else 'b'},{x},{y}\n" for y in range(4) for x in range(10)
)


def write(folder, **files):
    """Write a small real district of two squares, with some files replaced."""
    texts = {"meta_toml": META, "streets_csv": STREETS, "cells_csv": CELLS, **files}
    for name, text in texts.items():
        if text is not None:
            (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def refusal(folder):
    with pytest.raises(InputError) as refused:
        load_district(folder)
    return str(refused.value)


def test_known_cells_give_the_streets_their_places(tmp_path):
    district = load_district(write(tmp_path))
    assert district.kind == "real" and district.n_cells == 40
    assert (district.street == (district.x >= 5)).all()
    assert district.adjacency == ((0, 1, 400.0),)
    assert district.population == 4000
    assert np.bincount(district.street, district.residents).tolist() == [3000, 1000]
    assert district.streets[0].marks == ("assumed: floating_share",)


def test_a_typical_day_is_taken_where_none_is_given(tmp_path):
    district = load_district(write(tmp_path))
    expected = np.array(DAY_SHAPE) / np.mean(DAY_SHAPE)
    assert district.presence[0] == pytest.approx(expected, abs=1e-6)


def test_home_weights_of_cells_move_homes(tmp_path):
    weighted = "code,x,y,home_weight\n" + "".join(
        f"{'a' if x < 5 else 'b'},{x},{y},{9 if y == 0 else 1}\n"
        for y in range(4)
        for x in range(10)
    )
    plain = load_district(write(tmp_path))
    moved = load_district(write(tmp_path, cells_csv=weighted))
    north = plain.y == 0
    assert moved.residents[north].sum() > 1.5 * plain.residents[north].sum()
    assert moved.residents.sum() == plain.residents.sum()


def test_footfall_weights_of_cells_move_attraction(tmp_path):
    weighted = "code,x,y,footfall_weight\n" + "".join(
        f"{'a' if x < 5 else 'b'},{x},{y},{5 if y == 3 else 1}\n"
        for y in range(4)
        for x in range(10)
    )
    plain = load_district(write(tmp_path))
    moved = load_district(write(tmp_path, cells_csv=weighted))
    south = plain.y == 3
    share = moved.attraction[south].sum() / moved.attraction.sum()
    assert share > plain.attraction[south].sum() / plain.attraction.sum()


def test_a_stated_total_rescales_residents_and_workers(tmp_path):
    district = load_district(write(tmp_path, meta_toml=META + "[population]\ntotal = 2001\n"))
    assert [street.population for street in district.streets] == [1501, 500]
    assert sum(street.workers for street in district.streets) == 75


def test_streets_without_cells_are_drawn_from_centres_and_areas(tmp_path):
    rows = STREETS.splitlines()
    located = [
        rows[0] + ",longitude,latitude",
        rows[1] + ",116.400,39.900",
        rows[2] + ",116.406,39.900",
    ]
    district = load_district(write(tmp_path, streets_csv="\n".join(located), cells_csv=None))
    assert np.bincount(district.street).tolist() == [20, 20]
    assert district.adjacency[0][:2] == (0, 1)
    assert district.x[district.street == 0].mean() < district.x[district.street == 1].mean()


def test_a_shipped_folder_can_be_read_by_path(tmp_path):
    shutil.copytree(scenarios_home() / "districts" / "classroom", tmp_path / "mine")
    district = load_district(tmp_path / "mine")
    assert district.name == "mine"
    assert district.residents.tobytes() == load_district("classroom").residents.tobytes()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"meta_toml": None}, "missing file"),
        ({"streets_csv": None}, "missing file"),
        ({"meta_toml": META + "scal = 3\n"}, "meta.toml, key scal"),
        ({"meta_toml": META.replace('"real"', '"reel"')}, "nearest known name 'real'"),
        ({"meta_toml": META + "scale = 0\n"}, "meta.toml, key scale"),
        ({"meta_toml": META + 'burn_in = "x"\n'}, "meta.toml, key burn_in"),
        ({"meta_toml": META + "[population]\ntotal = -4\n"}, "key population.total"),
        ({"meta_toml": META + "assumptions = 3\n"}, "meta.toml, key assumptions"),
        ({"meta_toml": META + '[[assumptions]]\nzh = "甲"\n'}, "key assumptions 1.en"),
        ({"meta_toml": META + '[sources.K]\ntitle = "t"\n'}, "key sources.K.reference"),
        ({"streets_csv": STREETS.replace("order_taste", "taste")}, "column order_taste"),
        ({"streets_csv": STREETS.replace("1000", "many")}, "line 3, column residents"),
        ({"streets_csv": STREETS.replace("0.6", "1.6")}, "line 3, column order_taste"),
        ({"streets_csv": STREETS.replace("0.6", "nan")}, "line 3, column order_taste"),
        ({"streets_csv": STREETS.replace("b,乙", "a,乙")}, "code used twice"),
        ({"streets_csv": STREETS.replace(",0.6", "")}, "uneven row"),
        ({"streets_csv": STREETS.splitlines()[0]}, "empty file"),
        ({"cells_csv": CELLS.replace("b,9,3", "bb,9,3")}, "cells.csv, line 41, column code"),
        ({"cells_csv": "code,x,y\na,0,0\n"}, "street without cells"),
        ({"cells_csv": None}, "streets.csv, column longitude"),
        ({"adjacency_csv": "code_a,code_b,border_m\na,c,5\n"}, "adjacency.csv, line 2"),
        ({"hourly_csv": "code,h00\na,5\n"}, "hourly.csv, column h01"),
        (
            {"hourly_csv": "code," + ",".join(f"h{h:02d}" for h in range(24)) + "\na" + ",5" * 24},
            "street without rows",
        ),
    ],
)
def test_a_mistake_is_told_by_file_and_key(tmp_path, files, said):
    message = refusal(write(tmp_path, **files))
    assert said in message
    assert "\n" not in message


def test_a_file_that_is_not_utf8_is_told(tmp_path):
    write(tmp_path)
    (tmp_path / "streets.csv").write_bytes(STREETS.encode("gb18030"))
    assert "not UTF-8" in refusal(tmp_path)


def test_centres_too_near_for_their_areas_are_told(tmp_path):
    rows = STREETS.splitlines()
    located = [rows[0] + ",longitude,latitude"]
    located += [
        f"{code}{rows[1][1:].replace('0.20', '2.00')},116.4,39.900{code}" for code in "123456789"
    ]
    write(tmp_path, streets_csv="\n".join(located), cells_csv=None)
    message = refusal(tmp_path)
    assert "area cannot be drawn" in message and "column area_km2" in message


def test_an_unknown_land_use_is_told(tmp_path):
    rows = STREETS.splitlines()
    located = "\n".join([rows[0] + ",longitude,latitude", rows[1] + ",0,0", rows[2] + ",0.01,0"])
    marks = "code,use,area_km2,pull,longitude,latitude\na,parc,0.01,1,0,0\n"
    write(tmp_path, streets_csv=located, cells_csv=None, landmarks_csv=marks)
    message = refusal(tmp_path)
    assert "landmarks.csv, line 2, column use" in message
    assert "nearest known name 'park'" in message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("streets = 0", "key generator.streets"),
        ("strets = 3", "nearest known name 'streets'"),
        ("density_ratio = 30.0", "key generator.density_ratio"),
    ],
)
def test_generator_options_are_checked_by_key(tmp_path, line, said):
    meta = META.replace('"real"', '"generated"') + f"[generator]\n{line}\n"
    assert said in refusal(
        write(tmp_path, meta_toml=meta.replace('assumed = ["floating_share"]', ""))
    )
