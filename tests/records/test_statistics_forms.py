"""Forms as grids: every cell of a clean one, and with each defect the right cells or a warning, never a wrong number in silence."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from form_grids import APPLICANTS, FORMS, Made, Rows, applications, disclosure, disclosure_2019, html, make, review, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from giar_ner.reading import Document, from_text, read
from giar_ner.records.checks import run_checks
from giar_ner.records.tables import read_tables, table_records
from giar_ner.records.tables.numbers import CellKind, read_cell

E, S, N, D, W = CellKind.EMPTY, CellKind.STROKE, CellKind.NUMBER, CellKind.ODD, CellKind.WORDS


def wrong(made: Made, gold: dict) -> dict:
    """Cells with another value than theirs."""
    return {key: value for key, value in made.values.items() if gold.get(key) != value}


def edit(rows: Rows, label: str, change: Callable[[list], list]) -> Rows:
    """The rows with the one that holds `label` changed."""

    def text(cell: object) -> str:
        return cell if isinstance(cell, str) else cell[0]  # type: ignore[index]

    return [change(list(row)) if any(label in text(cell) for cell in row) else row for row in rows]


@pytest.mark.parametrize("name", FORMS)
def test_a_clean_form(name: str) -> None:
    rows, gold = FORMS[name]()
    made = make(rows)
    assert made.values == gold and made.reading.warnings == []
    assert all(f.confidence == 1 for f in made.reading.figures)


@pytest.mark.parametrize("name", FORMS)
def test_a_page(name: str) -> None:
    rows, gold = FORMS[name]()
    document = read(f"<html><body><p>青溪县水务局政府信息公开工作年度报告</p>{html(rows)}</body></html>".encode())
    made = Made(document.text, document.tables)
    assert made.values == gold


def test_all_tables_of_a_report_in_one() -> None:
    parts = [disclosure(), applications(), review()]
    made = make(parts[0][0] + parts[1][0] + parts[2][0])
    assert made.values == parts[0][1] | parts[1][1] | parts[2][1]


def test_evidence_and_offsets() -> None:
    rows, gold = applications()
    made = make(rows)
    records = table_records(made.text, made.reading, [])
    assert len(records) == len(gold)
    for record in records:
        assert made.text[record.start : record.end] == record.text
        row = made.text[record.evidence.start : record.evidence.end]
        assert record.text in row and "\n" not in row
    first = records[0]
    assert (first.metric, first.kind, first.unit, first.dimensions) == (
        "applications.received",
        "table_cell",
        "件",
        {"applicant": APPLICANTS[0]},
    )
    assert made.text[first.evidence.start :].startswith("一、本年新收")


def test_money_comes_out_in_yuan() -> None:
    rows, _ = disclosure()
    for printed, value in (("16.09", 160900), ("160900元", 160900), ("16.09万元", 160900), ("0", 0)):
        changed = edit(rows, "行政事业性收费", lambda row, printed=printed: [row[0], (printed, 1, 3)])
        assert make(changed).values["charges.amount"] == value
    bare = edit(rows, "本年收费金额", lambda row: [row[0], ("本年收费金额", 1, 3)])
    made = make(bare)
    assert made.values["charges.amount"] == 160900 and any("金额单位" in w for w in made.reading.warnings)


def test_a_lost_row_is_said() -> None:
    rows, gold = applications()
    made = make([row for row in rows if "2.重复申请" not in row])
    assert not wrong(made, gold) and len(made.values) == len(gold) - 7
    assert any("重复申请" in w for w in made.reading.warnings)


def test_a_form_cut_at_the_end() -> None:
    rows, gold = applications()
    made = make(rows[:12])
    assert not wrong(made, gold) and len(made.values) == 63 and any("缺少" in w for w in made.reading.warnings)


def test_strokes_and_empty_cells_are_no_figures() -> None:
    rows, gold = applications()
    for nothing in ("/", "／", "—", "-", "", "无"):
        made = make([[nothing if cell == "0" else cell for cell in row] for row in rows])
        assert made.values == {key: value for key, value in gold.items() if value}


@pytest.mark.parametrize("label", ["本年新收", "予以公开", "8.属于行政查询事项", "（七）总计"])
def test_a_row_that_lost_a_cell_is_left_out(label: str) -> None:
    rows, gold = applications()
    for at in range(2, 8):
        made = make(edit(rows, label, lambda row, at=at: [*row[:-at], *row[len(row) - at + 1 :]]))
        assert not wrong(made, gold) and len(made.values) == len(gold) - 7 and made.reading.warnings


def test_a_row_with_a_blank_cell_too_many_is_read_by_its_order() -> None:
    rows, gold = applications()
    made = make(edit(rows, "上年结转", lambda row: [row[0], "", *row[1:]]))
    assert made.values == gold


def test_a_row_that_moved_by_a_column_is_never_read_in_silence() -> None:
    rows, gold = applications()
    for row in rows[3:]:
        moved = [r if r is not row else [*r[:-7], "", *r[-7:-1]] for r in rows]
        made = make(moved)
        failed = [c for c in run_checks(table_records(made.text, made.reading, [])) if c.status == "fail"]
        assert not wrong(made, gold) or made.reading.warnings or failed


@pytest.mark.parametrize("row", [["", "0", "0"], ["0", "", "0"], ["0", "0", ""]])
def test_zeros_beside_an_empty_cell_are_in_doubt_where_nothing_adds_up(row: list[str]) -> None:
    rows, _ = disclosure()
    made = make(edit(rows, "规范性文件", lambda old: [old[0], *row]))
    assert [w for w in made.reading.warnings if "可能错栏" in w]


def test_a_head_of_two_levels_without_its_spans() -> None:
    rows, gold = applications()
    flat = [["（本列数据的勾稽关系为：……）", "申请人情况"], ["", "自然人", "法人或其他组织", "总计"], list(rows[2])]
    assert make(flat + rows[3:]).values == gold
    rows, answers = review()
    flat = [[cell if isinstance(cell, str) else cell[0] for cell in row] for row in rows]
    assert make(flat).values == answers


def test_a_repeated_and_a_doubled_head() -> None:
    rows, gold = applications()
    assert make(rows[:9] + rows[:3] + rows[9:]).values == gold
    assert make(rows[:3] + rows).values == gold
    four, answers = review()
    plain = [[cell if isinstance(cell, str) else cell[0] for cell in row] for row in four]
    assert make(plain[:3] + plain).values == answers  # without its spans as well
    twice = [[(c[0] * 2, *c[1:]) if isinstance(c, tuple) else c * 2 for c in row] for row in rows[:3]]
    assert make(twice + rows[3:]).values == gold


def test_a_table_that_goes_on_without_its_head() -> None:
    rows, gold = applications()
    assert make(rows[:5], [row[-8:] if len(row) > 8 else row for row in rows[5:]]).values == gold


def test_a_foreign_column_is_ignored() -> None:
    rows, gold = applications()
    wider = [[*row, ("备注", 3, 1)] if r == 0 else row if r < 3 else [*row, "见附件"] for r, row in enumerate(rows)]
    made = make(wider)
    assert made.values == gold and any("备注" in w for w in made.reading.warnings)


def test_two_columns_of_one_name_are_left_out() -> None:
    rows, gold = applications()
    rows[2] = ["商业企业", "商业企业", "社会公益组织", "法律服务机构", "其他"]
    made = make(rows)
    assert not wrong(made, gold) and {who for _, who in made.values}.isdisjoint(("commercial_enterprise", "research_institution"))


def test_numbers_as_offices_print_them() -> None:
    rows, _ = applications()
    printed = iter(("12件", "１２", "1\n2", "12（注）", "12②", " 12 "))
    kinds = [next(printed) for _ in range(6)]
    made = make(edit(rows, "本年新收", lambda row: [row[0], *kinds, "72"]))
    assert [made.values["applications.received", who] for who in APPLICANTS] == [12] * 6 + [72]
    assert any("换行" in w for w in made.reading.warnings)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [("1,234", N, 1234), ("1，234", N, 1234), ("12,34", D, 0), ("-210", N, -210), ("＋15", N, 15), ("减5", N, -5), ("9.8万元", N, 98000),
     ("20211231", D, 0), ("2021-12-31", W, 0), ("2021年12月31日", W, 0), ("l2", D, 0), ("07", D, 0), ("—", S, 0), ("／", S, 0), (" \n", E, 0),
     ("一", D, 0), ("¥128.6万元", N, 1286000), ("￥5,200元", N, 5200), ("¥128.6", D, 0),
     ("3²", N, 3), ("1.属于国家秘密", W, 0), ("３件", N, 3), ("3.5.1", D, 0), ("12345678901234567", D, 0)],
)  # fmt: skip
def test_cells(text: str, kind: CellKind, value: float) -> None:
    cell = read_cell(text)
    assert (cell.kind, cell.value) == (kind, value)


def test_what_a_cell_may_not_hold() -> None:
    rows, gold = applications()
    for printed in ("-3", "2.5", "3元", "5%", "见附件", "20211231", "1O"):
        made = make(edit(rows, "四、结转", lambda row, printed=printed: [row[0], printed, *row[2:]]))
        assert ("applications.carried_out", "natural_person") not in made.values and made.reading.warnings
        assert not wrong(made, gold)


def test_a_number_that_goes_on_in_the_next_row_is_left_out() -> None:
    rows, gold = disclosure_2019()
    at = next(i for i, row in enumerate(rows) if row[0] == "行政许可")
    rows[at : at + 1] = [["行政许可", "210", "-12", "58"], ["", "", "", "30"]]
    made = make(rows)
    assert not wrong(made, gold) and "licensing.decisions" not in made.values and "licensing.items_previous" in made.values


def test_a_footnote_with_a_date() -> None:
    rows, gold = applications()
    rows.insert(8, [("注：本表统计截至2023年12月31日。", 1, 10)])
    rows.append([("填报日期", 1, 3), ("2024-01-15", 1, 7)])
    made = make(rows)
    assert made.values == gold and made.reading.warnings == []


def test_a_leaf_that_lost_its_name_is_not_its_group() -> None:
    rows, gold = applications()
    at = next(i for i, row in enumerate(rows) if "1.属于国家秘密" in row)
    rows[at] = [rows[at][0], "", *rows[at][2:]]
    made = make(rows)
    assert not wrong(made, gold) and ("applications.outcome.refused", "total") not in made.values


def test_a_row_of_a_group_is_its_sum() -> None:
    rows, _ = applications()
    at = next(i for i, row in enumerate(rows) if any("（六）" in str(cell) for cell in row))
    rows[at : at + 3] = [[("（六）其他处理", 1, 2), *"1234569"]]
    made = make(rows)
    assert [made.values["applications.outcome.other", who] for who in APPLICANTS] == [1, 2, 3, 4, 5, 6, 9]


def test_the_sheet_without_a_head_with_a_spare_column_and_in_two_halves() -> None:
    rows, gold = sheet()
    assert make(rows[1:]).values == gold
    assert make([[row[0], "", *row[1:]] for row in rows]).values == gold
    body = rows[1:]
    half = (len(body) + 1) // 2
    pairs = [[*body[i], *(body[i + half] if i + half < len(body) else ["", "", ""])] for i in range(half)]
    halves = make([[*rows[0], *rows[0]], *pairs])
    assert not wrong(halves, gold)


def test_labels_that_the_sheet_has_twice() -> None:
    rows, gold = sheet()
    for lost in ("四、行政复议数量", "五、行政诉讼数量", "（一）维持具体行政行为数", "六、举报投诉数量"):
        made = make([row for row in rows if row[0] != lost])
        assert not wrong(made, gold) and len(made.values) == len(gold) - 1


def test_a_row_twice_with_two_values_is_left_out() -> None:
    rows, gold = disclosure()
    made = make([*rows, ["行政事业性收费", ("17", 1, 3)]])
    assert "charges.amount" not in made.values and not wrong(made, gold) and any("不同的数" in w for w in made.reading.warnings)


def test_section_four_with_too_few_values() -> None:
    rows, _ = review()
    made = make([*rows[:-1], rows[-1][:-1]])
    assert made.values == {} and any("14个数" in w for w in made.reading.warnings)


def test_section_four_with_damaged_headers_between_known_ones() -> None:
    rows, gold = review()
    flat = [[cell if isinstance(cell, str) else cell[0] for cell in row] for row in rows]
    results = flat[2][:5] * 3
    damaged = [word if i not in (2, 7, 12) else "其他结" for i, word in enumerate(results)]
    made = make([["", "行政诉讼"], ["未经复议直接", "复议后起诉"], damaged, flat[3]])
    assert made.values == gold
    two = [[*results[:5], "未经复议直接", "", "", "", "", "复议后起诉", "", "", "", ""], ["", "", "", "", "", *results[5:]]]
    assert make([*two, flat[3]]).values == gold  # the row of the groups is lost
    blind = [word if i not in (6, 7) else "某某" for i, word in enumerate(results)]  # two beside each other: nobody can say which is which
    assert make([["行政复议", "行政诉讼"], ["未经复议直接起诉", "复议后起诉"], blind, flat[3]]).values == {}


def test_section_four_moved_by_a_column() -> None:
    rows, gold = review()
    for at in range(15):
        made = make([*rows[:-1], [*rows[-1][:at], "", *rows[-1][at:-1]]])
        assert not wrong(made, gold) or made.reading.warnings


def test_a_table_of_another_kind_gives_nothing_and_hides_its_numbers() -> None:
    made = make([["类别", "数量", "比例"], ["机构职能", "12", "8%"], ["工作动态", "30", "20%"]])
    assert made.values == {} and made.reading.warnings
    assert {made.text[a:b] for a, b in made.reading.excluded} >= {"12", "30"}


@pytest.mark.parametrize("name", FORMS)
def test_damaged_labels_never_give_wrong_numbers(name: str) -> None:
    rng = random.Random(name)
    rows, gold = FORMS[name]()
    read_cells = total = 0
    for _ in range(6):
        spoilt = [[_damaged(cell, rng) for cell in row] for row in rows]
        made = make(spoilt)
        bad = wrong(made, gold)
        assert not bad, bad
        total += len(gold)
        read_cells += len(made.values)
    assert read_cells > 0.9 * total


def _damaged(cell: object, rng: random.Random) -> object:
    text, *spans = (cell,) if isinstance(cell, str) else cell  # type: ignore[misc]
    if len(text) < 5 or text[-1].isdigit() or rng.random() < 0.8:
        return cell
    i = rng.randrange(2, len(text))
    text = text[:i] + "囗" + text[i + 1 :]
    return (text, *spans) if spans else text


@settings(max_examples=40)
@given(st.data())
def test_any_grid_keeps_offsets(data: st.DataObject) -> None:
    """Cells dropped, moved, filled with anything: no crash, and every record is where it says."""
    rows, _ = data.draw(st.sampled_from(list(FORMS.values())))()
    for _ in range(data.draw(st.integers(1, 6))):
        row = data.draw(st.sampled_from(rows))
        if row:
            at = data.draw(st.integers(0, len(row) - 1))
            row[at] = data.draw(
                st.one_of(st.text(max_size=8), st.sampled_from(["总计", "其他", "12", "", "/", "自然人", "（六）其他处理"]))
            )
            if data.draw(st.booleans()):
                del row[at]
    made = make(rows)
    for record in table_records(made.text, made.reading, []):
        assert made.text[record.start : record.end] == record.text
        assert record.evidence.start <= record.start and record.end <= record.evidence.end
    assert read_tables(made.tables).warnings == made.reading.warnings


def test_a_label_half_of_which_is_damaged_is_read_and_said() -> None:
    rows, gold = applications()
    made = make([[change(cell, {"（一）予以公开": "（一）予以么幵", "科研机构": "科砑朷构"}) for cell in row] for row in rows])
    assert made.values == gold
    assert sum("有误字" in warning for warning in made.reading.warnings) == 2
    rows, gold = disclosure()
    made = make([[change(cell, {"行政强制": "行政查询"}) for cell in row] for row in rows])  # a row of its own, for all we know
    assert not wrong(made, gold) and "coercion.decisions" not in made.values


def test_a_warning_shows_all_digits_of_what_was_read() -> None:
    rows, _ = disclosure()
    made = make([*rows[:-1], ["行政事业性收费", ("123\n4567.01", 1, 3)]])
    assert made.values["charges.amount"] == 12345670100
    assert any("读作1234567.01，" in warning for warning in made.reading.warnings)


def change(cell: object, words: dict[str, str]) -> object:
    return (words.get(cell[0], cell[0]), *cell[1:]) if isinstance(cell, tuple) else words.get(cell, cell)


def test_a_small_table_with_damaged_labels_is_a_form_and_another_is_not() -> None:
    rows: Rows = [[("行政夏议", 1, 5)], ["结果维恃", "结杲纠正", "其他结果", "尚末审结", "总计"], ["4", "1", "0", "2", "7"]]
    assert make(rows).values == {
        "review.upheld": 4, "review.corrected": 1, "review.other": 0, "review.pending": 2, "review.total": 7,
    }  # fmt: skip
    assert make([["项目名称", "总投资", "其他资金", "总计"], ["公路", "4", "1", "5"]]).values == {}


def test_a_label_that_two_forms_may_have_is_read_alike_each_time() -> None:
    rows: Rows = [
        [("行政复", 1, 5)],
        ["结果维", "结果纠正", "其他结", "尚未审", "总计"],
        ["4", "1", "0", "2", "7"],
    ]  # 行政复议数量 is a row
    assert make(rows).values == {
        "review.upheld": 4, "review.corrected": 1, "review.other": 0, "review.pending": 2, "review.total": 7,
    }  # fmt: skip


def test_a_group_of_section_four_whose_total_slipped_to_the_left_is_left_out() -> None:
    rows, _ = review()
    cells = rows[-1]
    rows[-1] = [*cells[:10], "0", "0", "50", "50", ""]  # the third result is lost, and the total stands in the place of the fourth
    made = make(rows)
    assert made.values == {} and any("缺总计" in warning for warning in made.reading.warnings)
    rows[-1] = [*cells[:10], "0", "2", "1", "1", ""]  # an office that gave no total, perhaps
    made = make(rows)
    assert made.values["litigation.after_review.corrected"] == 2
    assert any("请核对" in warning for warning in made.reading.warnings)


def told(document: Document) -> tuple[dict, list[str]]:
    """What the tables of a document say, and the warnings."""
    reading = read_tables(document.tables)
    return {(f.metric, f.applicant) if f.applicant else f.metric: f.value for f in reading.figures}, reading.warnings


CUT: Rows = [
    ["信息内容", "本年新", "本年新", "对外公开总数量", ""],
    ["规章", "0", "1", "5", ""],
    ["规范性文件", "4", "6", "31", ""],
]


def cut_layouts(rows: Rows) -> list[Document]:
    """The rows in a page, between bars, and with one cell a line."""
    below: Rows = [["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"], ["行政许可", "210", "-12", "5830"]]
    cells = [[str(cell) for cell in row] for row in [*rows, *below]]
    texts = ["\n".join(" | ".join(row) for row in cells), "\n".join(f"| {' | '.join(row)} |" for row in cells)]
    return [read(html(rows + below).encode()), *map(from_text, texts), from_text("\n".join(cell for row in cells for cell in row if cell))]


@pytest.mark.parametrize("layout", range(4))
def test_two_labels_of_section_two_cut_alike(layout: int) -> None:
    _, gold = disclosure_2019()
    found, warnings = told(cut_layouts(CUT)[layout])
    kept = ("rules", "normative_documents", "licensing")
    assert found == {key: value for key, value in gold.items() if key.split(".")[0] in kept}
    assert not any("折行" in warning or "表头" in warning for warning in warnings)


@pytest.mark.parametrize("layout", range(4))
@pytest.mark.parametrize(
    "head",
    [
        ["本年新", "对外公开总数量"],  # one of the two is lost
        ["本年新", "本年新", "本年新", "对外公开总数量"],
        ["本年", "本年", "对外公开总数量"],  # too little is left of them
        ["本年新", "本年新", "现行有效件数"],
        ["对外公开总数量", "本年新", "本年新"],
    ],
)
def test_labels_cut_alike_that_may_be_others_are_not_read(head: list[str], layout: int) -> None:
    rows: Rows = [["信息内容", *head], *([row[0], *row[1:4]] for row in CUT[1:])]
    found, warnings = told(cut_layouts(rows)[layout])
    assert not [key for key in found if key.endswith((".issued", ".published"))] and warnings


TOP = "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n"
BROKEN = f"{' '.join(['结果 结果 其他 尚未 总'] * 3)}\n{' '.join(['维持 纠正 结果 审结 计'] * 3)}\n"
NARROW = "\n".join(" ".join([line] * 3) for line in ("结 结 其 尚 总", "果 果 他 未 计", "维 纠 结 审", "持 正 果 结")) + "\n"
DOWNWARDS = "\n".join("结果维持结果纠正其他结果尚未审结总计" * 3) + "\n"
VALUES = [str(value) for value in (4, 1, 0, 2, 7, 1, 0, 3, 0, 4, 0, 2, 0, 1, 3)]


@pytest.mark.parametrize("head", [BROKEN, NARROW, DOWNWARDS])
def test_a_head_of_section_four_cut_to_pieces(head: str) -> None:
    _, gold = review()
    found, warnings = told(from_text(f"{TOP}{head}{' '.join(VALUES)}\n五、存在的主要问题\n"))
    assert found == gold and warnings == []
    upper, lower = (line.split() for line in BROKEN.splitlines())
    rows: Rows = [["行政复议", "行政诉讼"], ["未经复议直接起诉", "复议后起诉"], list(upper), list(lower), list(VALUES)]
    assert make(rows).values == gold


def test_a_head_of_section_four_cut_to_pieces_is_not_believed_where_a_sum_is_wrong() -> None:
    for head in (BROKEN, NARROW):
        for values in (VALUES[1:], [*VALUES, "0"], [*VALUES[:4], "8", *VALUES[5:]], [*VALUES[:5], "3", "0", "1", "0", "5", *VALUES[10:]],
                       [*VALUES[:-1], "/"]):  # fmt: skip
            found, warnings = told(from_text(f"{TOP}{head}{' '.join(values)}\n五、存在的主要问题\n"))
            assert found == {} and warnings


@pytest.mark.parametrize(
    ("old", "new"), [("复议后起诉", "其他"), ("维持 纠正", "纠正 维持"), ("结果 结果 其他", "其他 结果 结果"), ("尚未 总", "总 尚未")]
)
def test_a_head_of_section_four_in_another_order_is_not_read_by_count(old: str, new: str) -> None:
    upper, lower = (line.replace(old, new).split() for line in BROKEN.splitlines())
    groups = ["未经复议直接起诉", "复议后起诉" if old != "复议后起诉" else new]
    rows: Rows = [["行政复议", "行政诉讼"], [*groups], list(upper), list(lower), list(VALUES)]
    if old == "结果 结果 其他":
        rows[3] = ["结果", "维持", "纠正", "审结", "计"] * 3
    assert make(rows).values == {}
    whole = "结果纠正 结果维持 其他结果 尚未审结 总计 "
    assert told(from_text(f"{TOP}{whole * 3}\n{' '.join(VALUES)}\n五、存在的主要问题\n"))[0] == {}


LAST = "四、结转下年度继续办理"


@pytest.mark.parametrize("between", [" ", "\n", " | ", "\t"])
def test_the_last_row_of_section_three_alone(between: str) -> None:
    rows, gold = applications()
    numbers = [str(cell) for cell in rows[-1][1:]]
    found, _ = told(from_text(between.join([LAST, *numbers]) + "\n"))
    own = {key: value for key, value in gold.items() if key[0] == "applications.carried_out"}
    assert found == own
    assert make(rows[:-1], [[LAST, *numbers]]).values == gold
    assert make(rows[:-1], [[LAST, *numbers]]).reading.warnings == []
    for others in (numbers[:-1], [*numbers, "0"], [*numbers[:-1], "8"], ["/", *numbers[1:]], [numbers[0], "", *numbers[2:]]):
        assert told(from_text(between.join([LAST, *others]) + "\n"))[0] == {}
    assert told(from_text(between.join(["结转下年度办理情况", *numbers]) + "\n"))[0] == {}


def test_the_last_row_of_section_three_is_stated_once() -> None:
    rows, gold = applications()
    made = make(rows, [[LAST, "0", "0", "0", "0", "0", "9", "9"]])
    assert made.values == gold and len(made.reading.figures) == len(gold)
    assert any("不是规定格式" in warning for warning in made.reading.warnings)
