#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bundled typeface has tabular figures, and is otherwise the one it was made from.

Usage: test_make_tabular.py RESOURCES ORIGINAL MADE
"""
import pathlib
import sys
import unittest

RESOURCES, ORIGINAL, MADE = (pathlib.Path(argument) for argument in sys.argv[1:4])
sys.path.insert(0, str(RESOURCES))
import make_tabular  # noqa: E402


def advances(tables):
    count = make_tabular.numbers(tables[b"hhea"], 34, 1)[0]
    return make_tabular.numbers(tables[b"hmtx"], 0, 2 * count)[::2]


class MakeTabular(unittest.TestCase):
    def setUp(self):
        self.original = make_tabular.read_tables(ORIGINAL.read_bytes())
        self.made = make_tabular.read_tables(MADE.read_bytes())

    def figure_widths(self, tables):
        characters = make_tabular.read_characters(tables[b"cmap"])
        return [advances(tables)[characters[figure]] for figure in make_tabular.FIGURES]

    def test_figures_have_one_width(self):
        self.assertGreater(max(self.figure_widths(self.original)), 1.2 * min(self.figure_widths(self.original)))
        self.assertLess(max(self.figure_widths(self.made)), 1.002 * min(self.figure_widths(self.made)))

    def test_other_characters_keep_their_glyphs(self):
        before = make_tabular.read_characters(self.original[b"cmap"])
        after = make_tabular.read_characters(self.made[b"cmap"])
        changed = {character for character in before.keys() | after.keys() if before.get(character) != after.get(character)}
        self.assertEqual(changed, set(make_tabular.FIGURES))

    def test_family_has_a_name_of_its_own(self):
        for name in ("Inter Tabular", "InterTabular-"):
            self.assertIn(name.encode("utf-16-be"), self.made[b"name"])
            self.assertNotIn(name.encode("utf-16-be"), self.original[b"name"])

    def test_other_tables_are_untouched(self):
        self.assertEqual(self.original.keys(), self.made.keys())
        changed = {tag for tag in self.original if self.original[tag] != self.made[tag]}
        self.assertEqual(changed, {b"cmap", b"head", b"name"})

    def test_checksum_of_the_file_is_right(self):
        self.assertEqual(make_tabular.checksum(MADE.read_bytes()), 0xB1B0AFBA)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
