"""``twin new-policy``, ``twin new-behaviour`` and ``twin check``: rules of a user's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.knob import Words
from twin.commands.options import Answer, Given, load
from twin.commands.words import language
from twin.errors import EXIT_BAD_INPUT, EXIT_OK, InputError, UsageError
from twin.paths import own_home, scenarios_home

if TYPE_CHECKING:
    from twin.trial import Verdict

POLICY, BEHAVIOUR = ".toml", ".py"
WRITTEN = Words(
    "已写好 {file}。改好后运行：twin check {file}",
    "{file} is written. Change it, then: twin check {file}",
)
AT_HOME = Words(
    "它在自定文件夹里：下次启动时，页面、推演和对比都认得{what}。",
    "It lies in the folder of your own: from the next start the page, sweeps and comparisons know "
    "{what}.",
)
ELSEWHERE = Words(
    "要让页面、推演和对比认得它，请放进 {home}（或用环境变量 TWIN_OWN 指定文件夹）。",
    "For the page, sweeps and comparisons to know it, put it into {home} (or name a folder in "
    "TWIN_OWN).",
)
WRONG = Words("{file} 有 {n} 处要改：", "{file} has {n} to mend:")
READ = Words("{file} 读得懂。试跑一周：", "{file} can be read. A week with it:")
GOOD = Words("可以用。", "It can be used.")
BAD = Words("还不能用。", "It cannot be used yet.")
MARKS = {True: "✓", False: "✗"}


def new_policy(given: Given) -> Answer:
    """Write a policy to change; raises InputError where its name or file is taken already."""
    file = _new_file(given, POLICY, "twin new-policy")
    load("twin.policy:check_free")(file)
    return _write(given, file, "policy", Words(f"政策 {file.stem}", f"the policy {file.stem}"))


def new_behaviour(given: Given) -> Answer:
    """Write a behaviour to change; raises InputError where there is a file already."""
    file = _new_file(given, BEHAVIOUR, "twin new-behaviour")
    for mistake in load("twin.own:name_mistakes")(file):
        raise mistake
    lever = f"my_{file.stem}"
    return _write(given, file, "behaviour", Words(f"杠杆 {lever}", f"the lever {lever}"))


def _new_file(given: Given, ending: str, where: str) -> Path:
    if not given.arguments:
        raise UsageError("missing argument", where, allowed=f"FILE{ending}")
    file = Path(given.arguments[0])
    if file.suffix != ending:
        raise InputError("unknown format", where, str(file), f"a name that ends in {ending}")
    return file


def _write(given: Given, file: Path, kind: str, what: Words) -> Answer:
    """Write the file of a kind in the language of the user, never over another."""
    words = language(given)
    text = (scenarios_home() / "own" / f"{kind}.{words}.txt").read_text(encoding="utf-8")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError as error:
        allowed = Words("还不存在的文件；不会覆盖", "a new file; nothing is written over")
        raise InputError("file in use", str(file), allowed=allowed) from error
    except OSError as error:
        raise InputError("folder not writable", str(file.parent), str(error)) from error
    home = own_home()
    next_ = AT_HOME if file.absolute().parent == home else ELSEWHERE
    told = [WRITTEN[words].format(file=file), next_[words].format(what=what[words], home=home)]
    return Answer("\n".join(told), {"file": str(file), "kind": kind})


def check(given: Given) -> Answer:
    """Say what is wrong with a file, or how a week with it goes; raises UsageError for no file.

    Exit code 2 where it cannot be used.
    """
    if not given.arguments:
        raise UsageError("missing argument", "twin check", allowed=f"FILE{POLICY}, FILE{BEHAVIOUR}")
    file = Path(given.arguments[0])
    kinds = {POLICY: "policy", BEHAVIOUR: "behaviour"}
    if file.suffix not in kinds:
        raise InputError("not a file of your own", "twin check", str(file), (POLICY, BEHAVIOUR))
    mistakes, verdicts = _found(file)
    fine = not mistakes and all(verdict.fine for verdict in verdicts)
    data = {
        "file": str(file),
        "kind": kinds[file.suffix],
        "ok": fine,
        "mistakes": [_object(mistake) for mistake in mistakes],
        "checks": [
            {"name": one.name, "ok": one.fine, "zh": one.text.zh, "en": one.text.en}
            for one in verdicts
        ],
    }
    text = _page(file, mistakes, verdicts, language(given))
    return Answer(text, data, EXIT_OK if fine else EXIT_BAD_INPUT)


def _found(file: Path) -> tuple[list[InputError], list["Verdict"]]:
    """Give the mistakes of a file; where there are none, what a trial comes to."""
    policy = file.suffix == POLICY
    look = "twin.trial:policy_mistakes" if policy else "twin.own:file_mistakes"
    mistakes: list[InputError] = load(look)(file)
    if mistakes:
        return mistakes, []
    try:
        return [], load(f"twin.trial:try_{'policy' if policy else 'behaviour'}")(file)
    except InputError as mistake:
        return [mistake], []


def _object(mistake: InputError) -> dict[str, Any]:
    zh, en = mistake.sentence("zh"), mistake.sentence("en")
    return {"what": mistake.what, "where": mistake.where, "zh": zh, "en": en}


def _page(
    file: Path, mistakes: Sequence[InputError], verdicts: Sequence["Verdict"], words: str
) -> str:
    if mistakes:
        lines = [f"  {MARKS[False]} {mistake.sentence(words)}" for mistake in mistakes]
        return "\n".join([WRONG[words].format(file=file.name, n=len(mistakes)), *lines])
    lines = [f"  {MARKS[one.fine]} {one.text[words]}" for one in verdicts]
    last = GOOD if all(one.fine for one in verdicts) else BAD
    return "\n".join([READ[words].format(file=file.name), *lines, last[words]])
