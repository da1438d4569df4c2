"""Texts of the rooms: the door, the phone, the facilitator's board, the projector, the debrief."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    "nav_room": Words("研讨室", "Workshop"),
    "door_room": Words("开一间研讨室", "Open a workshop"),
    "door_room_text": Words(
        "几个队同台推演：手机进场，提方案、锁定、公布、复盘",
        "Teams on one city, in rounds: join by phone, propose, lock, reveal, debrief",
    ),
    # the door
    "room_title": Words("研讨室", "Workshop room"),
    "room_text": Words(
        "一座城、同样的运气，几个队各提各的方案，一轮一轮比着看。手机扫码进场，不用账号，不用上网。",
        "One city and the same luck for all; each team proposes, round by round. People join by "
        "phone: no account, no internet.",
    ),
    "room_enter": Words("凭房号进场", "Join with a code"),
    "room_code": Words("房号", "Room code"),
    "room_code_hint": Words("五个字母，在大屏幕上", "five letters, on the big screen"),
    "room_go": Words("进场", "Join"),
    "room_open": Words("我来主持：开一间", "Facilitate: open a room"),
    "room_open_button": Words("开房间", "Open the room"),
    "room_district": Words("城区", "District"),
    "room_rounds": Words("几轮", "Rounds"),
    "room_days": Words("每轮几天", "Days a round"),
    "room_teams": Words("几个队", "Teams"),
    "room_budget": Words("预算上限（每千人每天多花几元）", "Budget (extra yuan per 1,000 and day)"),
    "room_seed": Words("运气种子", "Seed of luck"),
    "room_levers": Words(
        "开放给各队的杠杆（最多 {most} 个）", "Levers open to teams (at most {most})"
    ),
    "room_chosen": Words("已选 {n} 个", "{n} chosen"),
    # joining
    "room_join": Words("进场：房间 {code}", "Join room {code}"),
    "room_name": Words("怎么称呼你", "Your name"),
    "room_name_hint": Words("可以用化名，大家都看得到", "a nickname will do; everybody sees it"),
    "room_team": Words("队", "Team"),
    "room_team_named": Words("{letter} 队", "Team {letter}"),
    "room_role": Words("替谁说话", "You speak for"),
    "room_wait": Words("正在找回你的座位…", "Finding your seat…"),
    "room_change": Words("换队或换角色", "Change team or role"),
    "room_keep_place": Words("保存", "Save"),
    # phases: what everybody is told
    "phase_lobby": Words("等人到齐", "Waiting for everybody"),
    "phase_open": Words("第 {number} 轮：提方案", "Round {number}: propose"),
    "phase_locked": Words("第 {number} 轮：方案已锁定", "Round {number}: locked"),
    "phase_running": Words("第 {number} 轮：正在推演", "Round {number}: running"),
    "phase_ran": Words(
        "第 {number} 轮：算完了，等着公布", "Round {number}: done, about to be revealed"
    ),
    "phase_revealed": Words("第 {number} 轮：结果", "Round {number}: results"),
    "phase_voting": Words("第 {number} 轮：投票", "Round {number}: vote"),
    "phase_debrief": Words("复盘", "Debrief"),
    "room_of": Words(
        "第 {number} 轮，共 {rounds} 轮，每轮 {days} 天",
        "round {number} of {rounds}, {days} days each",
    ),
    "room_before": Words("一共 {rounds} 轮，每轮 {days} 天", "{rounds} rounds of {days} days"),
    # the phone
    "room_budget_meter": Words("已花 {used}，上限 {most} 元", "{used} of {most} yuan spent"),
    "room_over": Words("超出 {by} 元，减一点才能交", "{by} yuan too much: turn something down"),
    "room_budget_hint": Words(
        "每千名居民每天，比现状多花的钱", "per 1,000 residents and day, above how it was"
    ),
    "room_free": Words("不花钱", "free"),
    "room_price": Words("调满 {price} 元", "{price} yuan at the top"),
    "room_hypothesis": Words("我们预计", "We expect that"),
    "room_hypothesis_hint": Words(
        "一句话：谁会怎样，好多少", "one sentence: what will happen, to whom, how much"
    ),
    "room_send": Words("交方案", "Send the proposal"),
    "room_send_again": Words("重新交", "Send again"),
    "room_sent": Words(
        "{name} 已交上，锁定前还可以改。", "Sent by {name}; it can change until the lock."
    ),
    "room_sent_other": Words("队友 {name} 刚交了一份", "{name} of your team has just sent one"),
    "room_take_over": Words("换成那一份", "Use that one"),
    "room_not_sent": Words(
        "这一轮还没交；不交就照旧。", "Not sent yet; without it the levers stay as they are."
    ),
    "room_locked_text": Words("方案已锁定，不能再改。", "Locked: nothing changes any more."),
    "room_ours": Words("我们队的方案", "Our proposal"),
    "room_as_before": Words("没有交方案，照旧。", "No proposal: the levers stay as they were."),
    "room_look_up": Words("抬头看大屏幕。", "Look at the big screen."),
    "room_vote_for": Words(
        "哪一队的办法，你愿意在自己的街上试？", "Whose way would you try in your own street?"
    ),
    "room_vote_hint": Words(
        "不能投自己的队；收票前可以改。", "Not your own team; you can change it until it closes."
    ),
    "room_voted": Words("你投给 {letter} 队", "You chose team {letter}"),
    # the facilitator
    "room_steps": Words("下一步", "Next step"),
    "room_step_begin": Words("开始第 {number} 轮", "Open round {number}"),
    "room_step_lock": Words("锁定方案", "Lock the proposals"),
    "room_step_run": Words("推演这一轮", "Run the round"),
    "room_step_reveal": Words("公布结果", "Reveal the results"),
    "room_ballot": Words("开始投票", "Open a vote"),
    "room_step_count": Words("收票", "Close the vote"),
    "room_step_close": Words("进入复盘", "Go to the debrief"),
    "room_close_sure": Words("不再推演，进入复盘？再按一次", "No further round? Press again"),
    "room_running": Words("正在推演：{share}%", "Running: {share} %"),
    "room_failed": Words("没有算完，可以再试一次。", "It could not be finished; try again."),
    "room_cards": Words("冲击卡", "Shock cards"),
    "room_cards_hint": Words(
        "锁定前发，各队可以应对；锁定后发，就是突发。",
        "Dealt before the lock, teams can answer; after it, it is a surprise.",
    ),
    "room_deal": Words("发出", "Deal"),
    "room_dealt": Words("已发", "dealt"),
    "room_people": Words("到场 {n} 人", "{n} people here"),
    "room_remove": Words("请出 {name}", "Remove {name}"),
    "room_nobody": Words("还没有人", "nobody yet"),
    "room_proposals": Words("各队方案", "Proposals"),
    "room_team_sent": Words("已交", "sent"),
    "room_team_waits": Words("未交", "not yet"),
    "room_read": Words("看内容（别投到屏幕上）", "read it (not on the projector)"),
    "room_notes": Words("记录", "Notes"),
    "room_note_hint": Words("说了什么，定了什么", "what was said, what was decided"),
    "room_note_add": Words("记下", "Add"),
    "room_links": Words("链接", "Links"),
    "room_stage": Words("打开大屏幕画面", "Open the projector view"),
    "room_desk_link": Words(
        "主持人链接（换设备或请人协助用，别外传）",
        "Facilitator link (for another device; keep it to yourself)",
    ),
    "room_copy": Words("复制", "Copy"),
    "room_copied": Words("已复制", "Copied"),
    "room_join_at": Words("扫码，或打开 {address}", "Scan, or open {address}"),
    "room_only_here": Words(
        "服务器只听本机：手机连不上。请用 twin serve --host 0.0.0.0 重新启动。",
        "The server listens to this machine only, so phones cannot reach it. Start it with "
        "twin serve --host 0.0.0.0.",
    ),
    "room_qr": Words("进场二维码", "QR code to join"),
    # the board
    "room_views": Words("大屏幕看什么", "What the big screen shows"),
    "room_view_results": Words("结果", "Results"),
    "room_view_proposals": Words("方案全文", "Proposals in full"),
    "room_maps": Words("各队的城", "Each team's city"),
    "room_layer_order": Words("秩序：越亮越清爽", "Order: brighter is clearer"),
    "room_layer_vitality": Words("活力：越亮越热闹", "Vitality: brighter is livelier"),
    "room_nothing": Words("不动", "Hands off"),
    "room_plane": Words("秩序与活力", "Order and vitality"),
    "room_plane_hint": Words(
        "从空心走到实心，一天一步；每过一轮一个圆点。",
        "From the hollow mark to the full one, a day a step; a dot at the end of each round.",
    ),
    "room_plane_text": Words(
        "{name}：秩序 {order}，活力 {vitality}", "{name}: order {order}, vitality {vitality}"
    ),
    "room_axis_order": Words("秩序（满分 100）", "order (of 100)"),
    "room_axis_vitality": Words("活力（满分 100）", "vitality (of 100)"),
    "room_who": Words("谁得谁失", "Who gains, who loses"),
    "room_who_hint": Words(
        "这一轮的平均，减去“不动”的同一座城；同样的运气只有一次，小差别别当真。",
        "Means of this round, minus the same city with no lever turned. One run each: small "
        "differences mean little.",
    ),
    "room_who_column": Words("谁", "Who"),
    "room_reading_better": Words("得", "gains"),
    "room_reading_worse": Words("失", "loses"),
    "room_reading_same": Words("持平", "no change"),
    "room_spent": Words("花 {price} 元", "{price} yuan"),
    "room_votes": Words("{n} 票", "votes: {n}"),
    "room_no_results": Words(
        "结果文件不在了，这一轮没法显示。", "The files of this round are gone; it cannot be shown."
    ),
    "room_score_order": Words("秩序", "order"),
    "room_score_vitality": Words("活力", "vitality"),
    "room_unchanged": Words("杠杆没有动", "no lever turned"),
    # the debrief
    "room_debrief": Words("当初怎么想，后来怎样", "What was expected, what came"),
    "room_round": Words("第 {number} 轮", "Round {number}"),
    "room_expected": Words("预计", "Expected"),
    "room_came": Words("结果", "What came"),
    "room_files": Words("带走", "Take it with you"),
    "room_export": Words("整间房（JSON，可重放）", "The whole room (JSON, can be replayed)"),
    "room_report_zh": Words("报告（中文）", "Report in Chinese"),
    "room_report_en": Words("报告（英文）", "Report in English"),
}
