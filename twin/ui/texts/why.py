"""Texts of the story card."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    "why_card": Words("故事卡", "Story card"),
    "why_back": Words("上一张", "Back"),
    "why_follow": Words("跟着它", "Follow"),
    "why_following": Words("正在跟着", "Following"),
    "why_doors": Words("还可以问", "Ask on"),
    "why_waited": Words("等了 {n} 小时", "{n} h waited"),
    "why_now": Words("正等在这一步，已等 {n} 小时", "waiting here, {n} h so far"),
    "why_not_yet": Words("还没到", "not yet"),
    "why_taken": Words("它选了这个", "taken"),
    "why_hours": Words("第 {day} 天 {hour} 点", "day {day}, {hour}:00"),
}
