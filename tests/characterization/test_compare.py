# SPDX-License-Identifier: GPL-3.0-or-later
"""The comparison sees what differs, and only that. The programs are small scripts written here."""
import contextlib
import io
import os
import pathlib
import sys
import tempfile
import textwrap
import unittest
import zlib
from typing import List, Optional

import cases
import command_lines
import compare
import differences
import masking
import running
from outcome import Outcome

SAME = """
    open("out.csv", "w").write("a,b\\n1,2\\n")
    print("outliers 3")
"""


class Programs(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def program(self, name: str, body: str) -> str:
        path = self.folder / name
        path.write_text(f"#!{sys.executable} -SE\nimport os, signal, sys, time\n{textwrap.dedent(body)}")
        path.chmod(0o700)
        return str(path)

    def difference(self, old: str, new: str, *steps: "str | cases.Step", timeout: float = 20) -> Optional[str]:
        one = cases.case("one", *(steps or ("run",)), files={"in.csv": "a\n1\n2\n"})
        seen = [running.observe(self.program(name, body), one, self.folder / "scratch", timeout)
                for name, body in (("old", old), ("new", new))]
        return differences.difference_of(*seen)

    def assert_said(self, difference: Optional[str], *words: str) -> None:
        self.assertIsNotNone(difference)
        for word in words:
            self.assertIn(word, difference or "")


class DifferencesAreSeen(Programs):
    def test_the_same_program_does_the_same(self) -> None:
        self.assertIsNone(self.difference(SAME, SAME))

    def test_status(self) -> None:
        self.assert_said(self.difference(SAME, SAME + "    sys.exit(1)"), "exits with 0", "exits with 1")

    def test_standard_output(self) -> None:
        self.assert_said(self.difference(SAME, SAME.replace("outliers 3", "outliers 4")), "standard output",
                         "-outliers 3", "+outliers 4")

    def test_standard_error(self) -> None:
        self.assert_said(self.difference(SAME, SAME + '    print("a notice", file=sys.stderr)'), "standard error",
                         "+a notice")

    def test_ends_of_lines_and_bytes_that_are_no_text(self) -> None:
        self.assert_said(self.difference(SAME, SAME.replace('"outliers 3"', '"outliers 3 "')), "+outliers 3 ")
        octets = "    sys.stdout.buffer.write(b'\\xff%s')"
        self.assertIsNotNone(self.difference(SAME + octets % "", SAME + octets % "\\xfe"))

    def test_content_of_a_file(self) -> None:
        self.assert_said(self.difference(SAME, SAME.replace("1,2", "1,3")), "out.csv", "-1,2", "+1,3")

    def test_files_that_only_one_leaves(self) -> None:
        more = SAME + '    os.makedirs("more/empty")'
        self.assert_said(self.difference(SAME, more), "only the new program leaves more/, more/empty/")
        self.assert_said(self.difference(more, SAME), "only the old program leaves more/, more/empty/")
        home = SAME + '    open(os.environ["XDG_CACHE_HOME"] + "/kept", "w")'
        self.assert_said(self.difference(SAME, home), "HOME/cache/kept")

    def test_a_crash_is_reported_even_if_both_crash(self) -> None:
        crash = SAME + "    os.kill(os.getpid(), signal.SIGSEGV)"
        self.assert_said(self.difference(SAME, crash), "the new program was ended by signal 11")
        self.assert_said(self.difference(crash, crash), "the old program was ended by signal 11")

    def test_a_program_that_hangs_is_ended(self) -> None:
        self.assert_said(self.difference(SAME, SAME + "    time.sleep(60)", timeout=1), "the new program did not end")

    def test_the_old_program_must_exit_as_expected(self) -> None:
        fails = SAME + "    sys.exit(2)"
        self.assert_said(self.difference(fails, fails), "the old program exits with 2, and 0 is expected")
        self.assertIsNone(self.difference(fails, fails, cases.Run("run", 2)))

    def test_every_step_is_compared(self) -> None:
        counts = "    print(len(sys.argv[1]))"
        self.assert_said(self.difference(counts, counts + "\n    sys.exit(sys.argv[1] == 'bbb')", "a", "bbb"),
                         "perimeter bbb")

    def test_long_lines_are_shown_in_parts(self) -> None:
        body = "    print(','.join(str(i) for i in range(%s)))"
        said = self.difference(body % "400", body % "401")
        self.assert_said(said, "+400")
        self.assertLess(len(said or ""), 400)


class CasesAreCarriedOut(Programs):
    ECHO = """
        print(sys.argv[1:], sorted(os.listdir(".")), sys.stdin.read())
        print([name for name in os.environ if name.startswith("PYTHON")], os.environ["LC_ALL"], os.getcwd())
    """

    def observed(self, body: str, *steps: "str | cases.Step") -> running.Observation:
        one = cases.case("one", *steps, files={"in.csv": "a\n1\n2\n"})
        return running.observe(self.program("echo", body), one, self.folder / "scratch", 20)

    def test_arguments_files_and_standard_input(self) -> None:
        seen = self.observed(self.ECHO, cases.Run("fit hbk.csv --where 'a > 1'", stdin="in.csv")).runs[0]
        lines = seen.out.decode().split("\n")
        self.assertEqual(lines[0], "['fit', 'hbk.csv', '--where', 'a > 1'] ['hbk.csv', 'in.csv'] a")
        self.assertEqual(lines[-2], f"[] C.UTF-8 {self.folder}/scratch/folder")

    def test_steps_between_the_runs(self) -> None:
        observation = self.observed("", cases.Replace("in.csv", b"1", b"7"), cases.Cut("in.csv", 0.5),
                                    cases.Move("in.csv", "away/out.csv"), cases.MakeFolder("empty"))
        left = {name: held for name, held in observation.files.items() if not name.startswith("HOME/")}
        self.assertEqual(left, {"away/": b"", "away/out.csv": b"a\n7", "empty/": b""})
        self.assertEqual(self.observed("", cases.Replace("in.csv", b"\n", b"")).problem, "in.csv holds b'\\n' 3 times")
        self.assertEqual(self.observed("", cases.Move("gone", "there")).problem, "there is no file gone")

    def test_a_program_is_interrupted_after_some_lines(self) -> None:
        follows = """
            signal.signal(signal.SIGINT, lambda *_: sys.exit("interrupted"))
            print("1\\n2", flush=True)
            time.sleep(60)
        """
        seen = self.observed(follows, cases.Run("follow", interrupt_after=2)).runs[0]
        self.assertEqual((seen.status, seen.out, seen.error), (1, b"1\n2\n", b"interrupted\n"))


class MasksHideNothingElse(unittest.TestCase):
    def same(self, one: bytes, other: bytes) -> None:
        self.assertEqual(masking.mask_text(one), masking.mask_text(other))

    def differ(self, one: bytes, other: bytes) -> None:
        self.assertNotEqual(masking.mask_text(one), masking.mask_text(other))

    JSON = b'{"outliers": 3, "ms": {"fit": 1.25, "field": 0}, "notices": []}, "peak_rss_mib": 81.5}'

    def test_times_and_memory_in_json(self) -> None:
        self.same(self.JSON, self.JSON.replace(b"1.25", b"17").replace(b"81.5", b"9e1"))
        for old, new in ((b"3", b"4"), (b'"fit"', b'"fitted"'), (b"[]", b'["1.25"]'), (b', "field": 0', b"")):
            self.differ(self.JSON, self.JSON.replace(old, new))

    TABLE = ("detector         outliers  inliers  ρ or threshold    ms\nOne-class SVM           1       74"
             "         12.3457  10.5\nRobust covariance  no frontier\n\n3 rows took 1.5\n").encode()

    def test_times_in_the_table_of_fit(self) -> None:
        self.same(self.TABLE, self.TABLE.replace(b"  10.5", b"   9.7"))
        self.same(self.TABLE, self.TABLE.replace(b"  10.5", b"  1,203.5"))
        for old, new in ((b"      1 ", b"      2 "), (b"12.3457", b"12.3458"), (b"took 1.5", b"took 1.6")):
            self.differ(self.TABLE, self.TABLE.replace(old, new))
        self.differ(b"nu outliers\n0.1 3.5\n", b"nu outliers\n0.1 3.6\n")

    def test_dates_in_a_pdf(self) -> None:
        pdf = b"%PDF-1.4\n/CreationDate (D:20240429150000+00'00')\n/Title (D:20240429150000+00'00')\n"
        late = pdf.replace(b"Date (D:20240429", b"Date (D:20250501")
        self.assertEqual(masking.mask_file("a.pdf", pdf), masking.mask_file("a.pdf", late))
        self.assertNotEqual(masking.mask_file("a.pdf", pdf), masking.mask_file("a.pdf", pdf.replace(b"/T", b"/t")))
        self.assertNotEqual(masking.mask_file("a.svg", pdf[1:]), masking.mask_file("a.svg", late[1:]))

    def test_versions_and_seals_where_versions_differ(self) -> None:
        def document(version: str, seal: str, nu: str = "0.1") -> bytes:
            return f'"perimeter_document": "{version}", "nu": {nu}, "seal": "{seal * 64}"'.encode()

        def png(text: bytes) -> bytes:
            held = b"Perimeter\0\0" + zlib.compress(text)
            return b"\x89PNG\r\n\x1a\n" + len(held).to_bytes(4, "big") + b"zTXt" + held + b"\0\0\0\0"

        for form in (lambda text: text, lambda text: text.replace(b'"', b"&quot;"), png):
            old = masking.mask_file("a", form(document("0.1.0", "a")), "0.1.0")
            self.assertEqual(old, masking.mask_file("a", form(document("0.12.0", "b")), "0.12.0"))
            self.assertNotEqual(old, masking.mask_file("a", form(document("0.12.0", "b", "0.2")), "0.12.0"))
            self.assertNotEqual(old, masking.mask_file("a", form(document("0.1.0", "b")), "0.12.0"))
        self.assertNotEqual(masking.mask_file("a", document("0.1.0", "a")),
                            masking.mask_file("a", document("0.1.0", "b")))
        self.assertEqual(masking.mask_text(b"perimeter 0.1.0\n10.1.0, 0.1.0.1", "0.1.0"),
                         b"perimeter <version>\n10.1.0, 0.1.0.1")

    def test_what_is_compressed_can_be_read(self) -> None:
        pdf = b"%PDF-1.4\nstream\n" + zlib.compress(b"1 0 0 1 re") + b"\nendstream\nstream\nplain\nendstream\n"
        self.assertEqual(masking.readable(pdf), b"%PDF-1.4\nstream\n1 0 0 1 re\nendstream\nstream\nplain\nendstream\n")


class TheListIsWhole(unittest.TestCase):
    def test_it_is_long_and_names_are_their_own(self) -> None:
        names = [each.name for each in command_lines.CASES]
        self.assertGreaterEqual(len(names), 110)
        self.assertEqual(len(set(names)), len(names))
        self.assertTrue(all(each.runs for each in command_lines.CASES))

    def test_every_subcommand_succeeds_asks_for_help_and_fails(self) -> None:
        runs = [run for each in command_lines.CASES for run in each.runs]
        for subcommand in command_lines.SUBCOMMANDS:
            own = [run for run in runs if run.arguments[:1] == [subcommand]]
            self.assertTrue(any(run.status == 0 and "--help" not in run.line for run in own), subcommand)
            self.assertTrue(any("--help" in run.line for run in own), subcommand)
            self.assertTrue(any(run.status == 1 for run in own), subcommand)
            self.assertTrue(any(run.status == 2 for run in own), subcommand)

    def test_files_have_no_places_of_a_machine(self) -> None:
        for each in command_lines.CASES:
            for run in each.runs:
                absolute = [word for word in run.arguments if word.startswith("/")]
                self.assertFalse([word for word in absolute if not word.startswith("/dev/")], run.line)


class TheProgramCompares(Programs):
    def call(self, *arguments: str) -> "tuple[int, str]":
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            status = compare.main(list(arguments))
        return status, printed.getvalue()

    def test_the_same_and_another(self) -> None:
        usage = self.program("usage", 'print("usage of", *sys.argv[1:])')
        other = self.program("other", 'print("use of", *sys.argv[1:])')
        only = ["--only", r"^help\.(fit|score)$", "--no-window"]
        self.assertEqual(self.call(usage, usage, *only), (0, "2 of 2 cases are the same\n"))
        status, printed = self.call(usage, other, *only)
        self.assertEqual(status, 1)
        self.assertIn("help.fit differs:\n    perimeter fit --help\n", printed)
        self.assertTrue(printed.endswith("0 of 2 cases are the same\n"), printed)

    def test_another_version_is_none(self) -> None:
        says = 'print("perimeter %s" if sys.argv[1:] == ["--version"] else "usage")'
        old, new = (self.program(f"of-{version}", says % version) for version in ("0.1.0", "0.2.0"))
        self.assertEqual(self.call(old, new, "--only", "^help.program$", "--no-window")[0], 0)

    def test_nothing_compared_is_no_success(self) -> None:
        usage = self.program("usage", "")
        self.assertEqual(self.call(usage, usage, "--only", "^no such case$", "--no-window")[0], 1)

    def test_outcomes_of_the_window_count(self) -> None:
        def windows(old: str, new: str, driver: Optional[str], only: Optional[str]) -> List[Outcome]:
            return [Outcome("window.opens", None), Outcome("window.driver", driver)]

        usage = self.program("usage", "")
        self.addCleanup(setattr, compare, "compare_windows", compare.compare_windows)
        compare.compare_windows = windows
        status, printed = self.call(usage, usage, "--no-commands", "--window-driver", "a driver")
        self.assertEqual((status, printed), (1, "window.driver differs:\n    a driver\n1 of 2 cases are the same\n"))

    def test_the_list(self) -> None:
        status, printed = self.call("--list", "--only", "help.fit")
        self.assertEqual((status, printed), (0, "help.fit\n    perimeter fit --help\n"))


if __name__ == "__main__":
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    unittest.main()
