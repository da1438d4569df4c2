"""Every error a user can meet, in one tree, each carrying its data.

::

    TwinError                  anything this package refuses or could not do
    ├── InputError             a value, name or file that cannot be used     exit 2
    │   └── UsageError         a command line that cannot be understood      exit 2
    ├── RunFailed              a run that broke, with the command to replay  exit 1
    ├── NotReady               something that has to be installed or made    exit 2
    └── Interrupted            stopped by Ctrl-C                             exit 130

The message of an :class:`InputError` is one line: what, where, got, allowed, nearest known name.
:meth:`InputError.sentence` gives it in Chinese too. May import the standard library only.
"""

import difflib
from collections.abc import Iterable
from typing import Protocol, runtime_checkable

#: Exit codes of the command ``twin``.
EXIT_OK, EXIT_SOME_FAILED, EXIT_BAD_INPUT, EXIT_INTERRUPTED = 0, 1, 2, 130

#: Longest piece of a user's own input that a message repeats, in characters.
LONGEST_QUOTE = 80

#: The usual openings of a message; a text not listed here is shown as it was written.
OPENINGS_ZH = {
    "unknown lever": "没有这个政策杠杆",
    "unknown parameter": "没有这个参数",
    "unknown indicator": "没有这个指标",
    "unknown pattern": "没有这个模式",
    "unknown key": "不认识的键",
    "unknown district": "没有这个城区",
    "unknown policy": "没有这个政策",
    "unknown story": "没有这个情景",
    "unknown layer": "没有这个图层",
    "unknown language": "不支持这种语言",
    "unknown story or policy": "没有这个情景或政策",
    "unknown format": "没有这种文件格式",
    "unknown schema": "不认识的文件版本",
    "unknown street": "没有这个街道",
    "unknown shock": "没有这种冲击",
    "unknown case": "没有这个案件",
    "unknown cause": "没有这种成因",
    "unknown target": "没有这个目标",
    "file in use": "文件已存在",
    "option not understood": "选项用得不对",
    "not a list of tables": "不是由表组成的列表",
    "not a list of cells": "不是单元格列表",
    "no cell of the district": "城区里没有这样的单元格",
    "ends before it begins": "结束早于开始",
    "not a placed shock": "无法识别的冲击写法",
    "not a curve": "不是曲线",
    "hours do not rise": "小时没有递增",
    "curve begins away from neutral": "曲线没有从常态开始",
    "not a part": "不是可用的组成部分",
    "not a switch": "不是开关值",
    "unknown land use": "没有这种用地",
    "unknown kind": "没有这种类型",
    "value out of range": "数值超出范围",
    "not a number": "不是数字",
    "not a whole number": "不是整数",
    "not a text": "不是文字",
    "not a table": "不是表",
    "missing key": "缺少必需的键",
    "missing column": "缺少必需的列",
    "missing text": "缺少文字",
    "missing file": "找不到文件",
    "broken TOML": "TOML 文件有语法错误",
    "not a list of texts": "不是文字列表",
    "not UTF-8": "不是 UTF-8 编码",
    "empty file": "文件没有内容",
    "uneven row": "行的字段数与表头不同",
    "code used twice": "代码重复",
    "street without rows": "有街道缺少数据行",
    "street without cells": "有街道没有单元格",
    "area cannot be drawn": "面积无法画出",
    "not a folder": "不是文件夹",
    "folder in use": "文件夹已被占用",
    "folder not writable": "文件夹无法写入",
    "too few policies": "政策太少，无法比较",
    "policy given twice": "同一政策给了两次",
    "seed given twice": "同一种子给了两次",
    "not a range of seeds": "不是种子范围",
    "unknown area": "没有这个片区",
    "unknown mapping": "没有这个列映射",
    "unknown choice": "没有这个选项",
    "unknown encoding": "不认识的编码",
    "unknown sheet": "没有这个工作表",
    "unknown level": "没有这个层级",
    "unknown source": "没有这种来源",
    "not a date": "不是日期",
    "missing date": "缺少日期",
    "closed out of time": "结案时间不合理",
    "opened after the end": "立案晚于截止日",
    "another encoding": "文件是别的编码",
    "broken CSV": "CSV 文件有错误",
    "not an xlsx file": "不是 xlsx 文件",
    "not GeoJSON": "不是 GeoJSON",
    "two answers": "两处说法冲突",
    "unpacks to too much": "解压后过大",
    "formula without a value": "公式没有保存结果",
    "too large": "文件过大",
    "unknown datum": "不认识的坐标系",
    "unknown action": "没有这个操作",
    "missing option": "缺少选项",
    "missing argument": "缺少参数",
    "empty field": "字段为空",
    "two columns for one thing": "两列含义相同",
    "formula as a name": "名称是公式",
    "no streets": "没有街道",
    "no row fits a street": "没有一行对得上街道",
    "two files with streets": "有两个街道文件",
    "street without a name": "街道没有名称",
    "street used twice": "街道重复",
    "street without a shape": "街道没有边界",
    "shape without area": "边界没有面积",
    "shape crosses itself": "边界自相交",
    "street of unlikely size": "街道面积不合情理",
    "streets overlap": "街道重叠",
    "grid too large": "栅格过大",
    "not degrees": "坐标不是经纬度",
    "axes swapped": "经纬度可能颠倒",
    "datum in doubt": "坐标系可疑",
    "outside the projection": "坐标超出投影范围",
    "area out of proportion": "面积悬殊",
    "no population": "没有人口",
    "population of unknown kind": "人口口径不明",
    "population of unknown year": "人口年份不明",
    "not a map file": "不是地图文件",
    "several layers": "文件有多个图层",
}


@runtime_checkable
class InTwoLanguages(Protocol):
    """A text in Chinese and English, as ``agents.knob.Words`` is (which needs numpy)."""

    @property
    def zh(self) -> str:
        """Give the Chinese text."""

    @property
    def en(self) -> str:
        """Give the English text."""


class TwinError(Exception):
    """Anything the twin refuses or could not do; ``exit_code`` is what the command returns."""

    exit_code = EXIT_SOME_FAILED


#: As many allowed names a message lists; of more it gives the number, and the nearest one.
MOST_LISTED = 60


class InputError(TwinError):
    """A value, name or file that cannot be used.

    ``what`` went wrong, ``where`` (file and key, or option), what was ``got``, what is
    ``allowed`` (a text, one in two languages, or the allowed names), and the ``nearest`` known
    name if there is one.

    >>> print(InputError("unknown lever", "--set", "authorty", "a lever", "authority"))
    unknown lever: --set: got 'authorty', allowed a lever, nearest known name 'authority'
    """

    exit_code = EXIT_BAD_INPUT

    def __init__(
        self,
        what: str,
        where: str = "",
        got: object = None,
        allowed: str | InTwoLanguages | Iterable[str] = "",
        nearest: str | None = None,
    ) -> None:
        """Keep the five facts; any of them but ``what`` may be left out."""
        self.what = what
        self.where = str(where)
        self.got = got
        self.allowed = allowed if isinstance(allowed, str | InTwoLanguages) else tuple(allowed)
        self.nearest = nearest or None
        super().__init__(self.sentence("en"))

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Travel between processes with all five facts."""
        return type(self), (self.what, self.where, self.got, self.allowed, self.nearest)

    def sentence(self, language: str = "en") -> str:
        """Give the message in ``"zh"`` or ``"en"``, on one line."""
        if language == "zh":
            what = OPENINGS_ZH.get(self.what, self.what)
            got, allowed, near, comma, colon = "实际为 ", "允许 ", "最接近的已知名称 ", "，", "："
        else:
            what = self.what
            got, allowed, near, comma, colon = "got ", "allowed ", "nearest known name ", ", ", ": "
        facts = [
            got + quote(self.got) if self.got is not None else "",
            allowed + self._allowed(language) if self.allowed else "",
            near + quote(self.nearest) if self.nearest else "",
        ]
        parts = [what, self.where, comma.join(fact for fact in facts if fact)]
        return " ".join(colon.join(part for part in parts if part).split())

    def _allowed(self, language: str) -> str:
        if isinstance(self.allowed, str):
            return self.allowed
        if isinstance(self.allowed, InTwoLanguages):
            return self.allowed.zh if language == "zh" else self.allowed.en
        if len(self.allowed) > MOST_LISTED:
            number = len(self.allowed)
            return f"{number} 个名称之一" if language == "zh" else f"one of {number} names"
        return one_of(self.allowed, language)


class UsageError(InputError):
    """A command line that cannot be understood."""


class RunFailed(TwinError):
    """A run that broke: ``reason`` says how, ``replay`` is the command that shows it again."""

    exit_code = EXIT_SOME_FAILED

    def __init__(self, reason: str, replay: str = "") -> None:
        """Keep the reason and the command that replays it."""
        self.reason, self.replay = reason, replay
        super().__init__(f"{reason}; replay with: {replay}" if replay else reason)

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """Travel between processes with both facts."""
        return type(self), (self.reason, self.replay)


class NotReady(TwinError):
    """Something that has to be installed or made first; the message says how."""

    exit_code = EXIT_BAD_INPUT


class Interrupted(TwinError):
    """Stopped by Ctrl-C."""

    exit_code = EXIT_INTERRUPTED


def nearest(name: object, known: Iterable[str]) -> str | None:
    """Give the known name most like ``name``, or None where none is near.

    Compared without case and with ``_`` and ``-`` taken as equal.

    >>> nearest("Street_Team", ["baseline", "street-teams"])
    'street-teams'
    """
    plain = {_plain(text): text for text in known}
    found = difflib.get_close_matches(_plain(str(name)), list(plain), n=1, cutoff=0.5)
    return plain[found[0]] if found else None


def check_known(name: object, known: Iterable[str], what: str, where: str = "") -> str:
    """Give ``name`` back if it is one of ``known``, else raise InputError with the nearest one.

    ``what`` opens the message, for example ``"unknown lever"``.
    """
    names = tuple(known)
    if isinstance(name, str) and name in names:
        return name
    raise InputError(what, where, name, names, nearest(name, names))


def one_of(names: Iterable[str], language: str = "en") -> str:
    """Write allowed names as one text: ``"a, b or c"``, in Chinese ``"a、b 或 c"``."""
    listed = [str(name) for name in names]
    if len(listed) < 2:
        return "".join(listed)
    comma, either = ("、", " 或 ") if language == "zh" else (", ", " or ")
    return comma.join(listed[:-1]) + either + listed[-1]


def quote(value: object) -> str:
    """Write a user's value so that it stays on one line and is never longer than a line."""
    text = repr(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 3]}..."


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-")
