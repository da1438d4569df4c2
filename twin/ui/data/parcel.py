"""A district of the visitor's own as one file to take home: the folder that the import wrote."""

import io
import re
import zipfile

from twin.district import District, district_names
from twin.ui.data.space import OwnDistrict

#: The date of all files within: the same district gives the same bytes.
DATE = (1980, 1, 1, 0, 0, 0)
#: Most letters of the name of the folder within.
LONGEST = 40
README = "README.txt"
ABOUT = """{title.zh} · {title.en}

解压后，在文件夹旁边打开命令行，运行：
Unpack the folder, open a command line beside it, and run:

    twin run --district {folder}

导入时的提醒和假设见 report.html。
What the import warned of and assumed is in report.html.

来源、许可与署名 · Sources, licences, attribution:

{sources}
"""


def folder_name(title: str) -> str:
    """Give a name for a folder that a command line takes as it is, and that no district has.

    >>> folder_name("Little Town (east)"), folder_name("小城"), folder_name("classroom")
    ('Little-Town-east', '小城', 'classroom-own')
    """
    name = re.sub(r"\W+", "-", title).strip("-_")[:LONGEST] or "district"
    return f"{name}-own" if name.lower() in district_names() else name


def about(folder: str, place: District) -> str:
    """Give what stands beside the files: how to run it, and what its licences ask to be shown."""
    lines = (
        "- " + "; ".join(filter(None, (source.title, source.licence, source.attribution)))
        for source in place.sources
    )
    return ABOUT.format(title=place.title, folder=folder, sources="\n".join(lines))


def parcel(own: OwnDistrict) -> tuple[str, bytes]:
    """Give the name and the content of a zip file that holds a district's folder."""
    folder, place = folder_name(own.title.en), own.district()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for file in sorted(own.folder.iterdir()):
            _put(packed, f"{folder}/{file.name}", file.read_bytes())
        _put(packed, f"{folder}/{README}", about(folder, place).encode())
    return f"{folder}.zip", content.getvalue()


def _put(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, DATE)
    entry.external_attr = 0o644 << 16  # to be read by everybody where it is unpacked
    packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
