# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out a case with one program, and takes down all that can be seen of it."""
import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import Dict, List, Tuple

from cases import Case, Cut, MakeFolder, Move, Replace, Run

TIMEOUT_SECONDS = 120.0
# What a library keeps for itself in the folders of the user, and what changes there at every run.
NOT_THE_PROGRAMS = {"fontconfig"}


@dataclass(frozen=True)
class Seen:
    """What one run of the program shows."""
    line: str
    status: int  # minus the signal's number where a signal ended it
    out: bytes
    error: bytes
    expected: int
    is_hung: bool = False


@dataclass
class Observation:
    runs: List[Seen] = field(default_factory=list)
    files: Dict[str, bytes] = field(default_factory=dict)  # left in the folder, and in those of the user
    problem: str = ""  # why a step between the runs could not be taken


def environment(home: pathlib.Path) -> Dict[str, str]:
    """All that a program learns of its surroundings; where libraries lie is the caller's to say."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    folders = {"HOME": home}
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        folders[f"XDG_{name}_HOME"] = home / name.lower()
    folders["XDG_RUNTIME_DIR"] = home / "runtime"
    folders["TMPDIR"] = home / "temporary"
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Qt draws the order of its hashes by lot, and writes a PDF's typefaces in that order.
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "UTC", "QT_QPA_PLATFORM": "offscreen", "QT_HASH_SEED": "0",
            **{name: str(folder) for name, folder in folders.items()}}


def interrupt(process: "subprocess.Popen[bytes]", out: List[bytes], lines: int) -> None:
    """Takes in the output line by line, and interrupts the program once there are as many as wanted."""
    assert process.stdout
    for number, line in enumerate(process.stdout, 1):
        out.append(line)
        if number == lines:
            process.send_signal(signal.SIGINT)


def finish(process: "subprocess.Popen[bytes]", run: Run, timeout: float) -> Tuple[bytes, bytes]:
    if run.interrupt_after is None:
        out, error = process.communicate(timeout=timeout)
        return out or b"", error
    lines: List[bytes] = []
    reader = threading.Thread(target=interrupt, args=(process, lines, run.interrupt_after), daemon=True)
    reader.start()
    deadline = time.monotonic() + timeout
    process.wait(timeout=timeout)
    reader.join(timeout=max(0.0, deadline - time.monotonic()))
    assert process.stderr
    return b"".join(lines), process.stderr.read()


def run_program(program: str, run: Run, folder: pathlib.Path, home: pathlib.Path,
                timeout: float = TIMEOUT_SECONDS) -> Seen:
    with contextlib.ExitStack() as opened:
        stdin = opened.enter_context(open(folder / run.stdin if run.stdin else os.devnull, "rb"))
        stdout = opened.enter_context(open(run.stdout, "wb")) if run.stdout else subprocess.PIPE
        # Qt names folders after the name a program is called by, whatever its file is called.
        process = opened.enter_context(
            subprocess.Popen(["perimeter", *run.arguments], executable=program, cwd=folder, env=environment(home),
                             stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, start_new_session=True))
        try:
            out, error = finish(process, run, timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # the session that was started above: children end with it
            return Seen(run.line, process.wait(), b"", b"", run.status, is_hung=True)
    return Seen(run.line, process.returncode, out, error, run.status)


def take_step(step: object, folder: pathlib.Path) -> str:
    """Carries out what is no run of the program; what is wrong with it, or nothing."""
    if isinstance(step, MakeFolder):
        (folder / step.path).mkdir(parents=True)
        return ""
    path = folder / step.path
    if not path.is_file():
        return f"there is no file {step.path}"
    if isinstance(step, Move):
        (folder / step.to).parent.mkdir(parents=True, exist_ok=True)
        path.rename(folder / step.to)
        return ""
    content = path.read_bytes()
    if isinstance(step, Cut):
        path.write_bytes(content[:int(len(content) * step.share)])
    elif isinstance(step, Replace):
        if content.count(step.before) != 1:
            return f"{step.path} holds {step.before!r} {content.count(step.before)} times"
        path.write_bytes(content.replace(step.before, step.after))
    return ""


def files_below(top: pathlib.Path, prefix: str) -> Dict[str, bytes]:
    found: Dict[str, bytes] = {}
    for folder, subfolders, names in os.walk(top):
        subfolders[:] = sorted(set(subfolders) - NOT_THE_PROGRAMS)
        place = pathlib.Path(folder)
        if place != top:
            found[f"{prefix}{place.relative_to(top)}/"] = b""
        for name in sorted(names):
            path = place / name
            content = f"link to {os.readlink(path)}".encode() if path.is_symlink() else path.read_bytes()
            found[f"{prefix}{path.relative_to(top)}"] = content
    return found


def observe(program: str, case: Case, scratch: pathlib.Path, timeout: float = TIMEOUT_SECONDS) -> Observation:
    """Both programs get the same scratch folder, one after the other, so that paths are the same in what they write."""
    shutil.rmtree(scratch, ignore_errors=True)
    folder, home = scratch / "folder", scratch / "home"
    folder.mkdir(parents=True)
    for name, content in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    observation = Observation()
    for step in case.steps:
        if isinstance(step, Run):
            observation.runs.append(run_program(program, step, folder, home, timeout))
            continue
        observation.problem = take_step(step, folder)
        if observation.problem:
            break
    observation.files = {**files_below(folder, ""), **files_below(home, "HOME/")}
    return observation
