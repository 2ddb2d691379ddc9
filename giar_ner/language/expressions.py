"""Numerals that are no quantities: dates, document numbers, ordinals, names with digits, idioms; and what no reading accounts for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from giar_ner.language.quantities import propose


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression `[start, end)` whose numeral is no quantity; `kind` is a key of `KINDS`."""

    start: int
    end: int
    kind: str


_CN = "〇零○一二三四五六七八九十百"
_N = "[一二三四五六七八九十]"
_B = r"[ \t]{0,2}"
_TO = r"(?:至|到|[—–―]{1,2}|-|~)"
_YEAR = r"(?:19|20)[0-9]{2}"
_DAY = rf"(?:[0-9]{{1,2}}|{_N}{{1,3}}){_B}[日号]"
_MONTH = (
    rf"(?:[0-9]{{1,2}}(?:{_B}{_TO}{_B}[0-9]{{1,2}})?|{_N}{{1,2}}){_B}月"
    rf"(?:份|上旬|中旬|下旬|底|初|{_B}{_DAY}(?:{_TO}{_DAY})?)?(?![余多])"
)
_LINES = r"元万亿条件个人次份%篇期户家倍项"  # 20.4元 at a line start is a number and no list mark
_CALLED = "市长|政务|政府|公共|便民|服务|投诉|举报|咨询|平台|市民|民生|旅游|消费|环保|纳税|社保|价格|电力"
# Tried in this order at each place: the first that matches explains the numeral.
KINDS: dict[str, tuple[str, ...]] = {
    "url": (
        r"(?:https?：?//|www\.)[!-~：？]{2,200}",
        r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}@[A-Za-z0-9.-]{2,60}",
        r"(?<![A-Za-z0-9-])[A-Za-z0-9-]{2,40}\.(?:gov|com|cn|net|org)[!-~]{0,100}",
    ),
    "phone": (
        rf"(?:电话|传真|邮编|邮政编码|手机|账号|户号)(?:号码)?{_B}(?:[：为是]|(?=[0-9])){_B}(?:（[0-9]{{3,4}}）)?"
        r"[0-9][0-9—-]{2,20}(?![0-9]|[ ]?[条件次个人余多万])",
        r"(?<![0-9])(?:0[0-9]{2,3}(?:-|—{1,2})|（0[0-9]{2,3}）)[0-9]{7,8}(?:[-—、/][0-9]{1,8}){0,3}",
        r"(?<![0-9.])1[3-9][0-9]{9}(?![0-9])",
    ),
    "document": (
        rf"[〔［\[【（][ ]?{_YEAR}[ ]?[〕］\]】）]{_B}(?:第{_B})?[0-9]{{1,5}}{_B}[号期]",
        rf"第{_B}[0-9]{{1,5}}{_B}号(?:令|文)?",
        rf"(?<![0-9])[0-9]{{1,5}}{_B}号(?!人)",
        rf"索引号[\s：|]{{0,6}}[0-9A-Z/][0-9A-Z/_.-]{{5,40}}|(?:[0-9A-Z]{{4,12}}|(?<=/))/?{_YEAR}-[0-9]{{4,6}}(?![0-9])",
        r"(?<![A-Z0-9])[A-Z][A-Z0-9]{1,11}[-/][0-9A-Z/-]{4,30}",
    ),
    "article": (
        rf"第{_B}[0-9{_CN}两]{{1,6}}(?:{_TO}第?[0-9{_CN}]{{1,6}})?{_B}(?:条|款|项|章|节|编)(?:第{_B}[0-9{_CN}]{{1,4}}{_B}[款项])*",
    ),
    "date": (
        rf"(?:{_YEAR}|[一二][0{_CN}]{{3}}){_B}(?:年度?(?:{_B}{_MONTH})?|{_TO}{_YEAR}{_B}学年)",
        _MONTH,
        rf"(?<![0-9.]){_YEAR}[-./][0-9]{{1,2}}(?:[-./][0-9]{{1,2}})?(?![0-9])",
        rf"(?<![0-9.]){_YEAR}{_B}-{_B}[01][0-9]{_B}-{_B}[0-3][0-9](?![0-9])",
        rf"{_DAY}(?=[至前起—])",
        rf"{_YEAR}(?={_TO}{_YEAR}年)",
        rf"{_YEAR}[0-9]{{2,4}}日",  # damaged: 201511日
        r"[0-9]{2,4}年代|第?[一二三四1-4]季度|上半年|下半年|星期[一二三四五六]|周[一二三四五六日至到]{1,3}",
    ),
    "time": (
        r"(?:上午|下午)?[0-9]{1,2}：[ ]?[0-5][0-9](?![0-9,.]*[条件份篇次个人])(?:：[0-9]{2})?(?:[-—~至][0-9]{1,2}：[0-9]{2})?",
        r"(?:上午|下午|早|晚)[0-9一二三四五六七八九十]{1,3}[时点]半?",
        r"(?:24|二十四)小时|365天|[0-9]{1,2}[时点](?:[0-9]{1,2}分|整|起|至|止)",
    ),
    "ordinal": (
        rf"第{_B}[0-9{_CN}两]{{1,5}}(?:次|届|批|期|个|位|名|种|类|轮|方|部分|部|卷|版|季|责任人|时间)?",
        rf"其{_N}(?![千百万])|（[ ]?{_N}{{1,3}}[ ]?）|[㈠-㈩⑴-⒇]|（[0-9]{{1,2}}）",
        rf"(?:(?<=[，。；：、\s])|^){_N}{{1,2}}(?=[是要来]|则)|(?<=[。；：\s]){_N}{{1,3}}、",
        r"(?<=[。；])[ ]?[0-9]{1,2}、(?![0-9])",
        rf"(?m:^)[ \t\u3000]{{0,20}}[{_CN}]{{1,3}}(?:[、.]|(?=[ \u3000]))",
        r"(?m:^)[ \t\u3000]{0,20}[0-9]{1,2}(?:[、）]|\.(?![0-9])|(?=[ ][\u4e00-\u9fff]))",
        rf"(?m:^)[ \t\u3000]{{0,20}}[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}(?=[ \u3000]|(?![{_LINES}])[\u4e00-\u9fff])",
    ),
    "hotline": (
        rf"(?<![0-9.])(?:123[0-9]{{2}}|955[0-9]{{2}}|1[12][0-9]|9[56][0-9]{{3}})[”\"]?(?={_CALLED}|热线|专线|电话)",
        r"[“\"](?:123[0-9]{2}|955[0-9]{2}|96[0-9]{3})[”\"]",
        r"(?<![0-9.])12345(?![0-9条件次.,])",
    ),
    "name": (
        rf"十[一二三四五]五(?!条)|{_N}{{1,3}}[届大](?=[^条项件]|$)",
        r"(?<![0-9.])[0-9]{1,5}(?:弄|室(?!内|外)|号楼)|(?<![0-9.])[0-9]{1,2}楼(?![宇盘栋])|(?:Page|P\.)[ ]?[0-9]{1,3}(?![0-9])",
        r"(?<![站总年])(?:浏览|阅读|点击)(?:次数|量|数)?[ ]?：[ ]?[0-9]{1,7}"
        r"(?=[ \t]*(?:(?m:$)|次?[ \t|]*(?:来源|打印|字体|字号|【|〖|关闭|分享|保存)))",
        r"PM[ ]?(?:2\.5|10)|H[0-9]N[0-9]|FM[ ]?[0-9.]{2,5}|(?:GB|ISO|DB)/?[TZ]?[ ]?[0-9]{3,6}|Web[0-9.]+",
        r"(?<![A-Za-z0-9])[A-Z][0-9]{1,3}(?:\.[0-9]{1,2})?(?![0-9余万条个件块])",
        r"(?<![0-9])[0-9]{1,2}·[0-9]{1,2}(?![0-9]*[条件次%])|(?<![0-9])[0-9]\+[0-9XN](?:\+[0-9XN])*(?![0-9])",
        r"[“\"][0-9]{1,2}\.[0-9]{1,2}[”\"]|[二三]维码?",
    ),
    "idiom": (
        r"[一另]方面|进一步|下一步|一步一|统一|同一|单一|唯一|逐一|不一|其中之一|一次性|一站式|一系列|一把手|一手|一事一",
        r"一[些定般律并致体直旦样同线流切概道经共贯目旁再向度揽](?![0-9])|一卡通|一网通|一户一档|一事一议",
        r"(?:上|前|这|那|后|新|每)一(?:年|季度)|一年[来多]",
        r"零(?=(?:行政|信息公开)?(?:申请|复议|诉讼|应诉|败诉|投诉|举报|申诉|收费)|发生)|(?:(?<=[无没])|(?<=[没未曾]有)|(?<=[没未]收到))一[起件宗例份次笔人条](?!次性)",
        r"三公|四大班子|三农|三审(?:三校)?|三资|五保|五公开|两会|两学一做|双[一二]|[一二三两四]级|八项规定|六[稳保]|放管服",
        rf"{_N}方(?=[联监主])|第三方|三者|两者|一二三|百姓|百科|千方百计|百年|万众|亿万|千万(?=不|别|要)|三令五申|九年义务",
        r"零[售星距碎散]|零(?:差错|延误|报告|障碍|容忍|事故|接触|跑动)|十分(?!之)|半[年天]",
    ),
    "structure": (r"(?:以下|如下)?[0-9一二三四五六七八九十两]{1,3}(?:个|大|项)?(?:方面|部分|环节|层面|阶段|步骤|要点)",),
    "frequency": (
        r"每(?:年|月|季度?|周|日|天|半年|两?个?月)(?:至少|不少于|不低于)?(?:更新|公布|召开|通报|检查|报送)?[0-9一二三四两]{1,3}[次期个]",
    ),
    "deadline": (rf"[0-9{_CN}]{{1,4}}{_B}(?:个)?(?:工作日|日|天|小时|分钟)(?:之)?(?:以)?内",),
}
# Where an expression can start: a look at one character spares most places the long alternation.
_FIRST = (
    r"[0-9A-Za-z〇零○一二三四五六七八九十百千两亿万半“\"〔［\[【（㈠-㈩⑴-⒇第每其上下周星以如电传邮手账户早晚"
    r"同另进统单唯逐前这那后新不双放浏阅点索\s]"
)
_ANY = "|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in KINDS.items())
_PATTERN = re.compile(f"(?={_FIRST})(?:{_ANY})")
_DIGITS = re.compile(r"[0-9]++(?:[.,][0-9]++)*+")


def not_quantities(text: str) -> list[Expression]:
    """The expressions of the normalised `text` whose numerals are no quantities, in order, without overlaps."""
    return [Expression(*match.span(), match.lastgroup or "") for match in _PATTERN.finditer(text)]


def leftovers(text: str, accounted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The numerals of the normalised `text` that neither one of the `accounted` ranges nor such an expression touches, in order.

    A numeral is what `propose` finds, with its measure word, or any other digits.
    """
    quantities = [(q.start, q.end) for q in propose(text)]
    numerals = quantities + _untouched([match.span() for match in _DIGITS.finditer(text)], quantities)
    return _untouched(sorted(numerals), [*accounted, *((e.start, e.end) for e in not_quantities(text))])


def _untouched(ranges: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of `ranges` (in order) that share no character with any of `others`."""
    taken = sorted(others)
    out, i, reach = [], 0, 0
    for start, end in ranges:
        while i < len(taken) and taken[i][0] < end:
            reach = max(reach, taken[i][1])
            i += 1
        if reach <= start:
            out.append((start, end))
    return out
