"""Texts of Compare: several cities side by side, and what differs between them."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    "nav_compare": Words("对比", "Compare"),
    "compare_title": Words("同一座城，几种管法", "One city, several ways to run it"),
    "compare_hint": Words(
        "各栏街道相同、居民相同、运气也相同，共用一个时钟。改动任何一栏的政策，各栏都回到开局重新走。",
        "Same streets, same people, same luck, one clock. Change the policy of any pane and all "
        "begin again from the opening.",
    ),
    "compare_branched": Words(
        "各栏都从{when}的这座城出发，此前的经历一模一样，此后运气也相同。改动任何一栏的政策，"
        "各栏都回到这一刻重新走。",
        "All panes set out from this city on {when}: one past, and the same luck from there on. "
        "Change the policy of any pane and all begin again from that hour.",
    ),
    "compare_replaying": Words(
        "正在把这座城走到分岔的那一刻，请稍候。",
        "Bringing the city to the hour at which it branches; this can take a while.",
    ),
    # a pane
    "pane": Words("{pane} 栏", "Pane {pane}"),
    "pane_add": Words("增加一栏", "Add a pane"),
    "pane_remove": Words("去掉这一栏", "Remove this pane"),
    "pane_swap": Words("与左边一栏对调", "Swap with the pane on its left"),
    "pane_adjust": Words("调整政策", "Adjust levers"),
    "pane_adjusted": Words("收起政策", "Close levers"),
    "pane_explore": Words("单独细看", "Explore alone"),
    "pane_policy": Words("{pane} 栏的政策", "Policy of pane {pane}"),
    "pane_reference": Words("基准", "reference"),
    "pane_text": Words(
        "{pane} 栏，{title}，{clock}。秩序 {order}，活力 {vitality}。{vendors} 个摊贩在出摊，"
        "{teams} 支队伍在岗。",
        "Pane {pane}, {title}, {clock}. Order {order}, vitality {vitality}. {vendors} vendors "
        "trading, {teams} teams on duty.",
    ),
    "turned_policy": Words("{base}（有改动）", "{base} (changed)"),
    # differences
    "differences": Words("差别有多大", "How much they differ"),
    "diff_hint": Words(
        "数值都是该栏减去 A 栏。实线是上面各栏正在走的这一次；虚线和阴影是从同一个开局换几种运气"
        "各走一遍的平均与 90% 区间。",
        "All values are that pane minus pane A. Solid: the run above. Dashed and shaded: the mean "
        "and 90 % interval of runs from the same opening under other luck.",
    ),
    "diff_queue": Words("后台在替别人推算，排队等候", "Waiting: the worker is busy for others"),
    "diff_making": Words(
        "后台正在换运气推算：{n} 组已完成，共 {times} 组",
        "Running under other luck in the background: {n} of {times} sets done",
    ),
    "diff_made": Words(
        "已换 {n} 种运气各推算 {days} 天", "Run under {n} kinds of luck for {days} days each"
    ),
    "diff_failed": Words(
        "有 {failed} 次推算没有成功，已略去", "{failed} runs failed and are left out"
    ),
    "diff_few": Words(
        "{pane} 与 A 的差别还在推算，至少要三种运气才有区间。",
        "{pane} against A is still being worked out: an interval needs three kinds of luck.",
    ),
    "diff_equal": Words("{pane} 与 A 的{what}完全相同。", "In {what}, {pane} and A are identical."),
    "diff_unclear": Words(
        "{days} 天平均下来，{pane} 与 A 的{what}看不出明显差别"
        "（{n} 种运气，90% 区间 {low} 至 {high}）。",
        "Over {days} days, no clear difference shows between {pane} and A in {what} "
        "({n} kinds of luck, 90 % interval {low} to {high}).",
    ),
    "diff_clear": Words(
        "{days} 天平均下来，{pane} 的{what}比 A {amount}（{n} 种运气，90% 区间 {low} 至 {high}）。",
        "Over {days} days, {what} is {amount} in {pane} than in A "
        "({n} kinds of luck, 90 % interval {low} to {high}).",
    ),
    "diff_table": Words("数据表", "Table"),
    "diff_day": Words("第几天", "Day"),
    "diff_days": Words("天", "day"),
    "diff_live": Words("这一次", "this run"),
    "diff_mean": Words("平均", "mean"),
    "diff_interval": Words("90% 区间", "90 % interval"),
    # the line that says it first
    "head_both_better": Words(
        "{pane} 的秩序（{order}）和活力（{vitality}）都明显好于 A。",
        "{pane} is clearly better than A in order ({order}) and in vitality ({vitality}).",
    ),
    "head_both_worse": Words(
        "{pane} 的秩序（{order}）和活力（{vitality}）都明显不如 A。",
        "{pane} is clearly worse than A in order ({order}) and in vitality ({vitality}).",
    ),
    "head_both_unclear": Words(
        "{pane} 与 A 的秩序和活力都分不出高下。",
        "Neither in order nor in vitality is it clear which is better, {pane} or A.",
    ),
    "head_both_same": Words(
        "{pane} 与 A 的秩序和活力完全相同。",
        "{pane} and A are identical in order and in vitality.",
    ),
    "head_both_none": Words(
        "{pane} 与 A 的秩序和活力都没有数可比。",
        "{pane} and A have no values of order and vitality to compare.",
    ),
    "head_each": Words(
        "{pane} 与 A 相比：{order}，{vitality}。",
        "{pane} against A: {order}, {vitality}.",
    ),
    "head_better": Words("{what}明显更好（{amount}）", "{what} clearly better ({amount})"),
    "head_worse": Words("{what}明显更差（{amount}）", "{what} clearly worse ({amount})"),
    "head_unclear": Words("{what}分不出高下", "{what} too close to call"),
    "head_same": Words("{what}完全相同", "{what} identical"),
    "head_none": Words("{what}没有数可比", "{what} without values"),
    "head_details": Words("细看：有多确定，其他指标怎样", "How sure, and what else differs"),
    "head_sure": Words(
        "“明显”是说：两边以同样的 {n} 种运气各走一遍，差值的 90% 区间不含零；含零就分不出高下。",
        "A difference is clear where its 90 % interval over the same {n} kinds of luck leaves out "
        "zero; else it is too close to call.",
    ),
    # winners and losers
    "groups": Words("谁受益，谁受损", "Who gains, who loses"),
    "groups_hint": Words(
        "{n} 种运气下 {days} 天的平均；条形是相对 A 栏的变化百分比，横线是 90% 区间。",
        "Means over {days} days and {n} kinds of luck; bars are changes in per cent of pane A, "
        "whiskers 90 % intervals.",
    ),
    "groups_wait": Words("等后台推算出结果再显示。", "Shown once the first runs are done."),
    "group_who": Words("群体", "Group"),
    "group_what": Words("指标", "Measure"),
    "group_difference": Words("差值", "Difference"),
    "group_change": Words("变化", "Change"),
    "group_verdict": Words("判断", "Verdict"),
    "reading_better": Words("改善", "better"),
    "reading_worse": Words("变差", "worse"),
    "reading_different": Words("有变化", "different"),
    "reading_unclear": Words("看不出差别", "not clear"),
    "reading_same": Words("相同", "identical"),
    "reading_none": Words("没有可比的人", "nobody to compare"),
}
