#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the scripts of the window with two programs, and compares what these show and write.

compare.py asks run_scripts(). For whoever writes a script, this file is a program too:

window_scripts.py PROGRAM DRIVER FOLDER [PATTERN]

carries the scripts out with one program, and keeps in FOLDER what it showed: transcripts, pictures and files.

A script is a file of scripts/: a line with the licence, one that says what a user does, and then one command a line.
They are carried out by a plugin in the program itself (driver/), which the build leaves as libperimeterscript.so in a
folder `generic`; each command is explained above its function in driver/*_steps.cpp. The line `start [FILE]` is for
here: the program is started (again), with a file as its argument. What is before the first such line is done in a
program that was started without one.
"""
import concurrent.futures
import contextlib
import datetime
import json
import os
import pathlib
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from typing import Dict, Iterator, List, Optional, Tuple

import masking
from cases import SAMPLES
from differences import Versions, first_difference
from outcome import Outcome
from running import environment, files_below

SCRIPTS = pathlib.Path(__file__).resolve().parent / "scripts"
# Programs mostly wait for themselves to be idle, so that more of them than processors get on well.
WORKERS = 3 * min(2, os.cpu_count() or 1)
TIMEOUT_SECONDS = 400.0  # for one start of the program; the driver itself gives up a line after 60 s
ENDED_WELL = re.compile(rb"(?m)^END$")
SHOWN_LINES = 5  # of a transcript that breaks off
# What the window keeps of unsaved changes comes at its own time, under a name drawn by lot; what Qt keeps of its file
# dialogs tells how wide it drew the dates of files.
NOT_COMPARED = re.compile(r"^HOME/(?:data/[^/]+/[^/]+/autosave/|temporary/|runtime/|config/QtProject\.conf$)")

# "One-class SVM 3.2 ms · Robust covariance 12 ms"
STATUS_TIMES = re.compile(rb"(?m)^( *statusTimes label .*)$")
TIME = re.compile(rb"\d[\d,.]* ms")
# The last column of the messages says when each was heard.
MESSAGES = re.compile(rb"(?m)^> show messages\n(?:(?!> ).*\n)*")
TIME_OF_DAY = re.compile(rb"(?m) \| \d\d:\d\d:\d\d(?=(?: \(\d+ times\))?$)")


@dataclass(frozen=True)
class Part:
    """The lines for one start of the program; those of other parts are left empty, so that numbers stay."""
    argument: Optional[str]
    text: str


@dataclass
class Shown:
    """What one program showed and wrote in the course of a script."""
    problem: str = ""  # how it failed
    transcript: bytes = b""
    pictures: Dict[str, bytes] = field(default_factory=dict)
    files: Dict[str, bytes] = field(default_factory=dict)
    error: bytes = b""


def parts_of(script: str) -> List[Part]:
    lines = script.split("\n")
    begins = [i for i, line in enumerate(lines) if re.match(r"start\b", line)]
    parts = []
    for begin, end in zip([-1, *begins], [*begins, len(lines)]):
        body = lines[begin + 1:end]
        if begin < 0 and not any(line.strip() and not line.startswith("#") for line in body):
            continue
        argument = lines[begin].partition(" ")[2].strip() if begin >= 0 else ""
        parts.append(Part(argument or None, "\n" * (begin + 1) + "\n".join(body) + "\n"))
    return parts


def screen(scratch: pathlib.Path) -> pathlib.Path:
    """Qt's own screen without a display is smaller than the window."""
    path = scratch / "screen.json"
    path.write_text(json.dumps({"screens": [{"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1200,
                                             "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    return path


def surroundings(scratch: pathlib.Path, driver: pathlib.Path) -> Dict[str, str]:
    return {**environment(scratch / "home"),
            "QT_QPA_PLATFORM": f"offscreen:configfile={screen(scratch)}",
            "QT_QPA_GENERIC_PLUGINS": "perimeterscript",
            "QT_PLUGIN_PATH": str(driver.resolve().parents[1]),
            "QT_SCALE_FACTOR": "1",
            "PERIMETER_SCRIPT": str(scratch / "script.txt"),
            "PERIMETER_TRANSCRIPT": str(scratch / "seen" / "transcript.txt")}


def run_part(program: str, part: Part, scratch: pathlib.Path, driver: pathlib.Path) -> Tuple[str, bytes]:
    """How it failed, or nothing; and what was printed."""
    (scratch / "script.txt").write_text(part.text, encoding="utf-8")
    arguments = [part.argument] if part.argument else []
    process = subprocess.Popen([program, *arguments], cwd=scratch / "folder", env=surroundings(scratch, driver),
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True)
    try:
        said, _ = process.communicate(timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # the session that was started above: children end with it
        said, _ = process.communicate()
        return f"did not end within {TIMEOUT_SECONDS:.0f} s", said
    if process.returncode < 0:
        return f"was ended by signal {-process.returncode}", said
    return (f"exits with {process.returncode}" if process.returncode else ""), said


def carry_out(program: str, script: pathlib.Path, scratch: pathlib.Path, driver: pathlib.Path) -> Shown:
    """Both programs get the same scratch folder, one after the other, so that paths are the same in what they show."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(SAMPLES, scratch / "folder")
    (scratch / "seen").mkdir()
    given = files_below(scratch / "folder", "")
    transcript = scratch / "seen" / "transcript.txt"
    shown = Shown()
    for number, part in enumerate(parts_of(script.read_text(encoding="utf-8")), 1):
        shown.problem, said = run_part(program, part, scratch, driver)
        shown.error += said
        shown.transcript = transcript.read_bytes() if transcript.is_file() else b""
        if not shown.problem and len(ENDED_WELL.findall(shown.transcript)) != number:
            shown.problem = "broke off"
        if shown.problem:
            break
    shown.pictures = {path.name: path.read_bytes() for path in sorted((scratch / "seen").glob("*.png"))}
    left = {**files_below(scratch / "folder", ""), **files_below(scratch / "home", "HOME/")}
    shown.files = {name: content for name, content in left.items()
                   if given.get(name) != content and not NOT_COMPARED.match(name)}
    return shown


def carry_out_both(old: str, new: str, script: pathlib.Path, scratch: pathlib.Path,
                   driver: pathlib.Path) -> Tuple[Shown, Shown]:
    """One after the other; once more if midnight came between, as reports name the day."""
    while True:
        day = datetime.datetime.now(datetime.timezone.utc).date()
        both = carry_out(old, script, scratch, driver), carry_out(new, script, scratch, driver)
        if datetime.datetime.now(datetime.timezone.utc).date() == day:
            return both


def masked(transcript: bytes) -> bytes:
    transcript = STATUS_TIMES.sub(lambda line: TIME.sub(b"<ms>", line.group()), transcript)
    return MESSAGES.sub(lambda table: TIME_OF_DAY.sub(b" | <time>", table.group()), transcript)


def printed(text: bytes) -> bytes:
    """Without what Qt says of a screen that is none."""
    return b"".join(line for line in text.splitlines(True) if not line.startswith(b"This plugin does not support "))


def difference_of(old: Shown, new: Shown, versions: Versions = (None, None)) -> Optional[str]:
    """None where both showed and wrote the same to the end."""
    for which, shown in (("old", old), ("new", new)):
        if shown.problem:
            last = shown.transcript.decode("utf-8", "replace").strip().split("\n")[-SHOWN_LINES:]
            said = printed(shown.error).decode("utf-8", "replace").strip().split("\n")[-SHOWN_LINES:]
            return "\n".join([f"the {which} program {shown.problem}; its transcript ends with", *last, *said])
    for what, before, after in (("the transcript", masked(old.transcript), masked(new.transcript)),
                                ("what is printed", printed(old.error), printed(new.error))):
        before, after = (masking.mask_version(*each) for each in zip((before, after), versions))
        if before != after:
            return first_difference(what, before, after)
    for which, missing in (("old", sorted(set(old.files) - set(new.files))),
                           ("new", sorted(set(new.files) - set(old.files)))):
        if missing:
            return f"only the {which} program leaves {', '.join(missing)}"
    for name in old.files:
        before, after = (masking.mask_file(name, shown.files[name], version)
                         for shown, version in zip((old, new), versions))
        if before != after:
            return first_difference(name, masking.readable(before), masking.readable(after))
    return None


def keep(shown: Shown, folder: pathlib.Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    kept = {"transcript.txt": shown.transcript, "printed.txt": shown.error, **shown.pictures,
            **{f"files/{name}": content for name, content in shown.files.items() if not name.endswith("/")}}
    for name, content in kept.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def chosen(only: Optional[str]) -> List[pathlib.Path]:
    return [path for path in sorted(SCRIPTS.glob("*.txt")) if not only or re.search(only, f"window/{path.stem}")]


@contextlib.contextmanager
def scratch_folders() -> "Iterator[queue.Queue[pathlib.Path]]":
    with tempfile.TemporaryDirectory(prefix="perimeter-window-") as top:
        folders: "queue.Queue[pathlib.Path]" = queue.Queue()
        for number in range(WORKERS):
            folders.put(pathlib.Path(top) / str(number))
        yield folders


def run_scripts(old_program: str, new_program: str, driver_path: Optional[str],
                only: Optional[str]) -> Iterator[Outcome]:
    """Where PERIMETER_KEEP names a folder, what differs is kept there."""
    if not driver_path or not pathlib.Path(driver_path).is_file():
        yield Outcome("window", f"there is no driver of the window ({driver_path}): build perimeter_script")
        return
    from compare import versions_to_mask  # late, as it asks for this module in turn
    driver = pathlib.Path(driver_path)
    kept = os.environ.get("PERIMETER_KEEP")
    with scratch_folders() as folders, concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        scratch = folders.get()
        versions = versions_to_mask(old_program, new_program, scratch)
        folders.put(scratch)

        def compare(script: pathlib.Path) -> Outcome:
            scratch = folders.get()
            try:
                old, new = carry_out_both(old_program, new_program, script, scratch, driver)
            finally:
                folders.put(scratch)
            difference = difference_of(old, new, versions)
            if kept and difference:
                keep(old, pathlib.Path(kept) / script.stem / "old")
                keep(new, pathlib.Path(kept) / script.stem / "new")
            return Outcome(f"window/{script.stem}", difference)

        yield from pool.map(compare, chosen(only))


def main(arguments: List[str]) -> int:
    if len(arguments) not in (3, 4):
        print(__doc__)
        return 2
    program, driver, folder = (pathlib.Path(argument).absolute() for argument in arguments[:3])
    failed = 0
    with scratch_folders() as folders, concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        def show(script: pathlib.Path) -> Tuple[pathlib.Path, Shown]:
            scratch = folders.get()
            try:
                return script, carry_out(str(program), script, scratch, driver)
            finally:
                folders.put(scratch)

        for script, shown in pool.map(show, chosen(arguments[3] if len(arguments) > 3 else None)):
            keep(shown, folder / script.stem)
            failed += bool(shown.problem)
            last = shown.transcript.decode("utf-8", "replace").strip().split("\n")[-1]
            print(f"{script.stem}: {f'{shown.problem}: {last}' if shown.problem else 'done'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
