"""``twin sweep``: run an experiment, say how far it is, write its tables, make one run again.

Status needs neither the model nor pandas: what does is in ``twin/commands/sweep_work.py`` and
loaded when it is asked for.
"""

from typing import TYPE_CHECKING, Any

from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.words import language
from twin.errors import EXIT_OK, EXIT_SOME_FAILED, InputError, UsageError
from twin.processes import process_context

if TYPE_CHECKING:
    from twin.sweep.store import Store

WHERE = "twin sweep"
STATUS, EXPORT, RERUN = "status", "export", "rerun"
TOLD = Words(
    "{name}：{state} · 已完成 {done}，失败 {failed}，未跑 {missing} · {folder}",
    "{name}: {state} · {done} done, {failed} failed, {missing} not run · {folder}",
)
STATES = {
    "complete": Words("已跑完", "complete"),
    "interrupted": Words("已中断，同一条命令可接着跑", "interrupted, the same command goes on"),
    "running": Words("正在跑，或被强行结束", "running, or ended by force"),
}
FAILED = Words(
    "失败（{status}）：第 {point} 点，种子 {seed}，试了 {attempts} 次：{error}\n  重现：{replay}",
    "failed ({status}): point {point}, seed {seed}, {attempts} tries: {error}\n  replay: {replay}",
)
ALARM = Words(
    "确定性警报：这些运行各有两个不同的结果：{keys}",
    "determinism alarm: these runs have two different results: {keys}",
)
#: Failures and alarms that a page lists; ``--json`` has them all.
SHOWN = 10


def answer(given: Given) -> Answer:
    """Do what the first word says: a verb, or the experiment to run; raises UsageError."""
    words, first = language(given), (given.arguments or ("",))[0]
    if not first:
        allowed = "FILE.toml or NAME, or status, export or rerun and the folder of a sweep"
        raise UsageError("missing argument", WHERE, allowed=allowed)
    if first in (STATUS, EXPORT):
        check_extra_words(given, 2)
    if first == STATUS:
        return state_of(store_of(given), words)
    if first in (EXPORT, RERUN):
        store_of(given)
    elif not given.has("--dry-run") and "://" not in (given.last("--workers") or ""):
        process_context()  # loads the city beside all that is loaded and looked up here
    work = {EXPORT: "export", RERUN: "rerun"}.get(first, "start")
    found: Answer = load(f"twin.commands.sweep_work:{work}")(given)
    return found


def store_of(given: Given) -> "Store":
    """Give the store of the folder that was named; raises InputError where it holds no sweep."""
    if len(given.arguments) < 2:
        raise UsageError("missing argument", f"{WHERE} {given.arguments[0]}", allowed="DIR")
    store: Store = load("twin.sweep.store:Store")(given.arguments[1])
    store.manifest()
    return store


def state_of(store: "Store", words: str) -> Answer:
    """Say what is finished and what is missing; exit code 1 where a run failed."""
    found: dict[str, Any] = load("twin.sweep.status:status")(store)
    lines = [TOLD[words].format(**found | _told(store, found, words))]
    lines += [FAILED[words].format(**failure) for failure in found["failures"][:SHOWN]]
    if found["alarms"]:
        lines.append(ALARM[words].format(keys=", ".join(found["alarms"][:SHOWN])))
    code = EXIT_SOME_FAILED if found["failed"] or found["alarms"] else EXIT_OK
    return Answer("\n".join(lines), found | {"folder": str(store.folder)}, code)


def _told(store: "Store", found: dict[str, Any], words: str) -> dict[str, Any]:
    return {"state": STATES[found["state"]][words], "folder": store.folder}


def check_extra_words(given: Given, most: int) -> None:
    """Raise InputError where more words were given than a verb takes."""
    if len(given.arguments) > most:
        raise InputError("argument not understood", WHERE, given.arguments[most])
