"""The section segmenter: tiling of any text, what a small model learns, round trips."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giar_ner.language.normal import normalise
from giar_ner.passages import Passage, parse
from giar_ner.tagging.section_candidates import candidates
from giar_ner.tagging.section_chain import Lattice, Scores
from giar_ner.tagging.section_model import SectionModel
from giar_ner.tagging.spans import TaggedSection
from giar_ner.training.sections import SectionTraining, calibrated, train_sections

# Wording by part: (headings, sentences). Places and numbers are invented.
WORDS: dict[str, tuple[list[str], list[str]]] = {
    "overview": (
        ["概述", "总体情况", "基本情况"],
        ["全年各项公开任务平稳推进。", "公开工作摆上了议事日程。", "我局把公开当作日常工作来抓。"],
    ),
    "disclosure": (
        ["主动公开情况", "主动公开政府信息情况"],
        ["网站发布信息{n}条。", "全年主动公开{n}条，其中动态{n}条。", "公告栏贴出通知{n}份。"],
    ),
    "applications": (["依申请公开情况", "依申请公开办理情况"], ["收到申请{n}件，都已答复。", "受理书面申请{n}件。", "没有人递交申请表。"]),
    "fees": (["收费及减免情况", "收费情况"], ["没有收取费用。", "复印费共收{n}元。", "一律免费。"]),
    "review_litigation": (["行政复议和行政诉讼情况", "复议、诉讼情况"], ["没有发生行政复议。", "复议{n}件，维持{n}件；诉讼没有。"]),
    "problems_improvements": (
        ["存在问题及改进措施", "主要问题和下一步打算"],
        ["更新不够勤快，今后要定期检查。", "人手偏少，明年补充人员。"],
    ),
}
NUMERALS = "一二三四五六"


def passages(count: int) -> list[Passage]:
    """Small reports with gold, put together by a seeded die."""
    rng = np.random.default_rng(5)
    blocks = []
    for k in range(count):
        year = 2009 + k % 12
        lines = [
            f"=== T-{k:03d}\nkind: report\n---\n⟪title⟫云溪县林务局{year}年政府信息公开工作年度报告",
            f"⟪preamble⟫根据条例的要求，现公布{year}年度报告。",
        ]
        for i, (kind, (headings, sentences)) in enumerate(WORDS.items()):
            body = "".join(rng.choice(sentences, 2, replace=False)).format(n=int(rng.integers(2, 90)))
            lines.append(f"⟪{kind}⟫{NUMERALS[i]}、{rng.choice(headings)}\n{body}")
        lines.append("⟪boilerplate⟫【打印】【关闭】 上一篇：通知")
        blocks.append("\n".join(lines) + "\n")
    return list(parse("".join(blocks), "T"))


REPORT = (
    "石桥镇2014年政府信息公开工作年度报告\n根据条例，现公布本镇2014年度报告。\n一、概述\n全年公开工作平稳。\n"
    "二、主动公开情况\n网站发布信息31条。\n三、依申请公开情况\n收到申请4件，都已答复。\n四、收费情况\n没有收取费用。\n"
    "五、复议、诉讼情况\n没有发生行政复议。\n六、存在问题及改进措施\n更新不够勤快。\n"
)
EXPECTED = ["title", "preamble", *WORDS]


@pytest.fixture(scope="module")
def trained() -> SectionModel:
    return train_sections(passages(40), seed=1, how=SectionTraining(epochs=6, rows=4000, batch=8))


def tiles(sections: list[TaggedSection], text: str) -> bool:
    ends = [0, *(s.end for s in sections)]
    return [s.start for s in sections] == ends[:-1] and ends[-1] == len(text) and all(s.start < s.end for s in sections)


def test_the_parts_of_a_report_are_found(trained: SectionModel) -> None:
    found = trained.predict(normalise(REPORT))
    assert [s.type for s in found] == EXPECTED
    assert [REPORT[s.start : s.start + 2] for s in found[2:]] == [f"{n}、" for n in NUMERALS]
    assert found[3].heading == "二、主动公开情况"
    assert all(0 <= s.confidence <= 1 for s in found)


def test_a_report_on_one_line(trained: SectionModel) -> None:
    text = normalise(REPORT.replace("\n", " "))
    found = trained.predict(text)
    assert tiles(found, text)
    assert [s.type for s in found][-5:] == EXPECTED[-5:]


def test_a_fragment(trained: SectionModel) -> None:
    found = trained.predict(normalise("三、收费情况\n没有收取费用。\n四、行政复议和行政诉讼情况\n没有发生行政复议。\n"))
    assert [s.type for s in found] == ["fees", "review_litigation"]


@given(st.text(max_size=300) | st.text(alphabet="一二三、（）()1.。；\n\r 　公开申请情况|；年", max_size=300))
@settings(max_examples=150)
def test_any_text_is_tiled(trained: SectionModel, text: str) -> None:
    found = trained.predict(text)
    assert tiles(found, text) if text else found == []


def test_a_long_text_is_tiled(trained: SectionModel) -> None:
    text = REPORT * 300
    assert tiles(trained.predict(text), text)


def test_saved_and_loaded(trained: SectionModel, tmp_path: Path) -> None:
    trained.save(tmp_path)
    assert [f.name for f in tmp_path.iterdir()] == ["sections.npz"]
    assert SectionModel.load(tmp_path).predict(REPORT) == trained.predict(REPORT)


def test_training_is_deterministic(tmp_path: Path) -> None:
    how = SectionTraining(epochs=1, polish=1, rows=500)
    for name in "ab":
        train_sections(passages(6), seed=3, how=how).save(tmp_path / name)
    assert (tmp_path / "a/sections.npz").read_bytes() == (tmp_path / "b/sections.npz").read_bytes()


def test_the_confidence_is_fitted(trained: SectionModel) -> None:
    fitted = calibrated(trained, passages(12))
    assert fitted.slope > 0
    assert [s.type for s in fitted.predict(REPORT)] == [s.type for s in trained.predict(REPORT)]


def test_extra_logits_are_heard(trained: SectionModel) -> None:
    text = normalise("全年各项工作平稳推进。\n")
    extra = np.zeros((len(candidates(text)), len(trained.types)))
    extra[:, trained.types.index("fees")] = 100.0
    assert [s.type for s in trained.predict(text, extra)] == ["fees"]


def random_chain(seed: int, n: int, types: int) -> tuple[Scores, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    scores = Scores(rng.normal(size=(n, types)), rng.normal(size=(n, types)), rng.normal(size=n))
    return scores, rng.normal(size=(types + 1, types)), rng.normal(size=types)


def brute_force(scores: Scores, jump: np.ndarray, stay: np.ndarray) -> dict[tuple[int, ...], float]:
    n, types = scores.emit.shape
    out = {}
    for path in np.ndindex(*[types] * n):
        total, before = 0.0, types
        for i, y in enumerate(path):
            total += scores.emit[i, y] + (scores.keep[i] + stay[y] if y == before else scores.begin[i, y] + jump[before, y])
            before = y
        out[path] = float(total)
    return out


@pytest.mark.parametrize("seed", range(5))
def test_the_beliefs_agree_with_brute_force(seed: int) -> None:
    scores, jump, stay = random_chain(seed, 4, 3)
    every = brute_force(scores, jump, stay)
    log_z = np.logaddexp.reduce(list(every.values()))
    # Padded, as one of a batch: the padding must not be heard.
    padded = Scores(*(np.concatenate([x, np.full((2, *x.shape[1:]), 9.0)])[None] for x in (scores.emit, scores.begin, scores.keep)))
    found = Lattice(padded, np.array([4]), jump, stay).beliefs()
    assert found.log_z[0] == pytest.approx(log_z)
    for i in range(4):
        for t in range(3):
            assert found.node[0, i, t] == pytest.approx(sum(np.exp(s - log_z) for p, s in every.items() if p[i] == t))
    assert found.jumps.sum() + found.stays.sum() == pytest.approx(4)


def test_numbering_is_read() -> None:
    text = normalise("二、主动公开\n（一）数量\n1.网站\n十二、其他\n")
    atoms = candidates(text)
    assert atoms.ordinal.tolist() == [2, 1, 1, 12]
    assert atoms.rank.tolist() == [0, 1, 2, 0]
    assert atoms.parent.tolist() == [-1, 0, 1, -1]
    assert atoms.previous.tolist() == [-1, -1, -1, 0]


def test_blanks_behind_the_number_of_a_heading_part_it_not_from_its_words() -> None:
    text = "云陂市水务局2016年政府信息公开工作年度报告\n一、   基本概况\n本局工作扎实。\n二、  主动公开情况\n公开3条。\n"
    found = candidates(text)
    headings = [text[slice(*span)] for span in found.heading if span[0] < span[1]]
    assert headings[1:] == ["一、   基本概况", "二、  主动公开情况"]
