"""Texts of the page for a visitor's own files: a district, a case file."""

from agents.knob import Words

TEXT: dict[str, Words] = {
    "nav_data": Words("你的城区", "Your district"),
    "data_title": Words("用你自己的数据", "Bring your own data"),
    "data_text": Words(
        "上传街道边界，就能在这里推演你的城区；上传热线或城管案件，"
        "就能和模拟结果放在一起看。文件只在"
        "这台服务器上处理，只有你这个浏览器看得到；访问结束约十分钟后自动删除。",
        "Upload the boundaries of streets and explore your district here; upload the cases of a "
        "hotline and see them beside a simulated run. Files stay on this server, are open to this "
        "browser only, and go about ten minutes after your visit ends.",
    ),
    # the form
    "data_pick": Words("选择文件", "Choose files"),
    "data_pick_one": Words("选择文件", "Choose a file"),
    "data_drop": Words("或拖到这里", "or drop them here"),
    "data_limits": Words(
        "最多 {files} 个文件，合计不超过 {size} MB", "Up to {files} files, {size} MB in all"
    ),
    "data_remove": Words("去掉", "Remove"),
    "data_must": Words("必选", "needed"),
    "data_more": Words("更多说明（可选）", "More about the files (optional)"),
    "data_choose": Words("请选择", "choose"),
    "data_no_file": Words("还没有选择文件。", "No file has been chosen yet."),
    "data_too_large": Words(
        "文件太多或太大。先裁剪到本区并简化边界，或在命令行用 twin district import 导入。",
        "Too many files, or too large. Clip them to the district and simplify the shapes first, "
        "or import them on the command line with twin district import.",
    ),
    "data_sending": Words("正在上传……", "Sending the files ..."),
    "data_working": Words("正在处理，已完成 {share}%", "At work, {share} % done"),
    "data_broken": Words(
        "这些文件处理不了，原因不明。请把编号 {id} 告诉管理这台服务器的人。",
        "These files could not be used, and it is not clear why. Tell whoever runs this server "
        "the number {id}.",
    ),
    # a district
    "form_district_title": Words("一个城区", "A district"),
    "form_district_text": Words(
        "只有街道边界就够了（GeoJSON；装了扩展组件的服务器还能读 Shapefile、"
        "GeoPackage 和 .osm）；也可以"
        "加上街道表、设施点、分时人流（CSV 或 xlsx）。没给的数据由程序假设，并逐条列出。",
        "Boundaries of streets are enough (GeoJSON; shapefile, GeoPackage and .osm where the "
        "server has the extra for them). Sheets of streets, facilities and hours may come along "
        "(CSV or xlsx). What is not given is assumed, and each assumption is listed.",
    ),
    "form_district_start": Words("导入", "Import"),
    "form_crs": Words("坐标系", "Datum"),
    "form_crs_hint": Words(
        "由你声明，程序从不猜测；选错会偏几百米。",
        "You declare it; it is never guessed. A wrong one shifts everything by hundreds of metres.",
    ),
    "form_crs_wgs84": Words("WGS-84（GPS、OpenStreetMap、天地图）", "WGS-84 (GPS, OpenStreetMap)"),
    "form_crs_gcj02": Words("GCJ-02（高德、腾讯）", "GCJ-02 (AMap, Tencent)"),
    "form_crs_bd09": Words("BD-09（百度）", "BD-09 (Baidu)"),
    "form_crs_epsg": Words("其他（EPSG 编号）", "another one, by its EPSG number"),
    "form_epsg": Words("EPSG 编号", "EPSG number"),
    "form_epsg_hint": Words(
        "例如 4490（CGCS2000）或 4528。", "For example 4490 (CGCS2000) or 4528."
    ),
    "form_name": Words("城区名称", "Name of the district"),
    "form_name_hint": Words("不填则用文件名。", "Without one, the name of the first file."),
    "form_kind": Words("人口口径", "Kind of population"),
    "form_kind_hint": Words(
        "文件里有人口时必须说明：几种口径能差三分之一。",
        "Needed where a file gives a population: kinds can differ by a third.",
    ),
    "form_kind_none": Words("没有人口数据", "no population is given"),
    "form_kind_resident": Words("常住人口", "resident"),
    "form_kind_registered": Words("户籍人口", "registered"),
    "form_kind_census": Words("普查人口", "census"),
    "form_year": Words("人口年份", "Year of the population"),
    "form_year_hint": Words("例如 2020。", "For example 2020."),
    "form_population": Words("全区总人口", "Population of the whole district"),
    "form_population_hint": Words(
        "只知道总数时填，按面积分摊。", "If only the total is known: it is shared out by area."
    ),
    "form_codes": Words("街道名单", "List of all streets"),
    "form_codes_hint": Words(
        "CSV，两列：code（代码）、name（名称）。用来核对少了哪些街道、多了哪些"
        "（命令行的 --codes）。",
        "CSV with the columns code and name: tells which streets are missing and which do not "
        "belong (--codes of the command line).",
    ),
    "form_aliases": Words("简称与旧名", "Short and old names"),
    "form_aliases_hint": Words(
        "CSV，两列：written（表里怎么写）、street（街道的全名或代码）（命令行的 --aliases）。",
        "CSV with the columns written (as in your sheets) and street (its full name or code) "
        "(--aliases of the command line).",
    ),
    "form_source": Words("数据来源", "Where the files come from"),
    "form_source_hint": Words("会显示在“说明与出处”里。", "Shown under About and sources."),
    "form_licence": Words("许可", "Licence"),
    "form_licence_hint": Words("例如 ODbL-1.0。", "For example ODbL-1.0."),
    "form_attribution": Words("署名", "Attribution"),
    "form_attribution_hint": Words(
        "许可要求注明的那句话。", "The line that the licence asks to be shown."
    ),
    "form_encoding": Words("CSV 编码", "Encoding of CSV files"),
    "form_encoding_hint": Words(
        "旧版 Excel 导出的中文表常为 GB18030。", "Chinese exports of Excel are often GB18030."
    ),
    "form_encoding_utf-8-sig": Words("UTF-8 编码", "UTF-8"),
    "form_encoding_gb18030": Words("GB18030 编码", "GB18030"),
    "form_sure": Words("坐标系确认无误", "The datum is right"),
    "form_sure_hint": Words(
        "提示坐标系可疑时，核对之后再勾选。",
        "Only where the import doubts the datum and you have checked it.",
    ),
    # what the import found
    "data_report": Words("导入报告", "Report of the import"),
    "data_explore": Words("推演这个城区", "Explore this district"),
    "data_take": Words("下载城区（zip）", "Download the district (zip)"),
    "data_own": Words("这次访问导入的城区", "Districts of this visit"),
    "data_imported": Words(
        "{name}：{streets} 个街道，{area} km²，{population} 人，已经可以推演；"
        "其中 {assumed} 项是假设。",
        "{name}: {streets} streets, {area} km², {population} residents. It is ready to be "
        "explored; {assumed} things about it are assumed.",
    ),
    "found_streets": Words("街道", "Streets"),
    "found_adjacencies": Words("相邻街道对", "Pairs of neighbours"),
    "found_area_km2": Words("面积 km²", "Area, km²"),
    "found_stated_km2": Words("给出的面积 km²", "Stated area, km²"),
    "found_cells": Words("单元格", "Cells"),
    "found_population": Words("人口", "Residents"),
    "found_assumed": Words("按密度假设", "assumed from a density"),
    "found_population_kind": Words("口径", "Kind"),
    "found_population_year": Words("年份", "Year"),
    "found_warnings": Words("提醒", "Warnings"),
    "found_assumptions": Words("假设", "Assumed"),
    "found_unmatched": Words("没有对上街道的行", "Rows that fit no street"),
    "found_missing": Words("名单里有、文件里没有的街道", "Streets on the list that no file has"),
    "found_unlisted": Words("文件里有、名单里没有的街道", "Streets that the list does not have"),
    "found_credits": Words("署名与许可", "Attribution and licence"),
    # a case file
    "form_cases_title": Words("一份案件数据", "A case file"),
    "form_cases_text": Words(
        "12345 热线、311 或城管案件的导出表（CSV、xlsx），一行一件。"
        "算出的统计量与“{place}”模拟 {days} "
        "天的结果并排，两边用同一套算法。",
        "An export of 12345, 311 or city management (CSV, xlsx), a row for each case. Its "
        "statistics stand beside those of {days} simulated days of {place}, computed by the same "
        "function.",
    ),
    "form_cases_start": Words("并排比较", "Set side by side"),
    "form_map": Words("列映射", "Column mapping"),
    "form_map_hint": Words(
        "说明哪一列是什么；自己的映射是一个 .toml 文件（写法见 docs/case-files.md），"
        "和案件表一起上传。可另附"
        " neighbours.csv（相邻片区）和 residents.csv（居民数）。",
        "Says which column is what. One of your own is a .toml file (docs/case-files.md) that "
        "comes with the cases. neighbours.csv and residents.csv of the areas may come too.",
    ),
    "form_map_own": Words("我上传的 .toml 文件", "the .toml file I upload"),
    "data_compared": Words("真实与模拟", "Real beside simulated"),
    "data_figure": Words("统计量", "Figure"),
    "data_real": Words("真实案件", "Real cases"),
    "data_simulated": Words("模拟案件", "Simulated cases"),
    "data_hours": Words("一天里什么时候立案", "When in the day cases are opened"),
    "data_hours_table": Words("用表格看各小时", "The hours as a table"),
    "data_hour": Words("时", "Hour"),
    "data_weekdays": Words("各星期日均案件", "Cases a day by weekday"),
    "data_weekday": Words("星期", "Weekday"),
    "data_table": Words("全部统计量", "All figures"),
    "data_no_hours": Words(
        "这份文件只有日期，没有钟点。", "This file holds dates only, no hours of the day."
    ),
    "says_per_day": Words(
        "真实每天 {real} 件，模拟 {simulated} 件。",
        "{real} real cases a day, {simulated} simulated.",
    ),
    "says_median": Words(
        "办结用时中位数：真实 {real} 天，模拟 {simulated} 天。",
        "Half are closed within {real} days in the file, {simulated} in the run.",
    ),
    "says_gini": Words(
        "片区间集中程度（基尼系数）：真实 {real}，模拟 {simulated}。",
        "Concentration over areas (Gini): {real} real, {simulated} simulated.",
    ),
    "says_busiest": Words(
        "立案最多的钟点：真实 {real} 时，模拟 {simulated} 时。",
        "The busiest hour begins at {real}:00 in the file, at {simulated}:00 in the run.",
    ),
    "data_cases_note": Words(
        "办结用时按乘积极限法估计，未结案件按仍未办结计；作废案件不计；"
        "模拟中过期失效的视为始终未办结。“重复”"
        "在真实文件里按其标记，在模拟中指同一网格同类问题 30 日内再次立案，"
        "两者不是一回事。模拟为一个种子的"
        " {days} 天：差别大不等于模型错，也可能是口径不同。",
        "Time to close is a product-limit estimate: open cases count as still open, void ones not "
        "at all; a simulated case that lapsed was never closed. A repeat is what a file marks as "
        "one; in a run it is a case of the same kind and cell within 30 days. The run is {days} "
        "days under one seed: a gap may be the model's, or what is counted may differ.",
    ),
}
