"""Fuzzing of the readers, guided by coverage (atheris, from `pip install 'giar-ner[fuzz]'`):

    python scripts/fuzz/readers.py html --seconds 600 [--findings build/fuzz]
    python scripts/fuzz/readers.py html --replay FILE...

Kinds: html, docx, pdf, text (with flattened tables), decode, records (text, then tables to records and checks). An input must give a
Document whose cells stand where they say, or a ReadError, within SECONDS and MEMORY; everything else is a finding: its input is kept, with
the traceback beside it, once for each place in the code. A run goes on after a finding; the exit status is 1 where there were any. What
stops the whole process (a crash of a native library, a hang) is played again on its own through `read` before it counts: a PDF is read
in a process of its own there, which may die.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

SECONDS = 10.0  # for an input of at most LONGEST bytes; a PDF has the limit of its worker
MEMORY = 1024  # MB
LONGEST = 100_000
KINDS = ("html", "docx", "pdf", "text", "decode", "records")
_SLACK = 30  # seconds that a PDF may take: the limit of its own process


def check(kind: str, data: bytes) -> None:
    """Read an input as a user would; raises AssertionError or whatever the reader raises that it should not."""
    from giar_ner.errors import ReadError
    from giar_ner.reading import from_text, read

    try:
        document = from_text(data.decode("utf-8", "replace")) if kind in ("text", "records") else read(data)
    except ReadError as error:
        assert str(error) and "\n" not in str(error), f"not one sentence: {error!r}"
        return
    _consistent(document)
    if kind == "records":
        from giar_ner.records import read_tables, run_checks, table_records

        reading = read_tables(document.tables)
        run_checks(table_records(document.text, reading, []), 2022)


def _parsed(data: bytes) -> None:
    """A PDF in this process, where its coverage shows; `read` starts one for each."""
    from giar_ner.errors import GiarError
    from giar_ner.reading.blocks import compose
    from giar_ner.reading.document import Document
    from giar_ner.reading.pdf import _block, worker

    if b"%PDF-" not in data[:1024]:
        return
    try:
        found = worker.parse(data)
        text, tables = compose(map(_block, found["blocks"]))
    except (GiarError, MemoryError, RecursionError):  # the worker turns each into an error message
        return
    _consistent(Document(text, None, "", "application/pdf", found["title"], tables, found["warnings"]))


def _consistent(document: object) -> None:
    from giar_ner.reading import Document

    assert isinstance(document, Document)
    document.text.encode()
    end = 0
    for table in document.tables:
        assert end <= table.start <= table.end <= len(document.text), "tables overlap or stand outside the text"
        end = table.end
        for row in table.rows:
            for cell in row:
                assert document.text[cell.start : cell.end] == cell.text, "a cell is not where it says"
                assert table.start <= cell.start <= cell.end <= table.end, "a cell is outside its table"


def fuzz(kind: str, seconds: int, findings: Path, corpus: Path) -> None:
    """Fuzz in this process until the time is over or something stops it."""
    import atheris
    import mutate

    with atheris.instrument_imports(include=["giar_ner.reading", "giar_ner.forms", "giar_ner.language", "giar_ner.records"]):
        import giar_ner.reading.docx
        import giar_ner.reading.html
        import giar_ner.reading.pdf.worker
        import giar_ner.records  # noqa: F401
    structured: dict[str, mutate.Mutation] = {"html": mutate.page, "docx": mutate.package, "pdf": mutate.drawing}
    structured |= {"text": mutate.text, "records": mutate.text}
    target: Callable[[bytes], None] = _parsed if kind == "pdf" else lambda data: check(kind, data)

    def one(data: bytes) -> None:
        began = time.process_time()
        try:
            target(data)
            taken = time.process_time() - began
            assert taken < SECONDS, f"{taken:.1f} seconds"
        except Exception as error:
            _keep(findings, kind, data, error)

    def changed(data: bytes, most: int, seed: int) -> bytes:
        rng = random.Random(seed)
        by_structure = kind in structured and rng.random() < 0.7
        return (structured[kind](data, rng) if by_structure else atheris.Mutate(data, most))[:most]

    flags = [f"-max_total_time={seconds}", f"-timeout={int(4 * SECONDS)}", f"-rss_limit_mb={2 * MEMORY}", f"-max_len={LONGEST}"]
    flags += [f"-artifact_prefix={findings}/{kind}-", "-print_final_stats=1", "-len_control=0"]
    atheris.Setup([sys.argv[0], *flags, str(corpus)], one, custom_mutator=changed)
    atheris.Fuzz()


def _keep(findings: Path, kind: str, data: bytes, error: Exception) -> None:
    """Keep the first input for each place where something went wrong."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "giar_ner" in frame.filename]
    place = f"{Path(ours[-1].filename).stem}-{ours[-1].lineno}" if ours else re.sub(r"\W+", "-", str(error))[:40]
    name = findings / f"{kind}-{type(error).__name__}-{place}"
    if not name.exists():
        name.write_bytes(data)
        name.with_suffix(".traceback").write_text("".join(traceback.format_exception(error)))


def replay(kind: str, path: Path) -> str:
    """What becomes of one input in a process of its own: "ok", or what went wrong."""
    most = SECONDS + (_SLACK if kind == "pdf" else 0)
    code = f"import sys, pathlib; sys.path.insert(0, {str(Path(__file__).parent)!r}); import readers, resource\n"
    code += f"readers.check({kind!r}, pathlib.Path({str(path)!r}).read_bytes())\n"
    code += "used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
    code += f"assert used < {MEMORY}, f'{{used}} MB'"
    try:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=4 * most)
    except subprocess.TimeoutExpired:
        return f"more than {4 * most:.0f} seconds"
    return "ok" if done.returncode == 0 else f"exit {done.returncode}: {(done.stderr.strip().splitlines() or [''])[-1]}"


def supervise(kind: str, seconds: int, findings: Path) -> int:
    """Fuzz in processes of their own until `seconds` are over; the number of findings."""
    import corpus

    findings.mkdir(parents=True, exist_ok=True)
    before = set(findings.iterdir())
    stopped: dict[Path, str] = {}
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        for n, data in enumerate(corpus.seeds(kind)):
            (Path(folder) / f"seed-{n}").write_bytes(data[:LONGEST] if kind != "docx" else data)
        while (left := int(end - time.monotonic())) > 0:
            command = [sys.executable, __file__, kind, "--seconds", str(left), "--findings", str(findings), "--inside", folder]
            done = subprocess.run(command, capture_output=True, text=True, errors="replace")
            tail = [line for line in done.stderr.splitlines() if line.startswith(("stat::", "Done", "==", "SUMMARY"))]
            print("\n".join(tail or done.stderr.splitlines()[-5:]), flush=True)
            for path in findings.glob(f"{kind}-*-*"):
                if re.fullmatch(rf"{kind}-(?:crash|timeout|oom|leak|slow-unit)-\w+", path.name) and path not in stopped:
                    stopped[path] = replay(kind, path)
                    print(f"{path.name}: {stopped[path]}", flush=True)
            if done.returncode and not any(path not in before for path in stopped):
                print(done.stderr[-2000:], flush=True)
                break
    for path, result in stopped.items():
        if result == "ok":  # the reader's own process died, or the fuzzer ran out of memory over many inputs
            path.unlink()
    new = sorted(path.name for path in findings.iterdir() if path not in before and path.suffix != ".traceback")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{kind}: {seconds} s, {used.ru_utime + used.ru_stime:.0f} s of CPU time, {len(new)} findings", *new, sep="\n  ", flush=True)
    return len(new)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--findings", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--replay", nargs="+", type=Path, help="read these inputs and say what becomes of them")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.replay:
        results = {path: replay(args.kind, path) for path in args.replay}
        print(*(f"{path}: {result}" for path, result in results.items()), sep="\n")
        sys.exit(any(result != "ok" for result in results.values()))
    if args.inside:
        fuzz(args.kind, args.seconds, args.findings, args.inside)
        return
    sys.exit(supervise(args.kind, args.seconds, args.findings) > 0)


if __name__ == "__main__":
    main()
