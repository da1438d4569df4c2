"""From the files a city office has to a district folder that the twin can run.

::

    options   what the person says of the files: datum, titles, population kind, licence
    datum     WGS-84, GCJ-02, BD-09 and epsg:N to WGS-84 degrees, and likely mistakes
    columns   which column is what, by its heading in Chinese or English, or by a mapping file
    layers    GeoJSON, CSV and xlsx as rows with shapes
    geofiles  shapefile, GeoPackage, .osm and other projections: with the extra [geo] only
    openstreetmap  what of an .osm file is a street, and what a facility
    suspicions     likely mistakes of a declared datum
    sorting   which layer is what: boundaries, figures, hours, facilities, neighbours
    geometry  rings: metres, areas, crossings, the spans they cut out of rows
    raster    100 m cells by street; overlaps, holes
    boundaries     boundaries, or centres and areas, to checked streets on cells
    matching  which row means which street
    figures   population, workers and other columns per street; what is assumed instead
    places    facilities and home weights on cells; presence by hour
    drafting  the sheets that are written; telling: warnings and assumptions
    bundle    writes the folder, all or nothing; gives it as one object (the JSON Schema's)
    result    what an import found: counts, warnings, assumptions
    report    one HTML page that says so in Chinese and English
    importing the whole way, in order

May import ``twin.district``, ``twin.districts`` and twin's ground floor.
"""

from twin.importer.importing import import_district
from twin.importer.options import ImportOptions
from twin.importer.result import Imported

__all__ = ["ImportOptions", "Imported", "import_district"]
