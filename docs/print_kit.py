"""Write the kit as one HTML file a language, to be printed on A4.

``python docs/print_kit.py FOLDER`` makes FOLDER/kit-zh.html and FOLDER/kit-en.html from docs/kit.
Needs nothing but what the page of the twin brings along; the files load nothing from anywhere.
"""

import re
import sys
from pathlib import Path

from markdown import markdown

KIT = Path(__file__).resolve().parent / "kit"
PAGES = ("facilitator", "roles", "forms", "exercises", "answers", "glossary")
TITLES = {"zh": ("zh-CN", "街面孪生：推演包"), "en": ("en", "Street twin: the kit")}
#: A link to a page of the kit becomes one within the file; other files lie elsewhere.
INSIDE = re.compile(rf'href="({"|".join(PAGES)})\.md"')
OUTSIDE = re.compile(r'<a href="\.\./[^"]*">(.*?)</a>')
#: A line that ends and goes on in Chinese: Markdown would put a space there.
BROKEN = re.compile(r"(?<=[\u2e80-\uffef”…])\n(?=[\u2e80-\uffef“[])")
STYLE = """
@page { size: A4; margin: 18mm }
body { font: 10.5pt/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  max-width: 180mm; margin: 1em auto; padding: 0 1em; color: #111 }
section, .roles h2, .forms h2 { break-before: page }
section:first-of-type, h1 + h2 { break-before: auto }
h2, h3 { break-after: avoid } tr, pre, li { break-inside: avoid }
table { border-collapse: collapse; width: 100%; margin: .6em 0 }
th, td { border: .5pt solid #777; padding: .25em .45em; text-align: left; vertical-align: top }
td code, .glossary td:last-child { overflow-wrap: anywhere }
thead:not(:has(th:not(:empty))) { display: none }
.forms td:empty { height: 1.9em }
.forms table:not(:has(th:nth-child(3))) td { width: 50%; height: 3.4em }
.forms table:has(th:nth-child(3)) { table-layout: fixed } .glossary table { font-size: 8.5pt }
pre { background: #f3f3f3; padding: .5em; white-space: pre-wrap } code { font-size: .92em }
"""


def printable(language: str) -> str:
    """Give the whole kit of a language as one HTML page."""
    code, title = TITLES[language]
    body = "\n".join(section(language, name) for name in PAGES)
    return (
        f'<!doctype html>\n<html lang="{code}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def section(language: str, name: str) -> str:
    """Give a page of the kit as a section of that page."""
    text = (KIT / language / f"{name}.md").read_text(encoding="utf-8")
    made = markdown(BROKEN.sub("", text), extensions=["tables", "fenced_code"])
    made = OUTSIDE.sub(r"\1", INSIDE.sub(r'href="#\1"', made))
    return f'<section id="{name}" class="{name}">\n{made}\n</section>'


def run(folder: Path) -> None:
    """Write both files into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in TITLES:
        file = folder / f"kit-{language}.html"
        file.write_text(printable(language), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{file}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python docs/print_kit.py FOLDER")
    run(Path(sys.argv[1]))
