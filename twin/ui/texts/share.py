"""Texts of the dialog that shares what is on the screen."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    "share": Words("分享", "Share"),
    "share_link": Words("链接", "Link"),
    "share_link_hint": Words(
        "打开链接，就回到同一座城、同样的操作、同一个小时：{when}。",
        "Whoever opens it finds the same city, the same turns and the same hour: {when}.",
    ),
    "share_too_long": Words(
        "做过的事太多，链接放不下。请下载笔记，里面一件不少。",
        "Too much was done to fit into a link. Take the notebook: it has all of it.",
    ),
    "share_copy": Words("复制", "Copy"),
    "share_copied": Words("已复制", "Copied"),
    "copy_link": Words("复制链接", "Copy link"),
    "copy_refused": Words(
        "浏览器不让写剪贴板，请从地址栏或“分享”里复制。",
        "The browser keeps the clipboard closed: copy the address bar, or use Share.",
    ),
    "link_copied": Words(
        "链接已复制，打开停在这一小时：{when}。", "Link copied. It opens at this hour: {when}."
    ),
    "link_long": Words(
        "做过的事太多，链接放不下：请用“分享”里的笔记。",
        "Too much was done to fit into a link: take the notebook under Share.",
    ),
    "panes_copied": Words(
        "链接已复制，打开就是这几栏，从头走起。",
        "Link copied. It opens these panes, at their beginning.",
    ),
    "share_files": Words("下载", "Download"),
    "share_map": Words("地图（PNG）", "Map (PNG)"),
    "share_report_zh": Words("报告（中文）", "Report in Chinese"),
    "share_report_en": Words("报告（英文）", "Report in English"),
    "share_csv_zh": Words("每日指标（CSV，中文表头）", "Indicators by day (CSV, Chinese headings)"),
    "share_csv_en": Words("每日指标（CSV，英文表头）", "Indicators by day (CSV, English headings)"),
    "share_csv_names": Words("每日指标（CSV，变量名）", "Indicators by day (CSV, names)"),
    "share_svg": Words("曲线图（SVG）", "Curves (SVG)"),
    "share_notebook": Words("笔记（Jupyter）", "Notebook (Jupyter)"),
    "share_no_day": Words(
        "报告和指标要等满一天才有。", "Reports and indicators need one whole day at least."
    ),
    "share_code": Words("看代码", "Show me the code"),
    "share_code_hint": Words(
        "装了同一版本（{version}）的人，用下面任何一种都得出同样的数字和同样的指纹。",
        "With the same version ({version}) each of these gives the same figures and digest.",
    ),
    "share_command": Words("命令行", "Command line"),
    "share_python": Words("Python 代码", "Python lines"),
    "share_digest": Words("数字指纹", "Digest"),
}
