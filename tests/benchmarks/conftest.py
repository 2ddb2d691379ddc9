"""`benchmarks` lies beside the package and is not installed: put the repository on the path whichever way pytest was started."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

PASSAGE = """=== {id}
kind: passage
era: prose-2014
level: county
---
⟪disclosure⟫一、主动公开情况
{year}年主动公开政府信息⟦{n}条|disclosure.total⟧，增长⟦5%|change:disclosure.total⟧。
⟪applications⟫二、依申请公开情况
收到申请⟦{m}件|applications.received⟧，没有⟦收费|zero:fees.collected⟧。

"""


def passages(pack: str, count: int) -> str:
    return "".join(PASSAGE.format(id=f"{pack}-{i:03}", year=2010 + i % 9, n=100 + 7 * i, m=1 + i) for i in range(count))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two packs of twelve passages, one invented and one re-told, with two development passages each."""
    folder = tmp_path / "passages"
    folder.mkdir()
    for pack in ("A", "RA"):
        (folder / f"{pack}.txt").write_text(passages(pack, 12), encoding="utf-8")
    (folder / "development.ids").write_text("A-001\nA-002\nRA-001\nRA-002\n", encoding="utf-8")
    (folder / "calibration.ids").write_text("A-003\n", encoding="utf-8")
    return folder


BASELINE = """
import json, re, sys
from pathlib import Path
out, train, test = Path(sys.argv[1]), [], []
for a in sys.argv[2:]:
    if a in ("--train", "--test"):
        into = train if a == "--train" else test
    else:
        into.append(Path(a))
(out / "pred").mkdir(parents=True)
seen = [set(re.findall(r"^=== *(\\S+)", "".join(p.read_text(encoding="utf-8") for p in g if p.is_file()), re.M)) for g in (train, test)]
assert len(seen[0]) == 20 and not seen[0] & seen[1], seen
for name in [*seen[1], *(f.stem for p in test if p.is_dir() for f in p.glob("*.json"))]:
    (out / "pred" / f"{name}.json").write_text(json.dumps({"records": [], "sections": []}))
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A shared folder with one seed, its gold, and a baseline that checks its arguments and predicts nothing."""
    folder = tmp_path / "shared"
    for name in ("gold", "seeds", "tools"):
        (folder / name).mkdir(parents=True)
    text = "收到申请3件。\r\n"
    record: dict[str, Any] = {"start": 4, "end": 6, "text": "3件", "kind": "stated", "metric": "applications.received", "value": 3.0}
    gold = {"doc": "000_x", "records": [record], "sections": [{"type": "applications", "start": 0, "end": 9}]}
    (folder / "seeds" / "000_x.txt").write_bytes(text.encode())
    (folder / "gold" / "000_x.json").write_text(json.dumps(gold), encoding="utf-8")
    (folder / "tools" / "baseline.py").write_text(BASELINE, encoding="utf-8")
    return folder
