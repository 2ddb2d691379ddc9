"""What may be named as input, and the order and names of the documents in it."""

from __future__ import annotations

import base64
import io
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from giar_ner.batch import BatchError, Settings
from giar_ner.batch.documents import Item, Task, open_document
from giar_ner.batch.inputs import list_items
from giar_ner.batch.rows import RowReader


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(name: str, content: str = "x") -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(content, encoding="utf-8")
    return name


def items(*inputs: Any, lenient: bool = False, **settings: Any) -> list[Item]:
    return list(list_items(inputs, Settings(**settings), "out", lenient=lenient))


def ids(*inputs: Any, **options: Any) -> list[str]:
    return [item.id for item in items(*inputs, **options)]


def texts(found: list[Item], **settings: Any) -> list[str]:
    chosen = Settings(**settings)
    rows = RowReader(chosen)
    tasks = [Task(item, rows.get(item) if item.kind == "parquet" else None) for item in found]
    return [open_document(task, chosen).text for task in tasks]


def parquet(name: str, columns: dict[str, list[Any]], group: int = 2) -> str:
    import pyarrow
    from pyarrow.parquet import write_table

    write_table(pyarrow.table(columns), name, row_group_size=group)
    return name


def test_folder_gives_its_files_by_name_and_neither_hidden_ones_nor_the_output() -> None:
    for name in ("b/2.html", "b/10.txt", "b/.git/x", "a.txt", ".hidden", "out/reports/part-00000.jsonl", "b/out/y.txt"):
        put(name)
    assert ids(".") == ["a.txt", "b/10.txt", "b/2.html", "b/out/y.txt"]


def test_inputs_keep_their_order_and_a_document_is_taken_once() -> None:
    put("b.txt"), put("in/a.txt"), put("in/c.txt")
    assert ids("b.txt", "in/c.txt", "in", "./b.txt", Path("in")) == ["b.txt", "in/c.txt", "in/a.txt"]


def test_glob() -> None:
    put("in/a.txt"), put("in/deep/b.txt"), put("in/b.htm"), put("in/odd[1].txt")
    assert ids("in/**/*.txt") == ["in/a.txt", "in/deep/b.txt", "in/odd[1].txt"]
    assert ids("in/odd[1].txt") == ["in/odd[1].txt"]  # a file that is called like that
    with pytest.raises(BatchError, match="no file"):
        ids("in/*.pdf")


def test_list_file_may_name_what_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    put("in/a.txt"), put("b.txt")
    put("list.txt", "# ours\n\nb.txt\ngone.txt\nin\n")
    assert ids("@list.txt") == ["b.txt", "gone.txt", "in/a.txt"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("b.txt\n"))
    assert ids("@-") == ["b.txt"]
    with pytest.raises(BatchError, match="the list cannot be read"):
        ids("@no-list.txt")


def test_input_that_does_not_exist() -> None:
    with pytest.raises(BatchError, match="repots: there is no such file or folder"):
        ids("repots")
    assert [item.fingerprint for item in items("repots", lenient=True)] == ["missing"]


def test_fingerprint_follows_the_file() -> None:
    put("a.txt")
    before = items("a.txt")[0].fingerprint
    put("a.txt", "xy")
    assert items("a.txt")[0].fingerprint != before


def test_name_that_is_not_utf8() -> None:
    try:
        with open(b"r\xff.txt", "wb") as file:
            file.write("报告".encode())
    except OSError:
        pytest.skip("this file system has no such names")
    (item,) = items(".")
    assert item.id == "r\\udcff.txt"
    again = Item.from_line(item.to_line().encode())
    assert again == item
    assert texts([again]) == ["报告"]


def test_jsonl_rows() -> None:
    rows = [{"text": "一"}, {"text": "二\n", "name": "zwei"}, {"bytes": base64.b64encode("三".encode("gb18030")).decode()}]
    put("in/t.jsonl", "\n".join(json.dumps(row) for row in rows) + "\n\n")
    assert ids("in") == ["in/t.jsonl#1", "in/t.jsonl#2", "in/t.jsonl#3"]
    assert texts(items("in")) == ["一", "二\n", "三"]
    assert ids("in/t.jsonl", id_column="name") == ["in/t.jsonl#1", "zwei", "in/t.jsonl#3"]
    put("twice.jsonl", '{"text": "a", "n": 1}\n{"text": "b", "n": 1}\n')
    with pytest.raises(BatchError, match="'1' stands twice"):
        ids("twice.jsonl", id_column="n")


@pytest.mark.parametrize("line", ['{"text": 7}', '["text"]', '{"text": "cut', '{"bytes": "%"}', "{}"])
def test_jsonl_row_that_holds_no_document(line: str) -> None:
    from giar_ner.errors import ReadError

    put("t.jsonl", line)
    with pytest.raises(ReadError, match=r"the row|the column"):
        texts(items("t.jsonl"))


def test_parquet_rows() -> None:
    parquet("t.parquet", {"content": list("甲乙丙丁戊"), "key": [5, 4, 3, 2, 1]})
    found = items("t.parquet", text_column="content")
    assert [item.id for item in found] == [f"t.parquet#{n}" for n in range(1, 6)]
    assert texts(found, text_column="content") == list("甲乙丙丁戊")
    assert texts([found[i] for i in (3, 4, 0, 2)], text_column="content") == list(
        "丁戊甲丙"
    )  # a shard leaves some out; another job begins again
    assert ids("t.parquet", text_column="content", id_column="key") == list("54321")
    with pytest.raises(BatchError, match=r"no column 'text' or 'bytes'; it has 'content', 'key'"):
        ids("t.parquet")
    with pytest.raises(BatchError, match="no column 'uri' to take the ids from"):
        ids("t.parquet", text_column="content", id_column="uri")


def test_parquet_bytes_and_empty_rows() -> None:
    from giar_ner.errors import ReadError

    parquet("t.parquet", {"bytes": ["四".encode("gb18030"), None]})
    first, second = items("t.parquet")
    assert texts([first]) == ["四"]
    with pytest.raises(ReadError, match="neither text nor bytes"):
        texts([second])


def test_damaged_table_is_one_unreadable_document() -> None:
    from giar_ner.errors import ReadError

    put("t.parquet", "PAR1 cut off")
    (item,) = items("t.parquet")
    with pytest.raises(ReadError, match=r"t\.parquet"):
        RowReader(Settings()).get(item)


def test_urls_of_fsspec() -> None:
    with zipfile.ZipFile("all.zip", "w") as archive:
        for name in ("in/b.txt", "in/a.txt", "in/t.jsonl"):
            archive.writestr(name, '{"text": "行"}' if name.endswith("jsonl") else f"报告{name[3]}")
    chain = f"::file://{os.getcwd()}/all.zip"
    found = items(f"zip://in{chain}")
    assert [item.id.removesuffix(chain) for item in found] == ["zip://in/a.txt", "zip://in/b.txt", f"zip://in/t.jsonl{chain}#1"]
    assert texts(found) == ["报告a", "报告b", "行"]
    assert ids(f"zip://in/*.txt{chain}") == [item.id for item in found[:2]]
    with pytest.raises(BatchError, match="there is no such file"):
        ids(f"zip://no{chain}")
    with pytest.raises(BatchError, match="cannot be listed"):
        ids("no-such-protocol://x")


def test_missing_library_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(BatchError, match=r"needs fsspec, .*pip install 'giar-ner\[batch\]'"):
        ids("s3://bucket/x")
