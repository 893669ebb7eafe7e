import os
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from studio.base.cancellation import Cancellation, Cancelled
from studio.base.errors import EncodeError, InputError, OutputError
from studio.base.files import output_errors
from studio.media.ffmpeg import FfmpegProcess, ffmpeg_path, run

ENDLESS = ["-re", "-f", "lavfi", "-i", "testsrc=size=64x64", "-f", "null", "-"]


def test_the_bundled_program_is_there() -> None:
    assert Path(ffmpeg_path()).is_file()


def test_a_program_of_ones_own_is_used_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIWAR_FFMPEG", sys.executable)
    assert ffmpeg_path() == sys.executable


def test_a_wrong_program_of_ones_own_is_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIWAR_FFMPEG", "no-such-program")
    with pytest.raises(InputError, match="no-such-program"):
        ffmpeg_path()


def test_a_failing_job_says_ffmpegs_last_words() -> None:
    with pytest.raises(EncodeError) as caught:
        run(["-i", "missing.mp4", "-f", "null", "-"])
    assert "No such file" in caught.value.log


def test_a_job_ends_within_a_second_of_being_cancelled() -> None:
    begin = time.monotonic()
    cancellation = Cancellation(lambda: time.monotonic() - begin > 0.2)
    with pytest.raises(Cancelled):
        run(ENDLESS, cancellation=cancellation)
    assert not [child for child in psutil.Process().children() if "ffmpeg" in child.name()]


def test_a_job_that_takes_too_long_is_ended() -> None:
    with pytest.raises(EncodeError, match=r"within 0\.2 s"):
        run(ENDLESS, timeout=0.2)


def test_leaving_the_block_ends_the_program() -> None:
    with FfmpegProcess(ENDLESS) as process:
        assert psutil.pid_exists(process.pid)
    assert not psutil.pid_exists(process.pid)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_killed_program_is_told_apart_from_a_failing_one() -> None:
    with FfmpegProcess(ENDLESS) as process:
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(EncodeError, match="killed"):
            process.finish()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_named_as_such() -> None:
    with pytest.raises(OutputError, match="disk is full"):
        run(["-f", "lavfi", "-i", "testsrc=size=64x64:d=1", "-f", "rawvideo", "/dev/full"])


def test_a_network_address_is_never_opened() -> None:
    guarded = ["-protocol_whitelist", "file,pipe", "-i", "http://127.0.0.1:9/x.mp4", "-f", "null", "-"]
    with pytest.raises(EncodeError) as caught:
        run(guarded)
    assert "not on whitelist" in caught.value.log


def test_a_missing_folder_is_bad_output(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such folder"), output_errors("here"):
        (tmp_path / "none" / "x").write_bytes(b"")
