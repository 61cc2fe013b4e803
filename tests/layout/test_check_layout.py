#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every check passes a clean tree and fails each planted violation."""
import pathlib
import tempfile
import unittest
import unittest.mock

import check_layout
import include_table

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
HASH_SPDX = "# SPDX-License-Identifier: GPL-3.0-or-later\n"
CLEAN = {
    "CMakeLists.txt": HASH_SPDX + "project(perimeter VERSION 0.1.0)\n",
    ".clang-format": "BasedOnStyle: LLVM\n",
    "README.md": "# Perimeter\n",
    "build/scratch.cpp": "made, not written; see /" + "home/someone\n",
    "packaging/run": "#!/bin/bash\n" + HASH_SPDX,
    "packaging/org.metainfo.xml": '<?xml version="1.0"?>\n<!-- SPDX-License-Identifier: X -->\n<release version="0.1.0">',
    "src/main.cpp": SPDX + '#include "window/frame/main_window.h"\n',
    "src/base/error.h": SPDX + "#include <vector>\nenum class ErrorCode {\n    Cancelled,\n\n    // data\n"
                               "    FileEmpty, ///< path\n    Last ///< x\n};\n",
    "src/base/notice.h": SPDX + "enum class NoticeCode {\n    Tau, ///< value\n};\n",
    "src/data/engine/engine.cpp": SPDX + '#include "base/error.h"\n#include <duckdb.h>\n#include <sys/stat.h>\n',
    "src/detectors/svm/libsvm.cpp": SPDX + "#include <Eigen/Dense>\n#include <libsvm/svm.h>\n#include <hwy/highway.h>\n",
    "src/detectors/rows/points.h": SPDX + "#include <Eigen/Core>\n",
    "src/field/field.h": SPDX + '#include "detectors/rows/points.h"\n#include "base/error.h"\n',
    "src/explorer/wording/phrasing.cpp": SPDX + '#include "field/field.h"\n#include <QString>\n'
                                        "case ErrorCode::Cancelled: tr(\"x\"); case ErrorCode::FileEmpty: "
                                        "case ErrorCode::Last: case NoticeCode::Tau:\n",
    "src/figure/canvas/canvas.h": SPDX + "#include <QWidget>\n#include <qcustomplot.h>\n",
    "src/cli/cli.cpp": SPDX + '#include "figure/canvas/canvas.h"\n#include <CLI/CLI.hpp>\n#include "cli.moc"\n',
    "src/window/frame/main_window.h": SPDX + '#include "ui_main.h"\n#include <QtCharts/QChart>\n#include "figure/canvas/canvas.h"\n',
    "resources/resources.cpp": SPDX + "#include <QtCore/qdir.h>\n",
    "resources/samples/some.csv": "a,b\n",
}
for row in include_table.TABLE:
    CLEAN.setdefault(f"src/{row}/row.h" if row else "src/row.h", SPDX)
QT = {"QtCore/QString": "", "QtCore/qdir.h": "", "QtWidgets/QWidget": "", "QtGui/QImage": "", "QtCharts/QChart": "",
      "QtNetwork/QTcpSocket": ""}

# check, file, its text (after the licence line), what the violation's line must say
PLANTED = [
    ("includes", "src/data/text/a.cpp", "#include <QString>\n", "data/text may not include QtCore"),
    ("includes", "src/data/text/a.cpp", '#include "data/steps/b.h"\n', "data/text may not include data/steps"),
    ("includes", "src/base/a.h", '#include "data/table/b.h"\n', "base may not include data/table"),
    ("includes", "src/field/a.cpp", '#include "data/table/b.h"\n', "field may not include data/table"),
    ("includes", "src/explorer/session/a.cpp", "#include <QWidget>\n", "explorer/session may not include QtWidgets"),
    ("includes", "src/explorer/session/a.cpp", "#include <QImage>\n", "explorer/session may not include QtGui"),
    ("includes", "src/explorer/report/a.cpp", '#include "figure/canvas/canvas.h"\n', "canvas.h: explorer/report may not include QCustomPlot"),
    ("includes", "src/cli/a.cpp", "#include <qcustomplot.h>\n", "names QCustomPlot"),
    ("includes", "src/cli/a.cpp", "#include <QtCharts/QChart>\n", "names QtCharts"),
    ("includes", "src/figure/export/a.cpp", '#include "ui_main.h"\n', "figure/export may not include forms"),
    ("includes", "src/detectors/a.cpp", '#include "libsvm/svm.h"\n', "one file may name libsvm"),
    ("includes", "src/data/table/a.cpp", "#include <duckdb.h>\n", "names duckdb, which only data/engine may"),
    ("includes", "src/field/a.cpp", "#include <duckdb.h>\n", "field may not include duckdb"),
    ("includes", "src/base/a.cpp", "#include <boost/any.hpp>\n", "no library of the table"),
    ("includes", "src/window/frame/a.cpp", "#include <QTcpSocket>\n", "window/frame may not include QtNetwork"),
    ("includes", "src/window/sweep/a.h", '#include "window/watch/b.h"\n', "window/sweep may not include window/watch"),
    ("includes", "src/utilities/a.cpp", "\n", "no module of the table"),
    ("includes", "src/data/a.cpp", "\n", "no module of the table"),
    ("includes", "src/base/a.h", '#include "base/a.h"\n', "a loop"),
    ("length", "src/base/a.cpp", "int x;\n" * 500, "501 lines"),
    ("paths", "src/base/a.cpp", 'open("/' + 'home/someone/file");\n', "a.cpp:2"),
    ("paths", "README.md", "see /" + "work/main\n", "README.md:2"),
    ("unfinished", "src/base/a.cpp", "// TO" + "DO: later\n", "a.cpp:2"),
    ("toplevel", "docs/a.md", "", "docs: "),
    ("translated", "src/field/a.cpp", 'auto text = QObject::tr("words");\n', "a.cpp:2"),
    ("translated", "src/data/table/a.cpp", 'QCoreApplication::translate("a", "b");\n', "a.cpp:2"),
    ("phrased", "src/base/error.h", "enum class ErrorCode {\n    Cancelled,\n    Unsaid, ///< path\n};\n", "ErrorCode::Unsaid"),
    ("phrased", "src/base/notice.h", "enum class NoticeCode {\n    Unsaid\n};\n", "NoticeCode::Unsaid"),
    ("version", "CMakeLists.txt", "project(perimeter VERSION 0.2.0)\n", "newest release"),
]
UNLICENSED = ["src/base/a.cpp", "src/base/a.h", "tests/base/CMakeLists.txt", "packaging/b.cmake", "tests/data/a.py",
              "packaging/script", "resources/a.svg"]


class CheckLayout(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.tree = pathlib.Path(self.folder.name) / "tree"
        self.qt = pathlib.Path(self.folder.name) / "qt"
        for folder, contents in ((self.tree, CLEAN), (self.qt, QT)):
            for path, text in contents.items():
                self.plant(folder / path, text)

    def tearDown(self):
        self.folder.cleanup()

    def plant(self, path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run_check(self, check):
        arguments = [self.tree, self.qt] if check == "includes" else [self.tree]
        return check_layout.CHECKS[check](*arguments)

    def test_clean_tree_passes(self):
        for check in check_layout.CHECKS:
            with self.subTest(check):
                self.assertEqual(self.run_check(check), [])

    def test_planted_violations_fail(self):
        for check, path, text, says in PLANTED:
            with self.subTest(check=check, path=path, says=says):
                self.tearDown()
                self.setUp()
                for header in ("data/table/b.h", "data/steps/b.h", "window/watch/b.h"):
                    self.plant(self.tree / "src" / header, SPDX)
                self.plant(self.tree / path, (HASH_SPDX if path == "CMakeLists.txt" else SPDX) + text)
                found = self.run_check(check)
                self.assertTrue(any(says in line for line in found), found)

    def test_unlicensed_files_fail(self):
        for path in UNLICENSED:
            with self.subTest(path):
                self.plant(self.tree / path, "#!/bin/bash\necho\n")
                self.assertTrue(any(line.startswith(path) for line in check_layout.check_licence(self.tree)))

    def test_crowded_and_empty_folders_fail(self):
        for number in range(check_layout.MAX_FILES + 1):
            self.plant(self.tree / f"src/base/a{number}.h", SPDX)
        for file in (self.tree / "src/field").iterdir():
            file.unlink()
        found = check_layout.check_folders(self.tree)
        self.assertTrue(any(line.startswith("src/base: ") for line in found), found)
        self.assertTrue(any("src/field has no sources" in line for line in found), found)

    def test_modules_that_include_each_other_fail(self):
        table = {"base": ([], []), "data": (["base", "field"], []), "field": (["data"], [])}
        with unittest.mock.patch.dict(include_table.TABLE, table, clear=True):
            self.assertEqual(len(check_layout.check_loops(include_table.TABLE)), 2)
            self.assertEqual(check_layout.check_loops({"base": ([], []), "data": (["base"], [])}), [])

    def test_the_longest_listed_prefix_decides(self):
        with unittest.mock.patch.dict(include_table.TABLE, {"data": ([], []), "data/engine": ([], [])}, clear=True):
            self.assertEqual(check_layout.module_of(pathlib.Path("src/data/engine/deep/a.h")), "data/engine")
            self.assertEqual(check_layout.module_of(pathlib.Path("src/data/a.h")), "data")
            self.assertEqual(check_layout.module_of(pathlib.Path("src/main.cpp")), "")

    def test_every_check_has_a_planted_violation(self):
        self.assertEqual({check for check, *_ in PLANTED} | {"licence", "folders"}, set(check_layout.CHECKS))

    def test_qt_headers_must_be_there(self):
        self.assertNotEqual(check_layout.check_includes(self.tree, self.qt / "nowhere"), [])

    def test_phrasing_not_written_yet_is_skipped(self):
        (self.tree / "src/explorer/wording/phrasing.cpp").unlink()
        self.assertEqual(check_layout.main(["phrased", str(self.tree)]), check_layout.NOTHING_TO_CHECK)


if __name__ == "__main__":
    unittest.main()
