"""``twin bench``: how fast this machine runs the twin, and whether that is what is demanded."""

from twin.bench import ALL, bench, caption, table
from twin.commands.options import Answer, Given
from twin.commands.progress import Progress
from twin.commands.words import language, text_table
from twin.errors import EXIT_OK, EXIT_SOME_FAILED


def answer(given: Given) -> Answer:
    """Measure a part, or all; exit code 1 where a demand is not met."""
    words = language(given)
    part = given.arguments[0] if given.arguments else ALL
    with Progress(f"twin bench {part}", words=words) as progress:
        result = bench(part, progress, full=given.has("--full"))
    head, lines = table(result, words)
    text = "\n".join([text_table(head, lines), "", *caption(result, words)])
    return Answer(text, result, EXIT_OK if result["all_met"] else EXIT_SOME_FAILED)
