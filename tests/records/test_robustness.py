"""Whatever the tagger and the text are: no crash, and a report that keeps its invariants."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from giar_ner import ontology
from giar_ner.language.normal import normalise
from giar_ner.records import build_records, find_leftovers, is_report, read_metadata, run_checks
from giar_ner.schema import ModelInfo, Report, Section, Source
from giar_ner.tagging.spans import TaggedSection, TaggedSpan

WORDS = [
    *[
        "0",
        "1",
        "12",
        "2015",
        "年",
        "月",
        "日",
        "3件",
        "4条",
        "万",
        "亿",
        "余",
        "%",
        "一半",
        "三成",
        "番",
        "倍",
        "分之",
        "十二",
        "上年",
        "去年",
        "由",
        "增至",
        "减少",
        "是上年的",
        "其中",
        "1.8",
        "1,234",
        "○",
        "l",
        "o",
    ],
    *[
        "市本级",
        "全市",
        "各乡镇",
        "县（市、区）",
        "机构职能类",
        "占",
        "累计",
        "以来",
        "自然人",
        "企业",
        "政府信息公开",
        "年度报告",
        "青溪县水务局",
        "统计期限",
        "至",
    ],
    *[
        "，",
        "。",
        "；",
        "：",
        "（",
        "）",
        "、",
        "\n",
        "\t",
        "\u3000",
        "😀",
        "①",
        "－",
        "-",
        "+",
        "±",
        "至2月31日",
        "2015年1月1日至12月31日",
        "第三季度",
        "1—11月",
        "報告",
    ],
]
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=60).map("".join), st.text(max_size=120))
KINDS = st.sampled_from(["stated", "zero_statement", "change", "share"])
METRICS = st.sampled_from([*ontology.metrics(), "no.such_metric"])


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[TaggedSpan], list[TaggedSection], int | None]:
    text = draw(TEXTS)
    place = st.integers(-2, len(text) + 2)
    spans = draw(st.lists(st.builds(TaggedSpan, place, place, KINDS, METRICS, st.floats(0, 1)), max_size=12))
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=3))) if len(text) > 1 else []
    edges = [0, *cuts, len(text)]
    sections = [TaggedSection(a, b, "overview", "", 0.5) for a, b in pairwise(edges)] if text else []
    return text, spans, sections, draw(st.one_of(st.none(), st.integers(2003, 2030)))


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_every_input_gives_a_valid_report(document: tuple[str, list[TaggedSpan], list[TaggedSection], int | None]) -> None:
    text, spans, sections, year = document
    normal = normalise(text)
    metadata = read_metadata(text, normal, sections)
    records, warnings = build_records(text, normal, spans, sections, year)
    Report(
        source=Source(sha256=""),
        text=text,
        title=metadata.title,
        organization=metadata.organization,
        year=metadata.year,
        period=metadata.period,
        sections=[Section(type=s.type, start=s.start, end=s.end, heading=s.heading, confidence=s.confidence) for s in sections],
        records=records,
        checks=run_checks(records),
        leftovers=find_leftovers(text, normal, records, metadata),
        warnings=metadata.warnings,
        model=ModelInfo(name="", version="", sha256="", backend="none"),
    )
    assert len(records) + len(warnings) == len(spans)  # no span is dropped in silence
    is_report(normal)  # does not raise
    for record in records:
        assert record.section == "overview"
        assert all(words in text for words in (record.scope or "", record.dimensions.get("category", "")))


def test_a_long_text_without_a_break_stays_linear() -> None:
    piece = "机构职能类3条（占5%），市本级12件，累计"
    text = piece * 6000
    spans = [TaggedSpan(i * len(piece) + 5, i * len(piece) + 7, "stated", "disclosure.category", 1.0) for i in range(0, 6000, 2)]
    assert normalise(text)[5:7] == "3条"
    start = time.process_time()
    records, _ = build_records(text, normalise(text), spans, [], 2015)
    read_metadata(text, normalise(text))
    assert len(records) == len(spans) and time.process_time() - start < 20
