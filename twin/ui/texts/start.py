"""Texts of the start page."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    "welcome": Words("换一种管法，街面会怎样？", "What if the street were governed otherwise?"),
    "welcome_text": Words(
        "把一个城区搬进电脑：谁来巡、谁说了算、摊贩怎么安置、投诉怎么办，改一项，看它牵动什么。",
        "A city district in a computer: who patrols, who decides, where vendors may stand, how "
        "complaints are answered. Change one thing and watch what it moves.",
    ),
    "doors": Words("从哪里开始", "Where to begin"),
    "door_compare": Words("比较几种政策", "Compare policies"),
    "door_compare_text": Words(
        "研讨会用：同一座城、同样的运气，并排看结果",
        "For a workshop: one city, the same luck, side by side",
    ),
    "door_run": Words("推演一座城", "Explore one city"),
    "door_run_text": Words(
        "自己动手改政策，随时停下、退回、重来", "Turn the levers; stop, go back, try again"
    ),
    "door_learn": Words("跟着课学", "Learn"),
    "door_learn_text": Words("一步一问，先猜后看", "Step by step: guess first, then see"),
    "now_sentence": Words(
        "{place}此刻：{order}，{vitality}，{satisfaction}。",
        "{place} right now: {order} and {vitality}; {satisfaction}.",
    ),
    "policies": Words("现成的政策", "Ready-made policies"),
    "policies_text": Words(
        "都取自各地公开的做法，压成几个杠杆；每一张都写明没有包括什么。",
        "Each is drawn from published practice and pressed into a few levers; each says what it "
        "leaves out.",
    ),
    "stories": Words("情景", "Stories"),
    "stories_text": Words(
        "日子排好的一段事：看着它发生，再换个办法试试。",
        "Events with dates: watch them come, then try another way.",
    ),
    "card_run": Words("推演", "Explore"),
    "card_compare": Words("与现状比较", "Compare with the baseline"),
    "card_story": Words("打开情景", "Open the story"),
}
