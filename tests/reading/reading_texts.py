"""Invented sentences of a report, simplified and traditional, for the tests of encodings and pages."""

from __future__ import annotations

SIMPLIFIED = (
    "竹溪镇人民政府编制本年度政府信息公开工作报告。全年主动公开各类信息238条，其中规范性文件6件、民生实事进展41条；受理公开申请9件，"
    "均在法定期限内答复。没有发生行政复议和行政诉讼，未收取费用。镇便民中心设查阅点两处，接待群众咨询约130人次。\n"
    "存在的不足：个别村务公开栏更新迟缓，政策解读形式单一。下一步，我镇将明确专人、逐月检查，并组织业务培训三次。\n"
)
TRADITIONAL = (
    "竹溪鎮公所編製本年度政府資訊公開工作報告。全年主動公開各類資訊238條，其中規範性文件6件、民生實事進展41條；受理公開申請9件，"
    "均在法定期限內答覆。沒有發生行政複議和行政訴訟，未收取費用。鎮便民中心設查閱點兩處，接待群眾諮詢約130人次。\n"
    "存在的不足：個別村務公開欄更新遲緩，政策解讀形式單一。下一步，我鎮將明確專人、逐月檢查，並組織業務培訓三次。\n"
)


def passage(length: int, *, traditional: bool = False, offset: int = 0) -> str:
    """A stretch of the sentences of exactly `length` characters, from `offset` on."""
    source = TRADITIONAL if traditional else SIMPLIFIED
    repeated = source * (2 + (offset + length) // len(source))
    return repeated[offset : offset + length]
