# SPDX-License-Identifier: GPL-3.0-or-later
"""The window half of the comparison: how scripts are divided, and what of a transcript is compared."""
import re
import unittest

import window_scripts
from window_scripts import SCRIPTS, Shown, difference_of, masked, parts_of

TRANSCRIPT = (b'> show window\n    statusTimes label "One-class SVM %s ms"\n    nuBox number "%s"\n'
              b"> show messages\n  1 rows: Message | About | Since\n  | Raise it. | Data | %s (2 times)\n> wait\nEND\n")
PLAIN = TRANSCRIPT % (b"3.2", b"0.15", b"22:26:24")


class Parts(unittest.TestCase):
    def test_a_script_without_a_start_is_one_part(self) -> None:
        parts = parts_of("# licence\n# words\n\nwait\n")
        self.assertEqual([part.argument for part in parts], [None])

    def test_numbers_of_lines_stay(self) -> None:
        parts = parts_of("# licence\nwait\nstart data.csv\nshow window\nstart\ncrash\n")
        self.assertEqual([part.argument for part in parts], [None, "data.csv", None])
        self.assertEqual([part.text.rstrip("\n").count("\n") + 1 for part in parts], [2, 4, 6])

    def test_nothing_is_started_for_comments_alone(self) -> None:
        self.assertEqual([part.argument for part in parts_of("# licence\n\nstart data.csv\nwait\n")], ["data.csv"])


class Differences(unittest.TestCase):
    def test_times_are_masked_and_numbers_are_not(self) -> None:
        self.assertEqual(masked(PLAIN), masked(TRANSCRIPT % (b"1,203", b"0.15", b"22:26:31")))
        self.assertNotEqual(masked(PLAIN), masked(TRANSCRIPT % (b"3.2", b"0.16", b"22:26:24")))

    def test_a_time_elsewhere_is_no_time_of_a_message(self) -> None:
        cell = b"> show table columnsTable\n  | span | %s\n"
        self.assertNotEqual(masked(cell % b"00:00:01"), masked(cell % b"00:00:02"))

    def test_the_same_failure_in_both_is_a_difference(self) -> None:
        failed = Shown(problem="exits with 4", transcript=b"> wait\nFAILED at line 3: no\n")
        self.assertIn("FAILED at line 3", difference_of(failed, failed) or "")

    def test_files_are_compared(self) -> None:
        old, new = (Shown(transcript=PLAIN, files={"figure.svg": content}) for content in (b"<a/>", b"<b/>"))
        self.assertIsNone(difference_of(old, old))
        self.assertIn("figure.svg", difference_of(old, new) or "")
        self.assertIn("only the old program", difference_of(old, Shown(transcript=PLAIN)) or "")

    def test_versions_are_masked_where_they_are_given(self) -> None:
        old, new = (Shown(transcript=b'> wait\n  "Perimeter %s"\nEND\n' % version) for version in (b"0.1.0", b"0.2.0"))
        self.assertIsNotNone(difference_of(old, new))
        self.assertIsNone(difference_of(old, new, ("0.1.0", "0.2.0")))

    def test_what_qt_says_of_the_screen_is_left_out(self) -> None:
        noise = b"This plugin does not support raise()\n"
        self.assertEqual(window_scripts.printed(noise + b"a warning\n"), b"a warning\n")


class Scripts(unittest.TestCase):
    def test_each_says_what_a_user_does(self) -> None:
        for path in sorted(SCRIPTS.glob("*.txt")):
            head = path.read_text(encoding="utf-8").split("\n")[:2]
            self.assertIn("SPDX-License-Identifier: GPL-3.0-or-later", head[0], path.name)
            self.assertRegex(head[1], r"^# A user", path.name)
            self.assertRegex(path.name, re.compile(r"^\d\d-[a-z-]+\.txt$"))


if __name__ == "__main__":
    unittest.main()
