"""The commands for what a user makes: ``twin new-policy``, ``new-behaviour`` and ``check``."""

from twin.commands.evidence import JSON, LANG
from twin.commands.options import Command

NEW_POLICY = Command(
    "new-policy",
    "write a small policy file to change; in the folder own/ the page and sweeps know it by name",
    "twin.commands.own:new_policy",
    ("FILE.toml",),
    (LANG, JSON),
    (("twin new-policy own/mine.toml", "then: twin check own/mine.toml"),),
)
NEW_BEHAVIOUR = Command(
    "new-behaviour",
    "write a small behaviour file to change; in the folder own/ it becomes the lever my_NAME",
    "twin.commands.own:new_behaviour",
    ("FILE.py",),
    (LANG, JSON),
    (("twin new-behaviour own/early.py", "then: twin check own/early.py; --set my_early=0.5"),),
)
CHECK = Command(
    "check",
    "tell what is wrong with a policy or behaviour file, or how a week with it goes",
    "twin.commands.own:check",
    ("FILE",),
    (LANG, JSON),
    (
        ("twin check own/mine.toml", "a policy: every mistake, or what holds and what it costs"),
        ("twin check own/early.py --lang zh", "一条行为：逐条说明哪里不对，或者试跑一周的结论"),
    ),
)
