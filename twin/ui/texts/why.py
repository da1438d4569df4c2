"""Texts of the story card."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    "why_card": Words("故事卡", "Story card"),
    "why_back": Words("上一张", "Back"),
    "why_follow": Words("跟着它", "Follow"),
    "why_following": Words("正在跟着", "Following"),
    "why_doors": Words("还可以问", "Ask on"),
    "why_taken": Words("它选了这个", "taken"),
}
