"""Texts of the sweep page: what can be had together, and by which levers."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    "nav_sweep": Words("批量推演", "Sweeps"),
    "sweep_title": Words(
        "秩序和活力能同时做到多好", "How much order and vitality can be had together"
    ),
    "sweep_choose": Words("看哪一批", "Which sweep"),
    "sweep_none": Words("这里还没有批量推演的结果", "No results of a sweep here"),
    "sweep_none_text": Words(
        "批量推演把政策杠杆的许多种组合各推演若干遍。先在命令行跑一批，再让服务器带着结果文件夹启动：",
        "A sweep runs many combinations of levers several times each. Run one on the command line, "
        "then start the server with the folder of its results:",
    ),
    "sweep_empty": Words("这一批还没有推演完的结果。", "Nothing of this sweep has finished yet."),
    "sweep_about": Words(
        "{district}，每次推演 {days} 天，{spots} 种方案，共 {done} 次。",
        "{district}, {spots} policies, {done} runs of {days} days each.",
    ),
    "sweep_failed": Words("另有 {failed} 次没有成功。", "{failed} more did not succeed."),
    "sweep_sentence": Words(
        "{spots} 种方案里，有 {best} 种在可达边界上：同样的秩序，找不到活力更高的做法。",
        "Of {spots} policies, {best} lie on the frontier: at the same order, none here has more "
        "vitality.",
    ),
    "sweep_here_on": Words("{here}就在边界上。", "{here} lies on it."),
    "sweep_here_in": Words(
        "{here}在边界以内：秩序不降，活力还可提高 {up} 分；活力不降，秩序还可提高 {right} 分。",
        "{here} lies inside it: {up} points more vitality could be had at no less order, {right} "
        "points more order at no less vitality.",
    ),
    "sweep_caution": Words(
        "边界两点之间的直线表示两种做法混合使用；边界上的点也有运气成分，看区间是否重叠再下结论。",
        "Straight pieces stand for mixtures of two policies. Points on the frontier owe something "
        "to luck: see whether intervals overlap before you conclude.",
    ),
    "sweep_here": Words("当前政策", "The current policy"),
    "sweep_near": Words("最接近当前政策的方案", "The policy nearest to the current one"),
    "sweep_front": Words("可达边界", "Frontier"),
    "sweep_inside": Words("边界以内", "Inside"),
    "sweep_chosen": Words("选中的方案", "The chosen policy"),
    "sweep_hint": Words("点一个点，看它是怎么做到的。", "Click a point to see how it is done."),
    "sweep_spot": Words("方案 {n}", "Policy {n}"),
    "sweep_levers": Words("杠杆", "Levers"),
    "sweep_outcomes": Words("结果", "Outcomes"),
    "sweep_runs": Words("{n} 次推演的平均值和 90% 区间", "Means of {n} runs and 90 % intervals"),
    "sweep_explore": Words("用这套方案推演", "Explore this policy"),
    "sweep_compare": Words("与现状对比", "Compare with the baseline"),
    "sweep_table": Words("边界上的方案", "Policies on the frontier"),
    "sweep_number": Words("方案", "Policy"),
    "sweep_pick": Words("看", "See"),
    "sweep_whole": Words("全部 {n} 种方案", "All {n} policies"),
    "sweep_picked": Words("看{name}", "See {name}"),
}
