"""The inference module on the shipped model: invariants on any input, both backends, texts that are no reports."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giar_ner import Extractor, ModelError, ReadError, UnsupportedInputError, extract
from giar_ner.evaluate import score
from giar_ner.extractor import default_model
from giar_ner.schema import Report

pytestmark = pytest.mark.skipif(not (default_model() / "config.json").exists(), reason="no shipped model in this tree")

REPORT = """青溪县水务局2016年政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》的要求，编制本报告。统计期限为2016年1月1日至12月31日。
一、主动公开情况
全年主动公开政府信息320条，其中网站公开210条，微信公开110条，比上年增长12%。
二、依申请公开情况
收到政府信息公开申请12件，全部办结，同意公开9件，不予公开3件。未收取费用。
三、复议和诉讼情况
未发生行政复议、行政诉讼。
"""
NOISE = st.text(
    st.sampled_from(list("0123456789０１２条件次，。、；：（）()% \n\r\t\0\ufeff一二十百万亿未无没有公开申请😀𠮷é\u0301")), max_size=40
)


def check_invariants(report: Report, text: str) -> None:
    """All that schema.Report enforces, seen from outside, and that no two records overlap."""
    assert report.text == text
    for record in report.records:
        assert text[record.start : record.end] == record.text and 0 <= record.confidence <= 1
    assert all(a.end <= b.start for a, b in zip(report.records, report.records[1:], strict=False))
    assert "".join(text[s.start : s.end] for s in report.sections) == text
    assert Report.model_validate_json(report.to_json()) == report


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    check_invariants(extract(text), text)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(REPORT)), NOISE), max_size=6))
def test_noise_in_a_report(insertions: list[tuple[int, str]]) -> None:
    text = REPORT
    for at, noise in insertions:
        text = text[:at] + noise + text[at:]
    check_invariants(extract(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff" + REPORT,
        REPORT.replace("\n", "\r\n"),
        REPORT.replace("条", "条\0"),
        REPORT.replace("。", "😀𠮷"),
        REPORT.replace("\n", ""),
        "１２" * 500,
        "\n" * 3000,
    ],
    ids=["empty", "BOM", "CRLF", "NUL", "astral", "one line", "full-width digits", "line breaks"],
)
def test_odd_texts(text: str) -> None:
    check_invariants(extract(text), text)


def test_a_megabyte_of_digits() -> None:
    text = "7" * 1_000_000
    check_invariants(extract(text), text)


def test_leftovers_and_records_account_for_every_number() -> None:
    """Whatever numeral is put into a sentence, a record or a leftover holds it."""
    text = REPORT + "另有编号4711与7733两处。\n"
    report = extract(text)
    held = [(p.start, p.end) for p in (*report.records, *report.leftovers)]
    for number in ("4711", "7733"):
        at = text.index(number)
        assert any(a <= at and at + 4 <= b for a, b in held)


def test_the_facts_of_a_plain_report() -> None:
    report = extract(REPORT)
    assert (report.organization, report.year) == ("青溪县水务局", 2016)
    found = {(r.metric, r.value, r.kind) for r in report.records}
    wanted = {
        ("disclosure.total", 320, "stated"),
        ("disclosure.channel.website", 210, "stated"),
        ("disclosure.channel.wechat", 110, "stated"),
    }
    wanted |= {
        ("applications.received", 12, "stated"),
        ("applications.outcome.granted", 9, "stated"),
        ("applications.outcome.refused", 3, "stated"),
    }
    wanted |= {("review.total", 0, "zero_statement"), ("litigation.total", 0, "zero_statement"), ("fees.collected", 0, "zero_statement")}
    assert found >= wanted
    assert [s.type for s in report.sections if "情况" in s.heading] == ["disclosure", "applications", "review_litigation"]


def test_backends_agree(examples: list[Path]) -> None:
    pytest.importorskip("torch", reason="the torch backend needs the extra: pip install 'giar-ner[torch]'")
    other = Extractor(backend="torch")
    for path in examples:
        text = path.read_text(encoding="utf-8")
        a, b = extract(text), other.extract(text)
        assert [(r.start, r.end, r.kind, r.metric, r.value) for r in a.records] == [
            (r.start, r.end, r.kind, r.metric, r.value) for r in b.records
        ]
        assert max(abs(x.confidence - y.confidence) for x, y in zip(a.records, b.records, strict=True)) < 1e-3


def test_many_texts_as_one_by_one(examples: list[Path]) -> None:
    texts = [p.read_text(encoding="utf-8") for p in examples]
    assert list(Extractor().extract_many(texts)) == [extract(t) for t in texts]


def test_text_that_is_no_report_gives_a_warning_and_no_records() -> None:
    report = extract("炒青菜：青菜500克，蒜3瓣，油2勺。大火翻炒2分钟即可，共4人份。\n")
    assert report.records == [] and any("不像政府信息公开年度报告" in w for w in report.warnings)


def test_bad_files_give_typed_errors(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.txt"):
        Extractor().extract_file(tmp_path / "none.txt")
    (tmp_path / "half.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    with pytest.raises(ReadError, match=r"half\.pdf"):
        Extractor().extract_file(tmp_path / "half.pdf")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UnsupportedInputError, match="docx"):
        Extractor().extract_file(tmp_path / "old.doc")
    with pytest.raises(ModelError, match="precision"):
        Extractor(min_precision=1.5)
    with pytest.raises(ModelError, match="no model folder"):
        Extractor(tmp_path / "no-model")
    with pytest.raises(ModelError, match="backend"):
        Extractor(backend="tensorflow")  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="torch"):
        Extractor(backend="onnx", device="cuda")


def test_rows_and_data_frame() -> None:
    pandas = pytest.importorskip("pandas")
    report = extract(REPORT)
    frame = report.to_dataframe()
    assert isinstance(frame, pandas.DataFrame) and len(frame) == len(report.records)
    assert set(frame["year"]) == {2016} and "evidence" in frame


def test_the_output_follows_the_schema(shared: Path) -> None:
    """The JSON schema of version 1, where it is at hand."""
    jsonschema = pytest.importorskip("jsonschema")
    path = shared / "design" / "report.schema.json"
    if not path.exists():
        pytest.skip(f"needs {path.name} beside the seeds")
    jsonschema.validate(json.loads(extract(REPORT).to_json()), json.loads(path.read_text(encoding="utf-8")))


def test_no_torch_in_the_default_path() -> None:
    code = f"import sys; from giar_ner import extract; extract({REPORT!r}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "onnxruntime" in loaded and not {"torch", "transformers", "spacy", "sklearn"} & set(loaded)


def test_the_seeds_are_read_well(shared: Path) -> None:
    """Five real reports that no part was trained on. The floor lies below what the model card says, so that only a broken model fails."""
    pairs = []
    for path in sorted((shared / "gold").glob("*.json")):
        text = (shared / "seeds" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        pairs.append((json.loads(path.read_text(encoding="utf-8")), extract(text).model_dump(mode="json")))
    scores = score(pairs)
    assert scores["record"].f1 > 0.8 and scores["zero"].f1 > 0.85 and scores.section > 0.8
