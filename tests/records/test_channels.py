"""A total that its words say to be one channel's, on invented sentences."""

from __future__ import annotations

import pytest
from marked_spans import build

TOTAL = "disclosure.total"


def metrics(source: str) -> list[str]:
    return [record.metric.removeprefix("disclosure.") for record in build(source)[0]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"主动公开信息<41条|{TOTAL}>，其中在云陂区政府信息公开网上公开<41条|{TOTAL}>。", ["total", "channel.website"]),
        (
            f"通过“青溪教育网”共主动公开信息<320条|{TOTAL}>。通过官方微博发布<210条|disclosure.channel.weibo>。",
            ["channel.website", "channel.weibo"],
        ),
        (f"公开信息<90条|{TOTAL}>。在丰江日报公开发布信息<6条|{TOTAL}>。", ["total", "channel.press"]),
        (f"公开信息<90条|{TOTAL}>。共计在东郊区政府信息公开平台主动公开信息<80条|{TOTAL}>。", ["total", "channel.platform"]),
    ],
)
def test_one_way_among_several(source: str, expected: list[str]) -> None:
    assert metrics(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"通过县政府网站公开信息<160条|{TOTAL}>。", ["total"]),
        (f"公开信息<90条|{TOTAL}>，一年前为<70条|{TOTAL}>。", ["total", "total"]),
        (f"通过各类平台主动公开信息<312条|{TOTAL}>，其中网站<126条|disclosure.channel.website>。", ["total", "channel.website"]),
        (f"在局网站和政务微博公开信息<47条|{TOTAL}>，其中微博<7条|disclosure.channel.weibo>。", ["total", "channel.weibo"]),
        (f"微博发布<7条|disclosure.channel.weibo>。\n通过县政府网站公开信息<160条|{TOTAL}>。", ["channel.weibo", "total"]),
        (f"公开信息<90条|{TOTAL}>，通过政府网站和公示栏公开<80条|{TOTAL}>。", ["total", "total"]),
    ],
)
def test_the_only_way_and_several_together_stay_the_total(source: str, expected: list[str]) -> None:
    assert metrics(source) == expected
