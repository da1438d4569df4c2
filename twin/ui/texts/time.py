"""Texts of time on the page: timeline, events, shocks, the look back at the horizon."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    # the timeline
    "timeline": Words("时间轴", "Timeline"),
    "when": Words("第 {day} 天 {hour} 时", "Day {day}, {hour} h"),
    "events": Words("事件", "Events"),
    "shocks": Words("加冲击", "Shocks"),
    "jump": Words("跳到事件", "Jump to an event"),
    "gone_back": Words(
        "已退回到过去。接着运行会照原样重来；在这里改动政策，就另走一条路，原来的走势留作灰线。",
        "You are back in the past. Play on and it happens again as it did; change a lever here and "
        "another future begins, with the old course kept as a grey line.",
    ),
    "horizon_at": Words("跑到第 {n} 天", "Run to day {n}"),
    "horizon_hint": Words(
        "一直运行到期末，再对照开局看得失", "Run to the end and look back at the opening"
    ),
    # two futures
    "branch": Words("从此分岔", "Branch here"),
    "branch_hint": Words(
        "从这一刻起并排走两种未来：A 照旧，B 由你改（按 B 键）",
        "Two futures from this hour on, side by side: A goes on as it is, B is yours to change "
        "(key B)",
    ),
    "branch_too_long": Words(
        "做过的事太多，网址放不下，这里分不了岔。退回早些时候，或从头再来，就可以。",
        "Too much was done to fit into an address, so the city cannot branch here. Go back to an "
        "earlier hour, or start again.",
    ),
    # shocks
    "strike": Words("触发冲击", "Set off a shock"),
    "strike_hint": Words(
        "按这种冲击自己的钟点，最早从下一小时起发生",
        "It comes at its own hour of the day, from the next hour on",
    ),
    # events
    "event_strike": Words("触发冲击：{title}", "Shock ordered: {title}"),
    "event_notice": Words("{title}：{text}", "{title}: {text}"),
    "event_levers": Words("改动 {n} 项政策", "{n} levers turned"),
    "event_from": Words("情景安排：{what}", "As the story has it: {what}"),
    "event_until": Words("情景安排到期：{what}", "No longer in force: {what}"),
    "event_campaign": Words("整治行动开始", "A campaign begins"),
    "event_campaign_over": Words("整治行动结束", "A campaign ends"),
    # undo and redo
    "undo": Words("撤销", "Undo"),
    "redo": Words("重做", "Redo"),
    # the look back
    "summary": Words("期末回顾", "Looking back"),
    "summary_of": Words(
        "第 {day} 天，最近七天与开局前七天相比",
        "Day {day}: the last seven days against the seven before the opening",
    ),
    "summary_none": Words(
        "运行满一天后才能回顾。", "There is nothing to look back on before a day."
    ),
    "summary_same": Words("基本没变", "much the same"),
    "summary_before": Words("开局", "Opening"),
    "summary_after": Words("现在", "Now"),
    "summary_change": Words("变化", "Change"),
    "summary_one": Words(
        "这是一次运行的结果，换一种运气数字会有出入；要看把握多大，请做比较。",
        "This is one run: with other luck the figures differ. Compare runs to see how sure "
        "they are.",
    ),
    "points_of_score": Words("{n} 分", "{n} points"),
    "points_of_share": Words("{n} 个百分点", "{n} % points"),
    "better": Words("好转", "better"),
    "worse": Words("变差", "worse"),
    "gained": Words("得益的：{who}。", "Better off: {who}."),
    "lost": Words("受损的：{who}。", "Worse off: {who}."),
    "nobody": Words("各类人的处境都没有明显变化。", "Nobody's lot has changed much."),
    "lot_satisfaction": Words("{who}（满意度 {change} 分）", "{who} (satisfaction {change})"),
    "lot_income": Words("{who}（日收入 {change}%）", "{who} (income {change}%)"),
    "group_settled": Words("老居民", "settled residents"),
    "group_newcomer": Words("新市民", "newcomers"),
    "group_rider": Words("骑手", "riders"),
    "group_shopkeeper": Words("店主", "shopkeepers"),
    "group_elderly": Words("老人", "the elderly"),
    "group_licensed": Words("有证摊贩", "vendors on a licence"),
    "group_unlicensed": Words("无证摊贩", "vendors without one"),
    # all numbers
    "all_numbers": Words("全部指标", "All indicators"),
    "all_numbers_of": Words("共 {n} 项，昨天一整天", "{n} of them, for the last whole day"),
    "indicator": Words("指标", "Indicator"),
    "no_value": Words("无", "none"),
}
