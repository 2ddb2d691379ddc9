"""Measure words, and the words around a number that say how it is meant, as regular expressions over normalised text."""

from __future__ import annotations

import re

_NOUNS = """
条 件 份 篇 期 次 人 名 家 个 项 起 宗 场 批 元 户 处 部 本 册 例 封 页 只 卷 幅 块 台 通 位 款 则 类 栏 站 所 张 套 组 版 节 字
天 日 年 月 轮 道 榜 回 种 里 个百分点 百分点 个工作日 工作日 个人 个月 个小时 个班次 个版 个次 个名次 分钟 小时 秒 季度 季 周
倍 番 平方米 平方公里 平方千米 立方米 公里 公顷 公斤 千克 千米 千瓦时 千瓦 毫米 厘米 米 亩 吨 斤 克 升 担 岁 分 角 块钱
微克/立方米 μg/m³ μg/m3 毫克每升 立方米每秒 吨/日 元/张 % ‰ 人次 美元 港元 欧元 MB GB TB min h NTU
乡 镇 村 县 省 校 院 席 座 支 枚 根 档 桩 段 片 班 盏 票 笔 艘 趟 车 辆 遍 间 集 面 顶 株 颗 羽 头 匹 尾 剂 具 副 单 口 发 架 栋
路 课 课时 讲 问 证 赞 床 层 届 排 晚 更 下 号 堂 对 员 人份 头只 大类 小类 小项 大项 大张 标箱 听众 粉 屏 样 案 事 稿 职 拨 茬
纸 台套 桶 盒 箱 袋 包 杯 瓶 针 枪 個 條 項 戶
"""
# No measure word where its character begins another word: 36.2部分公开, 3处理. The measure word, then what must not follow it.
_NOT_BEFORE_WORDS = """
部分门 处理罚置 分配别类为解析局管布期批级 本年级市县区局机单期部 单位独一 对申于外此该 发布表文放送生展改证现 支出持付撑队 回应复访
日常报 版本 升至到级高为 口岸头径 下列降发达一属半乡 事项业故务 证明据书照 路线径 面积向对临 员工 集中体团 片区 排名在查放
更新正多改加为 号召码文 职责能工务业权 案件例 样本 稿件 段落 班子 头条版 包括含 问题 院长 校长园 县级市直区政内（ 省级直政内
镇级政街 村级民委务 乡级镇政村 课题程 层面次级 针对 纸质 站点 里面程 栏目 类别似型 节约日能省假 字号 道路 位于居置 场所地
组织成建 年度 名称单录 批复准示评 通过知报告 届时 周期边 款项 套路 点击 例如外 起草步 所属有在以需 项目 家庭 则为是 块状 粉丝
台账 种植子 县1
"""
_NOT_BEFORE: dict[str, str] = {}
for _word in _NOT_BEFORE_WORDS.split():
    _NOT_BEFORE[_word[0]] = _NOT_BEFORE.get(_word[0], "") + _word[1:]
_NOT_BEFORE["县"] += " "
NOUNS = tuple(dict.fromkeys(_NOUNS.split()))


def _alternatives(words: tuple[str, ...]) -> str:
    """A regex for the longest of `words`: branches by first character, so that a place is given up after one look."""
    tree: dict[str, list[str]] = {}
    for word in words:
        tree.setdefault(word[0], []).append(word[1:])
    branches = []
    for first, tails in tree.items():
        long = "|".join(re.escape(tail) for tail in sorted(filter(None, tails), key=len, reverse=True))
        alone = f"(?![{_NOT_BEFORE[first]}])" if first in _NOT_BEFORE else ""
        branches.append(re.escape(first) + (f"(?:{long}{'|' + alone if '' in tails else ''})" if long else alone))
    return "(?:" + "|".join(branches) + ")"


NOUN = _alternatives(NOUNS)
# A gloss of a traditional mirror stands behind the character that it tells how to say: 場（chǎng）次.
GLOSS = r"(?:（[a-zà-üāēīōūǎěǐǒǔǖǘǚǜńňǹḿɡ]{1,7}）)"
# 条（次）, 条（篇、期）, 台（套）, 条次, 头只次, 条/份/次
UNIT = rf"(?:{NOUN}{GLOSS}?(?:次(?!次){GLOSS}?)?(?:（{NOUN}次?(?:[、，/]{NOUN}次?){{0,4}}）|(?:/{NOUN}){{1,3}})?)"
# White space between a number and its measure word; mark-up that a page's text was not freed of.
GAP = r"(?:&nbsp[;；]|(?:</?(?:span|font|strong|b|i|u|em)>){1,2}|[ ？□]{0,2}(?:\r?\n)?[ ]{0,2})"
# What leads a number and belongs to it. 节约, 签约, 预约, 最近, 不过 are words of their own.
BEFORE = (
    r"(?:大约|大概|约莫|(?<![节签预履折违契公誓邀合])约|将近|几近|接近|逼近|(?<![最附靠邻新临])近|不到|不足|不下|不低于|"
    r"超过|超出|突破|(?<!不)超|逾|(?<![不来通开经超跨])过)"
)
AFTER = r"(?:以上|左右|上下|出头|有余|开外|还多|还不止|不止|挂零|有奇|稍欠|余(?![万亿额下])|多(?=[，。；、）\s]))"
# 多 ends the expression only where no measure word stands before it or a ratio does: 两倍多, but 比去年70条多26条.
AFTER_RATIO = rf"(?:{AFTER}|多(?![个样元次方层种年位数家名项于出了少]))"

AT_LEAST = re.compile(
    r"[余佘多]|(?<=[0-9万亿千余])\+|以上|超|突破|逾|过(?=[半百千万五])|不下|不低于|[上数几](?=[十百千万亿])|(?<=[十百千零])几|"
    r"出头|开外|不止|挂零|有奇|强$|数以"
)
_VAGUE = r"(?<![〇零一二三四五六七八九])(?:一两|一二|二三|两三|三四|三五|四五|五六|六七|七八|八九)(?![〇零一二三四五六七八九])"
APPROX = re.compile(rf"约|近|左右|上下|大概|不到|不足|稍欠|[来把]|弱$|{_VAGUE}")
