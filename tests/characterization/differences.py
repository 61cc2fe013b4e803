# SPDX-License-Identifier: GPL-3.0-or-later
"""Says in few lines where two observations of a case first differ."""
import difflib
import re
from typing import List, Optional, Tuple

import masking
from running import TIMEOUT_SECONDS, Observation, Seen

Versions = Tuple[Optional[str], Optional[str]]  # of the old program and the new one, where they have to be masked

SHOWN_LINES = 6  # before and after the first difference
LONGEST_LINE = 160


def lines_of(text: bytes) -> List[str]:
    """The lines of a text; long ones, as those of figures and recipes, are broken between their parts."""
    lines: List[str] = []
    for line in text.decode("utf-8", "backslashreplace").split("\n"):
        parts = re.split(r"(?<=[,>;}]) ?", line) if len(line) > LONGEST_LINE else [line]
        lines += [part if len(part) <= LONGEST_LINE else part[:LONGEST_LINE] + "…" for part in parts]
    return lines


def first_difference(what: str, old: bytes, new: bytes) -> str:
    """A short unified diff around the first line that differs."""
    before, after = lines_of(old), lines_of(new)
    at = next((i for i, (a, b) in enumerate(zip(before, after)) if a != b), min(len(before), len(after)))
    begin, end = max(0, at - 2), at + SHOWN_LINES
    diff = list(difflib.unified_diff(before[begin:end], after[begin:end], "old", "new", n=2, lineterm=""))[3:]
    if not diff:
        place = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
        return f"{what}: byte {place} of {len(old)} and {len(new)} differs"
    return "\n".join([f"{what}, from line {begin + 1}:", *diff])


def status_of(seen: Seen) -> str:
    if seen.is_hung:
        return f"did not end within {TIMEOUT_SECONDS:.0f} s"
    return f"was ended by signal {-seen.status}" if seen.status < 0 else f"exits with {seen.status}"


def difference_of_runs(old: Seen, new: Seen, versions: Versions) -> Optional[str]:
    for which, seen in (("old", old), ("new", new)):
        if seen.is_hung or seen.status < 0:
            return f"the {which} program {status_of(seen)}"
    if old.status != old.expected:
        return (f"the old program {status_of(old)}, and {old.expected} is expected\n"
                f"{old.error.decode('utf-8', 'backslashreplace').strip()}")
    if old.status != new.status:
        said = new.error.decode("utf-8", "backslashreplace").strip()
        return f"the old program {status_of(old)}, the new one {status_of(new)}\n{said}"
    for what, before, after in (("standard output", old.out, new.out), ("standard error", old.error, new.error)):
        before, after = masking.mask_text(before, versions[0]), masking.mask_text(after, versions[1])
        if before != after:
            return first_difference(what, before, after)
    return None


def difference_of_files(old: Observation, new: Observation, versions: Versions) -> Optional[str]:
    for which, more in (("old", sorted(set(old.files) - set(new.files))),
                        ("new", sorted(set(new.files) - set(old.files)))):
        if more:
            return f"only the {which} program leaves {', '.join(more)}"
    for name in old.files:
        before = masking.mask_file(name, old.files[name], versions[0])
        after = masking.mask_file(name, new.files[name], versions[1])
        if before != after:
            return first_difference(name, masking.readable(before), masking.readable(after))
    return None


def difference_of(old: Observation, new: Observation, versions: Versions = (None, None)) -> Optional[str]:
    """None where both programs did the same, and the old one what the case expects of it."""
    for before, after in zip(old.runs, new.runs):
        difference = difference_of_runs(before, after, versions)
        if difference:
            return f"perimeter {before.line}\n{difference}"
    for which, observation in (("old", old), ("new", new)):
        if observation.problem:
            return f"a step cannot be taken after the {which} program: {observation.problem}"
    return difference_of_files(old, new, versions)
