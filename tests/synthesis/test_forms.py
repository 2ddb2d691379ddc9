"""Generated forms: figures that add up, gold that says what is printed, faults that are planted, files that their readers can open."""

from __future__ import annotations

import io
import re

import pytest

from giar_ner import ontology
from giar_ner.synthesis.forms import DEFECTS, FORMS, LAYOUTS, TEXT_STYLES, generate_form, identities
from giar_ner.synthesis.forms.grid import Table, anchors
from giar_ner.synthesis.forms.official import APPLICANTS

SEEDS = range(4)


def printed(document) -> list[str]:
    return [cell.text for table in document.tables for row in table.rows for cell in row]


@pytest.mark.parametrize("form", FORMS)
def test_consistent_figures_break_no_identity_and_the_prose_agrees(form):
    for seed in range(12):
        gold = generate_form(form, seed=seed).gold
        assert gold.faults == ()
        assert gold.open == frozenset()
        assert all(cell.state == "read" and cell.printed for cell in gold.cells)


@pytest.mark.parametrize("form", FORMS)
def test_prose_says_nothing_that_the_figures_deny(form):
    nothing = 0
    for seed in range(30):
        document = generate_form(form, seed=seed)
        counted = document.prose.parts[: 4 if form == "2014" else 1]
        assert all(passage.text != "无。" for _, passage in counted)
        nothing += sum(not passage.records for _, passage in counted)
        total = document.figures.get(("disclosure.total", None))
        for record in document.prose.records():
            if total is not None and record["metric"] == "disclosure.category" and not record.keys() & {"period", "scope"}:
                assert record["value"] <= total
    assert nothing < 30  # channels that overlap leave the prose something to say


@pytest.mark.parametrize("form", FORMS)
def test_every_official_metric_of_the_form_has_a_cell(form):
    metrics = {cell.metric for cell in generate_form(form).gold.cells}
    official = {m.id for m in ontology.metrics().values() if form in m.eras}
    above = {"applications.outcome.refused", "applications.outcome.unavailable", "applications.outcome.not_processed"}  # heads of rows
    amount = {"charges.amount"} if form == "2019" else {"fees.collected", "applications.outcome.other"}
    rest = {"applications.other.rest"} if form == "2019" else set()
    assert official - metrics - above - amount - rest == set()
    assert metrics <= ontology.metrics().keys()


@pytest.mark.parametrize("form", FORMS)
def test_a_planted_slip_breaks_the_identity_that_was_asked_for(form):
    for identity in identities(form):
        document = generate_form(form, seed=5, inconsistent=identity.rule)
        (fault,) = [f for f in document.gold.faults if f.rule == identity.rule]
        assert fault.keys == identity.keys
        assert fault.left != fault.right
    assert generate_form(form, seed=5, inconsistent=True).gold.faults


def test_prose_can_contradict_the_form():
    document = generate_form("2021", seed=3, inconsistent="prose")
    (fault,) = document.gold.faults
    assert fault.rule.startswith("prose:")
    assert str(int(fault.right)) in printed(document)


def test_the_year_after_carries_over():
    last = next(d for d in (generate_form("2021", seed=s) for s in range(50)) if d.year < 2025)
    this = generate_form("2021", seed=1, last=last)
    assert (this.year, this.organization) == (last.year + 1, last.organization)
    assert this.faults_after(last) == []
    assert this.gold.faults == ()
    other = generate_form("2021", seed=99)
    assert {f.rule.partition(":")[0] for f in other.faults_after(last)} <= {"carry_over", "in_force"}


@pytest.mark.parametrize("defect", DEFECTS)
@pytest.mark.parametrize("form", FORMS)
def test_a_defect_changes_the_document_and_keeps_the_gold(form, defect):
    changed = 0
    for seed in SEEDS:
        document = generate_form(form, seed=seed, defects={defect})
        plain = generate_form(form, seed=seed)
        changed += any(document.text(style) != plain.text(style) for style in TEXT_STYLES)
        assert document.gold.faults == ()
        texts = printed(document)
        for cell in document.gold.cells:
            assert cell.state == "absent" or cell.printed in texts or defect == "shifted_row"
            if cell.state == "absent":
                assert not re.search(r"\d", cell.printed)
    assert changed or defect == "text_box"


def test_cells_say_their_value_in_the_unit_of_the_form():
    for cell in generate_form("2014", seed=8).gold.cells:
        factor = 10_000 if cell.metric in ("fees.collected", "capacity.budget") else 1
        assert float(cell.printed) * factor == pytest.approx(cell.value)


def test_zeros_that_are_not_printed_leave_the_identities_decided():
    gold = generate_form("2021", seed=2, defects={"slash"}).gold
    assert any(cell.state == "absent" for cell in gold.cells)
    assert gold.open == frozenset()


def test_a_lost_row_leaves_its_identities_open():
    gold = generate_form("2021", seed=4, defects={"cut_form", "thousands"}).gold
    assert {f"balance:{a}" for a in APPLICANTS} & gold.open


def test_without_bars_an_empty_cell_makes_its_row_optional():
    document = generate_form("2021", seed=2, defects={"empty_cell"})
    assert document.gold_of("pipe") == document.gold
    states = {cell.key: cell.state for cell in document.gold_of("lines").cells}
    row = [("applications.received", a) for a in APPLICANTS]
    before = {cell.key: cell.state for cell in document.gold.cells}
    assert all(states[k] == "absent" for k in row if before[k] == "absent")
    assert any(state == "optional" for state in states.values())


def test_the_same_arguments_give_the_same_document():
    one, two = (generate_form("2019", seed=6, defects={"ocr_labels", "split_table"}) for _ in range(2))
    assert all(one.html(layout) == two.html(layout) for layout in LAYOUTS)
    assert all(one.text(style) == two.text(style) for style in TEXT_STYLES)


def test_unknown_arguments_are_refused():
    with pytest.raises(ValueError, match="no form"):
        generate_form("2008")
    with pytest.raises(ValueError, match="no defect"):
        generate_form(defects={"typo"})
    with pytest.raises(ValueError, match="no identity"):
        generate_form(inconsistent="balance:nobody")
    with pytest.raises(ValueError, match="no layout"):
        generate_form().html("frames")


def test_a_split_table_keeps_its_merged_labels_in_both_parts():
    table = next(t for t in generate_form("2021").tables if t.labels == 3)
    cut = Table(table.name, table.rows, table.head, table.labels, breaks=[20], repeat=True)
    first, second = cut.pieces()
    assert len(first) + len(second) == len(table.rows) + table.head
    assert any(cell.text == "三、本年度办理结果" for _, _, _, _, cell in anchors(second))


@pytest.mark.parametrize("form", FORMS)
def test_a_word_file_holds_every_cell(form):
    docx = pytest.importorskip("docx")
    document = generate_form(form, seed=1)
    tables = docx.Document(io.BytesIO(document.docx())).tables
    assert [len(t.rows) for t in tables] == [len(t.rows) for t in document.tables]
    words = [[cell.text for cell in row.cells] for row in tables[-1].rows]
    assert words == [[cell.text for cell in row] for row in document.tables[-1].rows]


def test_a_text_box_is_in_the_word_file_alone():
    docx = pytest.importorskip("docx")
    document = generate_form("2021", seed=1, defects={"text_box"})
    assert "98765" in docx.Document(io.BytesIO(document.docx())).element.xml
    assert "98765" not in document.html() + document.text()


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_a_pdf_has_pages_with_every_word(form, ruled):
    pytest.importorskip("reportlab")
    pdfplumber = pytest.importorskip("pdfplumber")
    document = generate_form(form, seed=1, defects={"split_table"})
    with pdfplumber.open(io.BytesIO(document.pdf(ruled=ruled))) as file:
        text = "".join(char["text"] for page in file.pages for char in page.chars)
        assert len(file.pages) > 1
    assert document.prose.title.text in text
    labels = {c for table in document.tables for row in table.rows for cell in row if cell.role in ("head", "label") for c in cell.text}
    assert labels - {*text, "\n"} == set()  # their order is for readers to find: labels are broken over lines


def test_prose_adds_nothing_to_a_total_that_its_parts_exceed_already() -> None:
    """A slip of the prose makes the parts of a total too many; no further sentence may name outcomes beyond those of the form."""
    document = generate_form("2019", seed=807, inconsistent="prose")
    told = {record["metric"] for record in document.prose.records()}
    on_form = {metric for metric, _ in document.figures}
    outcomes = {metric for metric in told if ontology.metrics()[metric].total == "applications.replied"}
    assert outcomes <= on_form | {metric.rpartition(".")[0] for metric in on_form} | {
        f"applications.outcome.{group}" for group in ("refused", "unavailable", "not_processed", "other")
    }
