# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case is made of: steps that are taken in order in one fresh folder."""
import functools
import pathlib
import shlex
from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple, Union

FOLDER = pathlib.Path(__file__).resolve().parent
SAMPLES = FOLDER.parents[1] / "resources" / "samples"
FIXTURES = FOLDER / "fixtures"


@dataclass(frozen=True)
class Run:
    """The program with arguments, written as in a shell. The status is what the old program must exit with."""
    line: str
    status: int = 0
    stdin: Optional[str] = None  # a file of the folder; without one, standard input is empty
    stdout: Optional[str] = None  # a place that standard output is sent to instead of being compared
    interrupt_after: Optional[int] = None  # lines of output after which the program is interrupted, as by Ctrl+C

    @property
    def arguments(self) -> List[str]:
        return shlex.split(self.line)


@dataclass(frozen=True)
class Replace:
    """Changes the one place in a file that reads so; a file that holds it several times is an error of the case."""
    path: str
    before: bytes
    after: bytes


@dataclass(frozen=True)
class Cut:
    """Keeps a part of a file: its first bytes, as a share of all."""
    path: str
    share: float


@dataclass(frozen=True)
class Move:
    path: str
    to: str


@dataclass(frozen=True)
class MakeFolder:
    path: str


Step = Union[Run, Replace, Cut, Move, MakeFolder]


@dataclass(frozen=True)
class Case:
    name: str
    steps: Tuple[Step, ...]
    files: Dict[str, bytes]  # that are there before the first step

    @property
    def runs(self) -> List[Run]:
        return [step for step in self.steps if isinstance(step, Run)]


@functools.lru_cache(maxsize=None)
def bundled_files() -> Dict[str, bytes]:
    return {path.name: path.read_bytes()
            for folder in (SAMPLES, FIXTURES) for path in sorted(folder.iterdir()) if path.is_file()}


def case(name: str, *steps: Union[str, Step], files: Optional[Dict[str, Union[bytes, str]]] = None,
         needs: Tuple[str, ...] = ()) -> Case:
    """A step that is a text is a command line that succeeds. Samples and fixtures named in one are copied into the
    folder, and so are those that are needed without being named."""
    all_steps = tuple(Run(step) if isinstance(step, str) else step for step in steps)
    lines = " ".join(f"{step.line} {step.stdin or ''}" for step in all_steps if isinstance(step, Run))
    content = {file: held for file, held in bundled_files().items() if file in lines or file in needs}
    for file, text in (files or {}).items():
        content[file] = text.encode("utf-8") if isinstance(text, str) else text
    return Case(name, all_steps, content)
