"""Hostile inputs end in an error, or in a document, within seconds and bounded memory: each in a process that the system bounds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SECONDS, MEMORY = 10, 1024  # of computing; MB of address space, of which the interpreter with lxml takes 250

_CHILD = f"""
import io, resource, sys, zipfile
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY} << 20, {MEMORY} << 20))
from giar_ner.errors import ReadError
from giar_ner.reading import from_text, read

def word(size):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open("word/document.xml", "w") as member:
        for _ in range(size):
            member.write(bytes(1 << 20))
    return out.getvalue()

try:
    document = SOURCE
    print("Document", len(document.text))
except ReadError as error:
    print(type(error).__name__, str(error))
"""
_LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><html><body><p>公开12条&c;</p></body></html>'
)


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not bound a process's memory")
@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("read(b'<html><body>' + b'<div>' * 100_000 + b'x')", "LimitError the page exceeds a limit"),
        ("read(b'<html><body>' + b'<b>x' * 100_000)", "LimitError the page exceeds a limit"),
        ("read(b'<html><body>' + b'<table><tr><td>' * 100_000)", "LimitError the page exceeds a limit"),
        ("read(b'<html><body>' + b'<div>x</div>' * 250_000)", "LimitError the page has more than 200,000 elements"),
        ("read(b'<html><body>' + b'<p class=\"' + b'x ' * 10_000_000 + b'\">')", "LimitError the page exceeds a limit"),
        (f"read({_LAUGHS!r}.encode())", "Document"),
        ("read(b'<html><body>' + b'<p>1' * 30_000)", "Document"),
        ("read(word(200))", "LimitError the part word/document.xml of the Word file is larger than 32 MB unpacked"),
        ("read(b'1' * (50 << 20))", "LimitError the input is larger than 32 MB"),
        (
            "from_text('行政复议 | ' + '结果维持 | 1 | 结果纠正 | 2 | 总计 | 3 | ' * 3000)",
            "LimitError the tables have more than 200,000 cells",
        ),
        ("from_text('公' * (40 << 20))", "LimitError the text has 41,943,040 characters"),
        ("read(('公开12条。' * 2_000_000).encode())", "Document 12000000"),
        ("read(bytes(range(128, 256)) * 100_000)", "ReadError the bytes are no text"),
    ],
)
def test_hostile_inputs(source: str, says: str) -> None:
    code = _CHILD.replace("SOURCE", source)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.stdout.startswith(says), (done.returncode, done.stdout[-200:], done.stderr[-300:])
