"""The `giar-ner` command: extract, batch, check, evaluate, train.

Exit codes: 0 done; 1 some inputs failed (each named with its reason on stderr, the others done); 2 wrong usage; 130 Ctrl-C; 141 the
output was no longer read. Heavy imports stand inside the functions, so that `--help` and a typing mistake answer at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from giar_ner.extractor import Extractor
    from giar_ner.schema import Report

TRACEBACK = "GIAR_NER_TRACEBACK"  # set it to see where an internal error happened
PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Structured records from Chinese government information disclosure annual reports (政府信息公开工作年度报告).",
)


class Format(StrEnum):
    """Names of output formats, as typer wants its choices."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


class CheckFormat(StrEnum):
    """Names of the formats that findings are written in."""

    table = "table"
    json = "json"
    html = "html"
    xlsx = "xlsx"


class ReportsFormat(StrEnum):
    """Names of the formats that a batch job writes its reports in."""

    parquet = "parquet"
    jsonl = "jsonl"


class Backend(StrEnum):
    """What runs the encoder."""

    onnx = "onnx"
    torch = "torch"


class Precision(StrEnum):
    """Names of the onnx backend's arithmetics."""

    fp32 = "fp32"
    int8 = "int8"
    auto = "auto"


class Engine(StrEnum):
    """Where a batch job does its work."""

    pool = "pool"
    device = "device"
    ray = "ray"


BACKEND = typer.Option(help="What runs the encoder; torch needs the extra of that name.")
DEVICE = typer.Option(metavar="NAME", help="Where it runs: cpu, or with the torch backend cuda, cuda:1 and the like.")
PRECISION = typer.Option(help="Of the onnx backend's arithmetic; auto is int8 on processors that are fast in it.")
CASCADE = typer.Option(
    "--cascade/--full",
    help="Whether the encoder reads only the windows in which the lexical memory is unsure: faster, few records change.",
)
THREADS = typer.Option(min=1, metavar="N", help="Of the onnx backend; by default one a core.")


def main() -> None:
    """Entry point of `giar-ner` and `python -m giar_ner`."""
    app(prog_name="giar-ner")


def _version(wanted: bool) -> None:
    if wanted:
        import giar_ner

        print(f"giar-ner {giar_ner.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Only `--version`."""


@app.command()
def extract(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Reports (files); - is standard input.", show_default=False)],
    format: Annotated[Format, typer.Option("--format", "-f", help="json: an object for one input, an array for several.")] = Format.table,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE|DIR", help="One file for all; a folder (exists or ends in /) takes a file per input."),
    ] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, metavar="P", help="Leave out records of less confidence.")] = 0.0,
    min_precision: Annotated[
        float | None,
        typer.Option(metavar="P", help="Keep as many records as this share of them is right (0.99), by the model's own curve."),
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="DIR", help="A trained model instead of the one in the package.")] = None,
    backend: Annotated[Backend, BACKEND] = Backend.onnx,
    device: Annotated[str, DEVICE] = "cpu",
    precision: Annotated[Precision, PRECISION] = Precision.fp32,
    cascade: Annotated[bool, CASCADE] = False,
    threads: Annotated[int | None, THREADS] = None,
    text: Annotated[bool, typer.Option("--text/--no-text", help="The report's text as part of the JSON.")] = True,
    bom: Annotated[bool, typer.Option("--bom", help="CSV that Excel opens right (a byte order mark first).")] = False,
) -> None:
    """Read reports and give their records: a table to read, or JSON, JSON Lines, CSV."""
    if bom and format is not Format.csv:
        raise typer.BadParameter("only --format csv has a byte order mark", param_hint="--bom")
    if min_precision is not None and not 0 < min_precision < 1:
        raise typer.BadParameter("a share above 0 and below 1, such as 0.99", param_hint="--min-precision")
    with _orderly():
        from giar_ner.extractor import Extractor
        from giar_ner.records import confident
        from giar_ner.render import output as open_output

        extractor = Extractor(model, min_precision=min_precision, **_running(backend, device, precision, cascade, threads))
        failed = 0
        with open_output(output, format.value, paths, text=text, bom=bom) as add:
            for path in _progress(paths, shown=output is not None or not sys.stdout.isatty()):
                report = _attempt(extractor, path)
                if report is None:
                    failed += 1
                else:
                    add(path, confident(report, min_confidence))
        if failed:
            if len(paths) > 1:
                _say(f"{failed} of {len(paths)} inputs failed")
            raise typer.Exit(1)


@app.command()
def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN...",
            help="Files, folders, globs, URLs of fsspec, @FILE (a list of them), .jsonl and .parquet (a document a row).",
            show_default=False,
        ),
    ],
    out: Annotated[str, typer.Argument(metavar="OUT", help="A folder; a job that was begun there goes on.", show_default=False)],
    shard: Annotated[str, typer.Option(metavar="I/N", help="Do this share alone, beside other runs with the same OUT.")] = "1/1",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes (device: readers; ray: actors); by default one a core.")] = None,
    reports: Annotated[ReportsFormat, typer.Option(help="How the reports are written.")] = ReportsFormat.parquet,
    csv: Annotated[bool, typer.Option("--csv", help="All records in one CSV, too.")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Panel and records as workbooks, too (extra xlsx).")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="CSV that Excel opens right (a byte order mark first).")] = False,
    min_precision: Annotated[
        float | None,
        typer.Option(metavar="P", help="Keep as many records as this share of them is right (0.99), by the model's own curve."),
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="DIR", help="A trained model instead of the one in the package.")] = None,
    backend: Annotated[Backend, BACKEND] = Backend.onnx,
    device: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help="Where it runs: cpu, or with the torch backend cuda or several: cuda:0,cuda:1; one named twice works twice.",
        ),
    ] = "cpu",
    precision: Annotated[Precision, PRECISION] = Precision.auto,
    cascade: Annotated[bool, CASCADE] = True,
    engine: Annotated[
        Engine | None,
        typer.Option(
            help="pool: processes with a model each; device: readers around a model per device; ray: a cluster (extra ray). By the device."
        ),
    ] = None,
    text: Annotated[bool, typer.Option("--text/--no-text", help="The report's text as part of the report.")] = True,
    part_size: Annotated[int, typer.Option(min=1, help="Documents per part: as many are read again at most after a crash.")] = 500,
    text_column: Annotated[str, typer.Option(help="Of JSONL and Parquet: the column with the text.")] = "text",
    bytes_column: Annotated[str, typer.Option(help="... or with the bytes of a file (Base64 in JSONL).")] = "bytes",
    id_column: Annotated[str | None, typer.Option(help="... and with the document's name, instead of file#row.")] = None,
    timeout: Annotated[float, typer.Option(min=1, metavar="S", help="Seconds that one document may take.")] = 1800,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Read many reports into a folder: reports, records, a panel (organisation x year) with its sources, errors. Resumes what was killed.

    Exit code 1 when some documents could not be read (they are in OUT/errors) or the job cannot go on; 130 after Ctrl-C, which finishes the part.
    """
    with _orderly():
        from giar_ner.batch import EngineName, Settings, Shard, run
        from giar_ner.errors import ConfigError

        try:
            chosen = Settings(
                model=model,
                backend=backend.value,
                device=device,
                precision=precision.value,
                cascade=cascade,
                min_precision=min_precision,
                reports=reports.value,
                text=text,
                part_size=part_size,
                text_column=text_column,
                bytes_column=bytes_column,
                id_column=id_column,
                bom=bom,
            )
            share = Shard.parse(shard)
        except ConfigError as error:
            raise typer.BadParameter(str(error)) from None
        where: EngineName | None = engine.value if engine else None
        done = run(inputs, out, chosen, engine=where, shard=share, workers=workers, csv=csv, xlsx=xlsx, timeout=timeout, progress=not quiet)
        for line in done.lines():
            _say(line)
        if done.interrupted:
            raise typer.Exit(130)
        if done.errors:
            raise typer.Exit(1)


@app.command()
def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Reports; of two neighbouring years both, to compare them.", show_default=False)
    ],
    format: Annotated[CheckFormat, typer.Option("--format", "-f", help="xlsx needs the extra of that name.")] = CheckFormat.table,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Instead of standard output.")] = None,
    model: Annotated[str | None, typer.Option(metavar="DIR", help="A trained model instead of the one in the package.")] = None,
    backend: Annotated[Backend, BACKEND] = Backend.onnx,
    device: Annotated[str, DEVICE] = "cpu",
    precision: Annotated[Precision, PRECISION] = Precision.fp32,
    cascade: Annotated[bool, CASCADE] = False,
    threads: Annotated[int | None, THREADS] = None,
) -> None:
    """Do the figures add up: rows, columns and totals of the forms, prose against table, growth rates, this year against last.

    Exit code 1 when something fails (or a file cannot be read), 0 otherwise.
    """
    if format is CheckFormat.xlsx and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a workbook needs --output FILE", param_hint="--format")
    with _orderly():
        from giar_ner.extractor import Extractor
        from giar_ner.render.checks import check_reports, failures, write_checks

        extractor = Extractor(model, **_running(backend, device, precision, cascade, threads))
        attempts = [(path, _attempt(extractor, path)) for path in _progress(paths, shown=True)]
        reports = [(path, report) for path, report in attempts if report is not None]
        checked, pairs = check_reports(reports)
        write_checks(checked, pairs, format.value, output, paths)
        if failures(checked, pairs) or len(reports) < len(paths):
            raise typer.Exit(1)


@app.command(add_help_option=False, context_settings=PASS_ON)
def evaluate(context: typer.Context) -> None:
    """Score a folder of reports against gold (evaluate --help says more)."""
    with _orderly():
        from giar_ner.evaluate import main as run

        raise typer.Exit(run(context.args))


@app.command(add_help_option=False, context_settings=PASS_ON)
def train(context: typer.Context) -> None:
    """Train a model, as python -m giar_ner.train does (train --help says more)."""
    with _orderly():
        from giar_ner.train import main as run

        raise typer.Exit(run(context.args))


def _running(backend: Backend, device: str, precision: Precision, cascade: bool, threads: int | None) -> dict[str, Any]:
    """How an extractor runs its encoder."""
    return {"backend": backend.value, "device": device, "precision": precision.value, "cascade": cascade, "threads": threads or 0}


def _attempt(extractor: Extractor, path: str) -> Report | None:
    """The report of one input, or None after its reason is on stderr: one bad file must not end a run over many."""
    from giar_ner.errors import GiarError

    try:
        return _from_stdin(extractor) if path == "-" else extractor.extract_file(path)
    except GiarError as error:
        reason = str(error).removeprefix(f"{path}: ")
    except Exception as error:
        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        reason = f"internal error ({type(error).__name__}: {error}); please report it with what {TRACEBACK}=1 shows"
    _say(f"{path}: {reason}")
    return None


def _from_stdin(extractor: Extractor) -> Report:
    from giar_ner.reading import read
    from giar_ner.reading.document import MAX_BYTES

    # One byte more than the limit is enough for `read` to refuse an endless stream.
    return extractor.extract_document(read(sys.stdin.buffer.read(MAX_BYTES + 1)))


def _progress(paths: Sequence[str], *, shown: bool) -> Iterator[str]:
    """The paths one by one, with a bar on stderr where a person waits and the results go elsewhere than to the screen."""
    if not shown or len(paths) < 2 or not sys.stderr.isatty():
        yield from paths
        return
    from rich.console import Console
    from rich.progress import Progress

    # Results may go to stdout meanwhile: rich must not catch them and show them above the bar.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        yield from bar.track(paths, description="reading reports")


@contextmanager
def _orderly() -> Iterator[None]:
    """Errors as one sentence, and the exit codes that a shell expects."""
    from giar_ner.errors import GiarError, ModelError

    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except BrokenPipeError:
        # Python flushes stdout once more when it ends, which would fail again and say so.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(141) from None
    except GiarError as error:
        from giar_ner.render import OutputError

        _say(str(error))
        raise typer.Exit(2 if isinstance(error, OutputError | ModelError) else 1) from None  # 2: nothing could be done at all
    except OSError as error:
        _say(str(error))
        raise typer.Exit(1) from None


def _say(message: str) -> None:
    print(f"giar-ner: {message}", file=sys.stderr)
