"""Mutations that keep an input's structure: of words and lines, of the tags of a page, of the members of a zip, of a PDF's numbers.

Bytes changed at random seldom get past a decoder or a zip's checksum; these do. Everything is drawn from the generator that is passed in.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from functools import cache

from giar_ner import forms

Mutation = Callable[[bytes, random.Random], bytes]

_TAG = re.compile(r"<[^<>]*>|[^<]+|<")
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_ODD_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999999999999", b"0.0000001", b"1e9", b"nan")
_ODD_TEXTS = (
    "", " ", "\u3000", "\u200b", "\xa0", "|", "｜", "\t", "\r\n", "\n\n", "\x00", "\u2028", "/", "-", "—", "0", "12", "1,234", "３", "一", "（一）",
    "1.", "①", "件", "万元", "自然人", "总计", "其他", "其中：", "。", "𠮷", "😀", "\ufffd", "２０１５年", "9" * 40,
)  # fmt: skip
_ODD_TAGS = (
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td rowspan=0>", "<td rowspan=70000 colspan=2000>",
    "<th colspan=-1>", "<div>", "</div>",
    "<p>", "<br>", "<pre>", "<span style='display:none'>", "<div hidden>", "<!--", "-->", "<![CDATA[", "<script>", "<head>", "<body>",
    "<caption>",
    "<svg>", "<select>", "<title>", "<meta charset=utf-16>", "<h1>", "&#0;", "&#x110000;", "&nbsp;", "&lt;", "<a href=x>", "<frameset>",
    "<plaintext>",
)  # fmt: skip


@cache
def labels() -> tuple[str, ...]:
    """Every label of the official forms."""
    tables = [table for form in forms.forms().values() for table in form.tables]
    listed = [entry.labels for table in tables for entry in (*table.columns, *table.rows, *table.groups)]
    return tuple(dict.fromkeys(label for entry in listed for label in entry))


def text(data: bytes, rng: random.Random) -> bytes:
    """Lines and words moved, doubled, cut, and labels, values and odd characters put between them."""
    lines = data.decode("utf-8", "replace").split("\n")
    if len(lines) > 20 and rng.random() < 0.1:  # a part of it, which is read faster
        at = rng.randrange(len(lines) - 10)
        lines = lines[at : at + rng.choice((10, 30))]
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        n = rng.randrange(len(lines))
        choice = rng.randrange(7)
        if choice == 0:
            _sequence(lines, rng)
        elif choice == 1:
            cells = re.split(r"( \| |\s+)", lines[n])
            _sequence(cells, rng)
            lines[n] = "".join(cells)
        elif choice == 2:
            at = rng.randrange(len(lines[n]) + 1)
            lines[n] = lines[n][:at] + rng.choice((*_ODD_TEXTS, rng.choice(labels()))) + lines[n][at:]
        elif choice == 3:
            start = rng.randrange(len(lines[n]) + 1)
            lines[n] = lines[n][:start] + lines[n][start + rng.randrange(1, 6) :]
        elif choice == 4:
            lines[n] = lines[n].replace(" | ", rng.choice(_ODD_TEXTS))
        elif choice == 5:
            lines[n : n + 2] = ["".join(lines[n : n + 2])]
        else:
            lines[n] *= rng.choice((0, 2, 2, 30))
        lines = lines or [""]
    return "\n".join(lines).encode("utf-8", "replace")


def page(data: bytes, rng: random.Random) -> bytes:
    """Tags and texts of a page moved, doubled, lost and put in."""
    parts = _TAG.findall(data.decode("utf-8", "replace"))
    if len(parts) > 200 and rng.random() < 0.1:
        at = rng.randrange(len(parts) - 100)
        parts = parts[at : at + rng.choice((100, 400))]
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        if not parts or rng.random() < 0.4:
            parts.insert(rng.randrange(len(parts) + 1), rng.choice(_ODD_TAGS))
        elif rng.random() < 0.2:
            n = rng.randrange(len(parts))
            parts[n] = text(parts[n].encode("utf-8", "replace"), rng).decode("utf-8", "replace")
        elif rng.random() < 0.1:
            at = rng.randrange(len(parts))
            parts[at:at] = [rng.choice(_ODD_TAGS)] * rng.choice((10, 300))
        else:
            _sequence(parts, rng)
    return "".join(parts).encode("utf-8", "replace")


def package(data: bytes, rng: random.Random) -> bytes:
    """One member of a zip changed as a page or in its numbers, emptied, lost or doubled; an input that is no zip stays as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # whatever zipfile raises for a damaged archive
        return data
    if not members:
        return data
    weights = [8 if "document" in name else 4 if name.endswith(("numbering.xml", "styles.xml", ".rels")) else 1 for name, _ in members]
    n = rng.choices(range(len(members)), weights)[0]
    name, content = members[n]
    choice = rng.randrange(8)
    if choice < 5:
        members[n] = name, page(content, rng)
    elif choice == 5:
        members[n] = name, numbers(content, rng)
    elif choice == 6:
        del members[n]
    else:
        members[n] = name, content[: rng.randrange(len(content) + 1)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def numbers(data: bytes, rng: random.Random) -> bytes:
    """A few numbers made odd: positions, lengths, references, spans."""
    found = list(_NUMBER.finditer(data))
    for match in sorted(rng.sample(found, min(len(found), rng.choice((1, 1, 3, 10)))), key=lambda m: -m.start()):
        value = rng.choice((*_ODD_NUMBERS, match.group() + b"0", b"%d" % rng.randrange(1000)))
        data = data[: match.start()] + value + data[match.end() :]
    return data


def drawing(data: bytes, rng: random.Random) -> bytes:
    """A PDF with numbers made odd, or with lines of its objects and contents moved, doubled or lost."""
    if rng.random() < 0.6:
        return numbers(data, rng)
    lines = data.split(b"\n")
    _sequence(lines, rng)
    return b"\n".join(lines)


def _sequence(parts: list, rng: random.Random) -> None:  # type: ignore[type-arg]
    """Move, double, repeat or drop a run of parts."""
    if not parts:
        return
    start = rng.randrange(len(parts))
    run: Sequence[object] = parts[start : start + rng.choice((1, 1, 1, 3, 10))]
    choice = rng.randrange(4)
    if choice != 1:
        del parts[start : start + len(run)]
    if choice != 0:
        at = rng.randrange(len(parts) + 1)
        parts[at:at] = [*run] * (2 if choice == 2 else 1)
