"""What axe-core finds wrong within one part of a page."""

from importlib.resources import files


def axe_within(page, part):
    """Give what axe-core finds wrong in a part of a page: the rule and the first bad place."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("(part) => axe.run(part, { resultTypes: ['violations'] })", part)
    return [(rule["id"], rule["nodes"][0]["html"][:160]) for rule in found["violations"]]
