"""Texts of watching the run of somebody else, and of letting others watch."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    "nav_watch": Words("旁观", "Watch"),
    "watching": Words("你在旁观别人的推演", "You are watching somebody's run"),
    "watching_code": Words("旁观码", "Code"),
    "watching_levers": Words("改动过的政策", "Levers that were turned"),
    "watching_no_levers": Words("政策还没有改动", "No lever has been turned"),
    "watching_ended": Words("这次旁观结束了", "This run is no longer shared"),
    "watching_ended_hint": Words(
        "地图停在最后一刻。想再看，请向分享的人要新的旁观码。",
        "The map shows its last hour. Ask whoever shared it for a new code to watch again.",
    ),
    "watch_title": Words("让别人旁观", "Let others watch"),
    "watch_hint": Words(
        "大家在自己的手机或电脑上看同一座城，和你同步；只能看，不能改。",
        "Everyone sees this city on a screen of their own, in step with you. They can look, and "
        "change nothing.",
    ),
    "watch_start": Words("开始", "Start"),
    "watch_stop": Words("停止旁观", "Stop sharing"),
    "watch_address": Words("旁观地址", "Address to watch at"),
    "watch_stage": Words("投影用的大字版", "Large view for a projector"),
    "watch_qr": Words("旁观地址的二维码，用手机扫", "The address as a QR code for phones"),
    "watch_count": Words("现在有 {n} 人在看", "Watching now: {n}"),
    "watch_lonely": Words(
        "现在只有这台机器能打开。让全场都能看，请用 twin serve --host 0.0.0.0 启动。",
        "Only this machine can open it now. For the whole room, start with twin serve --host "
        "0.0.0.0.",
    ),
}
