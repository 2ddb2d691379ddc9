"""A job in a process of its own: killed at random moments, interrupted, without room or right to write; then started again.

`GIAR_NER_KILLS=20` kills twenty jobs; the suite is content with three.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from batch_jobs import errors, go, reports, snapshot

KILLS = int(os.environ.get("GIAR_NER_KILLS", "3"))
JOB = """
import sys
from batch_jobs import go
from giar_ner.batch import manifest
from giar_ner.errors import GiarError
manifest.code = lambda: {"version": "test"}  # as conftest does
try:
    done = go(out=sys.argv[1], part_size=4, workers=2, csv=True, progress=True)
except GiarError as error:
    sys.exit(str(error))
sys.exit(130 if done.interrupted else 0)
"""


def job(out: str, *before: str, **options: Any) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    return subprocess.Popen([*before, sys.executable, "-c", JOB, out], env=environment, stderr=subprocess.PIPE, text=True, **options)


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, told = process.communicate(timeout=120)
    return process.returncode, told


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    for _ in range(6000):
        if path.exists() or process.poll() is not None:
            return
        time.sleep(0.01)


def test_killed_at_random_moments_and_resumed(inputs: Any) -> None:
    inputs(*reports(40, "slow "), "bug", "die")
    began = time.monotonic()
    code, told = finish(job("whole"))
    assert code == 0 and "giar-ner: 42 of 42 documents, " in told
    lasted = time.monotonic() - began
    moments = random.Random(7)
    struck = 0
    for turn in range(KILLS):
        out = f"out{turn}"
        process = job(out)
        if moments.random() < 0.7:  # most while parts are made: starting takes a good share of so short a job
            wait_for(Path(out, "manifest.json"), process)
            time.sleep(moments.uniform(0, lasted / 2))
        else:
            time.sleep(moments.uniform(0, lasted))
        struck += process.poll() is None
        process.kill()
        process.communicate()
        assert finish(job(out))[0] == 0
        assert errors(out) == errors("whole")
        assert snapshot(out) == snapshot("whole")
    assert struck


def test_workers_end_with_a_job_that_was_killed(inputs: Any) -> None:
    """Even in the middle of a document, which nobody is there to take any more."""
    psutil = pytest.importorskip("psutil")
    inputs(*["hang"] * 8)
    process = job("out")
    wait_for(Path("out/manifest.json"), process)
    workers = psutil.Process(process.pid).children(recursive=True)
    assert workers
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive


def test_ctrl_c_finishes_the_part(inputs: Any) -> None:
    inputs(*reports(400, "slow "))
    process = job("out", start_new_session=True)
    wait_for(Path("out/reports/part-00000.parquet"), process)
    os.killpg(process.pid, signal.SIGINT)  # as the terminal does: all of the job's processes
    code, told = finish(process)
    assert code == 130
    assert "finishing the parts at work" in told and "Traceback" not in told
    made = [name for name in snapshot() if name.startswith("reports/")]
    assert 1 <= len(made) < 100 and not Path("out/.unfinished").exists() and not Path("out/panel.csv").exists()
    for name in made:
        stem = Path(name).stem
        assert Path(f"out/records/{stem}.parquet").exists() and Path(f"out/figures/{stem}.jsonl").exists()


def test_disk_full(inputs: Any) -> None:
    """The system lets no file grow beyond some kilobytes, which a full disk does as well; later it does."""
    inputs(*reports(12))
    limited = job("out", preexec_fn=lambda: limit(5_000))
    code, told = finish(limited)
    assert code == 1
    assert "cannot write out/" in told and "the same command goes on from there" in told and "Traceback" not in told
    assert finish(job("out"))[0] == 0
    go(out="whole", part_size=4, csv=True)
    assert snapshot() == snapshot("whole")


def limit(most: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def can_mount() -> bool:
    try:
        return subprocess.run(["unshare", "-rm", "sh", "-c", "mount -t tmpfs tmpfs /mnt"], capture_output=True).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not can_mount(), reason="needs the right to mount")
@pytest.mark.parametrize(("options", "reason"), [("ro", "Read-only file system"), ("size=64k", "No space left on device")])
def test_file_system_without_room_or_right(inputs: Any, options: str, reason: str) -> None:
    inputs(*reports(12))
    mount = f'mkdir out && mount -t tmpfs -o {options} tmpfs out && exec "$@"'
    code, told = finish(job("out", "unshare", "-rm", "sh", "-c", mount, "sh"))
    assert code == 1
    assert "cannot write out" in told and reason in told and "Traceback" not in told


def test_folder_without_permission(inputs: Any) -> None:
    inputs(*reports(1))
    Path("out").mkdir(mode=0o555)
    if os.access("out", os.W_OK):
        pytest.skip("this user may write anywhere")
    assert "Permission denied" in finish(job("out"))[1]
