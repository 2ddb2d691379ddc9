"""flattened_tables: rows of class, count and share, and nothing that a sentence says."""

import time

import pytest

from giar_ner.language.tables import flattened_tables

ROWS = "0100 机构领导 2 0.70% 0200 机构设置 0 0.00% 0304 人事任免 4 1.42%"


@pytest.mark.parametrize(
    "text", [ROWS, ROWS.replace("% ", "%\n"), ROWS.replace(" ", " | "), "简报、快报 6 2.04%\n规章（草案） 1 0.3%\n其他 9 3%"]
)
def test_rows_are_found(text: str) -> None:
    assert flattened_tables(f"按栏目分：\n{text}\n合计285条。") == [(6, 6 + len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "机构领导2条，占0.70%；人事任免4条，占1.42%；工作动态9条，占3%。",
        "0100 机构领导 2 0.70% 0200 机构设置 0 0.00%",
        "",
        "2014 2015 2016 100% 12 30% 4 5%",
    ],
)
def test_prose_and_fewer_rows_are_not(text: str) -> None:
    assert flattened_tables(text) == []


@pytest.mark.parametrize("piece", ["机 1 1% ", "机构 1 ", "12 ", "机构领导", "1 1% "])
def test_linear_time(piece: str) -> None:
    begin = time.process_time()
    flattened_tables(piece * (400_000 // len(piece)))
    assert time.process_time() - begin < 5
