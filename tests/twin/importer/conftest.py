"""What the tests of the importer share."""

import pytest

from tests.twin.importer import office
from twin.importer import ImportOptions, import_district


@pytest.fixture
def bring(tmp_path):
    """Give a function that imports files (default: the town) and gives what was found."""

    def run(*files, crs="wgs84", **options):
        given = files or (office.write(tmp_path / "town.geojson", office.town()),)
        return import_district(given, ImportOptions(crs, **options), tmp_path / "out")

    return run
