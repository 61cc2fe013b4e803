# SPDX-License-Identifier: GPL-3.0-or-later
"""What a comparison of two programs finds of one case."""
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Outcome:
    name: str
    difference: Optional[str]  # None where both programs do the same
