"""Texts of what surrounds every page: head, note, apologies."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    # the page and its head
    "title": Words("街面孪生", "Street twin"),
    "pages": Words("页面", "Pages"),
    "nav_start": Words("首页", "Start"),
    "nav_run": Words("推演", "Explore"),
    "note": Words("示意性孪生，不作预测", "A stylised twin, not a forecast"),
    "about": Words("说明与出处", "About and sources"),
    "about_text": Words(
        "这是一座按真实数据搭起来的示意城区：街道、人口和岗位有出处，摊贩、队伍和每个人的选择"
        "是模型里的假定。它适合用来讨论“换一种管法会怎样”，不能用来预报某条街明天的样子，"
        "也不能评价任何一个单位或个人。",
        "A sketch of a district built on real figures: streets, residents and jobs have sources; "
        "vendors, teams and everyone's choices are assumptions of a model. Use it to discuss what "
        "a different way of governing might do. It cannot tell what a given street will look like "
        "tomorrow, and it says nothing about any real office or person.",
    ),
    "assumed_title": Words("哪些是假定", "What is assumed"),
    "sources_title": Words("数据出处", "Where the data come from"),
    "no_sources": Words("这个城区是程序生成的，没有外部数据。", "This district is generated."),
    "close": Words("关闭", "Close"),
    "language": Words("语言", "Language"),
    "other_language": Words("English", "中文"),
    "theme": Words("明暗", "Light or dark"),
    "theme_auto": Words("跟随系统", "as the system"),
    "theme_light": Words("浅色", "light"),
    "theme_dark": Words("深色", "dark"),
    "skip": Words("跳到地图", "Skip to the map"),
    # when something breaks
    "sorry": Words("这一页出了问题", "Something went wrong on this page"),
    "refused": Words("这个地址打不开", "This address cannot be opened"),
    "sorry_text": Words(
        "请刷新页面重新开始。如果还是这样，把编号 {id} 告诉管理这台服务器的人。",
        "Reload the page to start again. If it stays like this, tell whoever runs this server the "
        "number {id}.",
    ),
    "reload": Words("刷新", "Reload"),
    "home": Words("打开首页", "Open the start page"),
}
