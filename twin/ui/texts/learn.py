"""Texts of the lessons' pages; what a single lesson says is in its own folder."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    "nav_learn": Words("跟课学", "Learn"),
    # the list
    "learn_title": Words("七堂课：先猜，再看", "Seven lessons: guess first, then look"),
    "learn_text": Words(
        "每堂课问几个问题。先写下你的猜测，再让电脑里的城真的跑一遍，把猜的和跑出来的摆在一起。"
        "猜错不丢人：好几处连写这个模型的人也猜错了。",
        "Each lesson asks a few questions. Put down your guess, let the city in the computer run, "
        "and look at the two side by side. Wrong guesses are welcome: the people who wrote this "
        "model have made several.",
    ),
    "learn_minutes": Words("约 {n} 分钟", "about {n} minutes"),
    "learn_screens": Words("{n} 屏", "{n} screens"),
    # around a screen
    "learn_all": Words("全部课程", "All lessons"),
    "learn_where": Words("第 {k} 屏，共 {n} 屏", "Screen {k} of {n}"),
    "learn_way": Words("这堂课的进度", "How far this lesson is"),
    "learn_back": Words("上一屏", "Back"),
    "learn_next": Words("下一屏", "Next"),
    "kind_read": Words("读", "Read"),
    "kind_predict": Words("猜", "Guess"),
    "kind_run": Words("跑", "Run"),
    "kind_see": Words("看", "Compare"),
    "kind_explain": Words("想", "Explain"),
    "kind_sandbox": Words("玩", "Try it"),
    # guessing
    "way_up": Words("变高、变多", "It goes up"),
    "way_down": Words("变低、变少", "It goes down"),
    "way_undecided": Words("差不多，看不出差别", "Much the same"),
    "learn_slide": Words(
        "变化百分之几？往左是减少，往右是增加；不变就按回车",
        "By how many per cent? Left is less, right is more; press Enter for no change",
    ),
    "learn_least": Words("减少 {n}%", "{n} % less"),
    "learn_most": Words("增加 {n}%", "{n} % more"),
    "learn_none": Words("不变", "no change"),
    "learn_unset": Words("还没猜", "no guess yet"),
    "learn_answer": Words(
        "还有 {n} 个问题没猜。先猜一个再看，才知道自己原来怎么想。",
        "Questions still open: {n}. Guess first: only then will you know what you thought before.",
    ),
    # running
    "learn_plan": Words(
        "{arms} 种管法，每种在“{district}”里跑 {pairs} 遍，每遍 {days} 天（之前先过 {burn} 天，让城"
        "安定下来）。第几遍用第几种运气，几种管法碰到的运气一样，所以比得公平。",
        "Ways to govern: {arms}. Each is run {pairs} times in the {district} for {days} days, "
        "after {burn} days in which the city settles. Every time brings other luck, but the same "
        "luck for all ways, so that the comparison is fair.",
    ),
    "learn_start": Words("开始跑", "Run them"),
    "runs_waiting": Words("前面有人正在跑，排一下队……", "Somebody else's runs come first …"),
    "runs_going": Words("正在跑：{n}%", "Running: {n} %"),
    "runs_done": Words("跑完了。去看看你猜得怎样。", "Done. Now see how your guesses fared."),
    "runs_broken": Words(
        "没有跑成，原因记在服务器日志里。请刷新再试。",
        "The runs broke off; why is in the server's log. Reload and try again.",
    ),
    "learn_run_first": Words("先按“开始跑”，再往下走。", "Run them first, then go on."),
    "learn_usual": Words("和平时一样", "as usual"),
    "learn_shock": Words("遇上：{what}", "meets: {what}"),
    # guess beside result
    "learn_beside": Words("你猜的，和跑出来的", "Your guess, and what came of it"),
    "learn_you": Words("你猜", "You said"),
    "learn_model": Words("模型", "The model"),
    "learn_no_guess": Words("没有猜", "no guess"),
    "verdict_hit": Words("如你所料", "As you thought"),
    "verdict_near": Words("方向对了，大小有出入", "The right way, but another size"),
    "verdict_miss": Words("和你想的不一样", "Not what you thought"),
    "verdict_open": Words("看不出值得一提的差别", "No difference worth the name"),
    "learn_in_days": Words("第 {first} 至 {last} 天：", "Days {first} to {last}: "),
    "learn_versus": Words(
        "{what}：“{a}”下 {x}，“{b}”下 {y}",
        '{what}: {x} under "{a}", {y} under "{b}"',
    ),
    "learn_within": Words(
        "“{a}”下，{what}是 {x}，{other}是 {y}", 'under "{a}", {what} is {x} and {other} is {y}'
    ),
    "learn_then": Words(
        "“{a}”下，{what}在第 {first} 至 {last} 天是 {x}，后来是 {y}",
        'under "{a}", {what} is {x} on days {first} to {last}, and later {y}',
    ),
    "learn_clear": Words(
        "{text}，{amount}（{n} 对，90% 区间 {low} 至 {high}）。",
        "{text}; that is {amount} ({n} pairs, 90 % interval {low} to {high}).",
    ),
    "learn_small": Words(
        "{text}。差别太小，或者分不出是不是运气（{n} 对，90% 区间 {low} 至 {high}）。",
        "{text}. The difference is too small, or cannot be told from luck ({n} pairs, 90 % "
        "interval {low} to {high}).",
    ),
    "learn_first": Words(
        "{what}最{way}的是“{arm}”：{x}，比下一名{amount}（{n} 对，90% 区间 {low} 至 {high}）。",
        '"{arm}" has the {way} {what}: {x}, {amount} than the next ({n} pairs, 90 % interval '
        "{low} to {high}).",
    ),
    "learn_no_first": Words(
        "{what}最{way}的是谁，这几遍分不出来：领先的两个差得太少"
        "（{n} 对，90% 区间 {low} 至 {high}）。",
        "Which has the {way} {what} cannot be told from these runs: the first two are too close "
        "({n} pairs, 90 % interval {low} to {high}).",
    ),
    "learn_highest": Words("高", "highest"),
    "learn_lowest": Words("低", "lowest"),
    # pictures
    "learn_street": Words(
        "这就是课上的城，上午十一点。每一格一百米见方，越显眼的格子越乱；圆点是正在摆的摊"
        "（实心的有证，空心的没有）。",
        "This is the city of the lesson, at eleven in the morning. A square is a hundred metres "
        "wide, and the more it stands out, the untidier it is. Dots are open stalls, filled where "
        "they have a licence, hollow where they have none.",
    ),
    "learn_maps": Words(
        "最后一天晚上六点。越显眼的格子，{layer}越低；圆点是摊（实心有证，空心无证）。",
        "Six in the evening of the last day. The more a square stands out, the lower {layer}; "
        "dots are stalls, filled with a licence, hollow without.",
    ),
    "learn_maps_high": Words(
        "最后一天晚上六点。越显眼的格子，{layer}越高；圆点是摊（实心有证，空心无证）。",
        "Six in the evening of the last day. The more a square stands out, the higher {layer}; "
        "dots are stalls, filled with a licence, hollow without.",
    ),
    "learn_map_of": Words(
        "“{arm}”：{licensed} 个有证的摊、{unlicensed} 个没证的摊开着。",
        '"{arm}": stalls open with a licence {licensed}, without {unlicensed}.',
    ),
    "learn_levels": Words(
        "每个点是 {n} 遍的平均，横线是 90% 区间。",
        "Each dot is the mean of {n} runs, the line its 90 % interval.",
    ),
    "learn_course": Words(
        "每天的{what}（{unit}），{n} 遍平均；浅色带从最低的一遍到最高的一遍。",
        "{what} by day ({unit}), mean of {n} runs; the pale band reaches from the lowest run to "
        "the highest.",
    ),
    "learn_plane": Words(
        "往右更有秩序，往上更有活力。连线的是同一种办法从松到严，单独的点是别的出路。",
        "Right is more order, up is more life. The line joins one way of governing from slack to "
        "strict; the single points are other ways.",
    ),
    "learn_case": Words(
        "每种管法下，用时不多不少、排在正中间的一件联办事。",
        "Under each way, the matter for several departments whose time lies in the middle.",
    ),
    "learn_case_took": Words("从发现到评价：{n} 小时", "From noticed to evaluated: {n} hours"),
    "learn_case_told": Words("这件事的经过", "The life of this case"),
    "learn_no_case": Words("这一遍没有办结的联办事。", "No joint matter was closed in this run."),
    "learn_table": Words("数据表", "Table"),
    "learn_making": Words("图要等跑完才有：{n}%", "Pictures come when the runs are done: {n} %"),
    # in one's own words
    "learn_own": Words("用你自己的话", "In your own words"),
    "learn_own_hint": Words(
        "写给自己看。只留在这个浏览器里，不会发到任何地方。",
        "For yourself. It stays in this browser and is sent nowhere.",
    ),
    "learn_doors": Words("从这里走出去", "Where to go from here"),
}
