"""Texts of the page of one city: map, clock, levers, numbers, charts."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    # transport
    "drive": Words("运行控制", "Running the city"),
    "play": Words("运行", "Play"),
    "pause": Words("暂停", "Pause"),
    "step": Words("前进", "Forward"),
    "step_hour": Words("1 小时", "1 hour"),
    "step_day": Words("1 天", "1 day"),
    "step_week": Words("1 周", "1 week"),
    "speed": Words("快慢", "Speed"),
    "speed_hours": Words("每秒 {n} 小时", "{n} h/s"),
    "speed_days": Words("每秒 {n} 天", "{n} days/s"),
    "speed_day": Words("每秒 1 天", "1 day/s"),
    "speed_most": Words("最快", "flat out"),
    "reset": Words("从头再来", "Start again"),
    "reset_hint": Words("回到开局那一刻，政策设置保留", "Back to the opening; levers stay as set"),
    "keys_hint": Words(
        "空格键运行或暂停；左右箭头后退、前进 1 小时，按住 Shift 为 1 天；B 从此分岔；"
        "C 复制链接；Ctrl+Z 撤销改动",
        "Space plays and pauses; left and right step an hour back or on, with Shift a day; B opens "
        "two futures; C copies the link; Ctrl+Z takes a change back",
    ),
    # the map
    "layers_label": Words("地图显示什么", "What the map shows"),
    "licensed": Words("摊位内的摊贩", "Vendors on a licence"),
    "unlicensed": Words("无证摊贩", "Vendors without one"),
    "teams": Words("执法队伍", "Teams"),
    "hollow": Words("空心：巡查或途中；实心：处置中", "Hollow: on the move; solid: at work"),
    "zoom_in": Words("放大", "Zoom in"),
    "zoom_out": Words("缩小", "Zoom out"),
    "zoom_fit": Words("看全区", "Show the whole district"),
    "comma": Words("、", ", "),
    "map_text": Words(
        "{title}地图，{clock}。秩序 {order}，活力 {vitality}。{vendors} 个摊贩在出摊，"
        "{teams} 支队伍在岗。",
        "Map of {title}, {clock}. Order {order}, vitality {vitality}. {vendors} vendors trading, "
        "{teams} teams on duty.",
    ),
    "living": Words("常住居民", "Residents"),
    "jobs": Words("就业岗位", "Jobs"),
    "land_0": Words("居住", "Housing"),
    "land_1": Words("商业", "Shops"),
    "land_2": Words("办公", "Offices"),
    "land_3": Words("公园绿地", "Park"),
    "land_4": Words("交通枢纽", "Transport"),
    # date and hour
    "clock_date": Words(
        "{month} 月 {date} 日 {weekday} · 第 {day} 天", "{weekday} {date} {month} · day {day}"
    ),
    "before_dawn": Words("凌晨 {hour} 点", "{hour} am"),
    "morning": Words("上午 {hour} 点", "{hour} am"),
    "noon": Words("中午 {hour} 点", "{hour} noon"),
    "afternoon": Words("下午 {hour} 点", "{hour} pm"),
    "evening": Words("晚上 {hour} 点", "{hour} pm"),
    "midnight": Words("零点", "midnight"),
    # levers
    "levers": Words("政策", "Policy"),
    "policy": Words("从一套现成做法开始", "Start from a known policy"),
    "own_policy": Words("自定（在“{base}”上改动）", "Your own, from “{base}”"),
    "leaves_out": Words("没有包括的", "What it leaves out"),
    "group_turned": Words("改动 {n} 项", "{n} turned"),
    "cost": Words("成本：{cost}", "Cost: {cost}"),
    "lever_cost": Words("每高一个单位的成本：{cost}", "Cost of each unit more: {cost}"),
    "lever_search": Words("查找政策，如“摊位”", "Find a lever, e.g. pitch"),
    "lever_none": Words("没有对得上的政策", "No lever fits"),
    "lever_chips": Words("已改动的政策", "Levers that were turned"),
    "lever_more": Words("另外 {n} 项", "{n} more"),
    "lever_reset": Words("恢复到现状值", "Back to the baseline value"),
    "lever_default": Words("现状 {value}", "baseline {value}"),
    "lever_live": Words("下一小时生效", "acts from the next hour"),
    "lever_restart": Words("从头再来后生效", "acts after starting again"),
    "evidence": Words("依据", "Evidence"),
    "level_0": Words("无", "none"),
    "level_1": Words("弱", "low"),
    "level_2": Words("中", "medium"),
    "level_3": Words("强", "high"),
    "level_4": Words("满", "full"),
    "amount_0": Words("没有", "none"),
    "amount_1": Words("少", "few"),
    "amount_2": Words("不少", "many"),
    "amount_3": Words("很多", "very many"),
    "amount_4": Words("最多", "most"),
    # a story
    "story_notice": Words("看什么", "What to notice"),
    "story_try": Words("可以试试", "What to try"),
    "story_leave": Words("退出这个情景", "Leave the story"),
    # numbers and charts
    "numbers": Words("现在怎么样", "How it stands"),
    "same": Words("和开局差不多", "about as at the opening"),
    "up": Words("比开局高 {n} 分", "{n} up on the opening"),
    "down": Words("比开局低 {n} 分", "{n} down on the opening"),
    "half_closed": Words(
        "一半的案件在 {n} 小时内办结。", "Half of all cases are closed within {n} hours."
    ),
    "day_behind": Words("昨天一整天的数", "Figures of the last whole day"),
    "trend": Words("秩序与活力的走势", "Order and vitality over time"),
    "plane": Words("秩序—活力", "Order against vitality"),
    "plane_hint": Words(
        "右上角是又有序又有活力；点的尾迹是最近走过的路。",
        "Top right is orderly and alive; the tail shows the way it came.",
    ),
    "days": Words("天", "days"),
    "start": Words("开局", "opening"),
}
