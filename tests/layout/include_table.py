# SPDX-License-Identifier: GPL-3.0-or-later
"""Which module may include what: the table of the design, written once."""

# module: (modules it may include, libraries it may include); both pass on to whoever may include the module. A file is of
# the longest module listed here that its folder begins with.
TABLE = {
    "base": ([], ["std"]),
    "data/engine": (["base"], ["duckdb", "libpsl"]),
    "data/table": (["data/engine"], []),
    "data/text": (["data/table"], []),
    "data/aggregates": (["data/table"], []),
    "data/formats": (["data/text"], []),
    "data/expression": (["data/text"], []),
    "data/steps": (["data/formats", "data/expression"], []),
    "data/arriving": (["data/steps"], []),
    "detectors/rows": (["base"], ["Eigen"]),
    "detectors/kernels": (["detectors/rows"], ["hwy"]),
    "detectors/dual": (["detectors/kernels"], []),
    "detectors/svm": (["detectors/dual"], ["libsvm"]),
    "detectors/covariance": (["detectors/rows"], []),
    "detectors": (["detectors/svm", "detectors/covariance"], []),
    "field": (["detectors"], []),
    "evaluation": (["field"], []),
    "explorer/value": (["data/arriving", "data/aggregates", "evaluation", "resources"], ["QtCore"]),
    "explorer/wording": (["explorer/value"], []),
    # knows no exploration
    "explorer/storage": (["data/text", "detectors/rows"], ["QtCore"]),
    "explorer/stages": (["explorer/value"], []),
    "explorer/pipeline": (["explorer/stages", "explorer/storage"], []),
    "explorer/studies": (["explorer/pipeline", "explorer/wording"], []),
    "explorer/session": (["explorer/studies"], ["QtConcurrent"]),
    "explorer/documents": (["explorer/pipeline", "explorer/wording"], []),
    "explorer/models": (["explorer/documents"], []),
    "explorer/tables": (["explorer/studies", "explorer/storage"], []),
    "explorer/code": (["explorer/pipeline", "explorer/wording"], []),
    "explorer/report": (["explorer/code", "explorer/tables"], []),
    "figure/scene": (["explorer/session", "explorer/models", "explorer/report"], ["QtGui"]),
    "figure/points": (["figure/scene"], ["QtWidgets", "QCustomPlot"]),
    "figure/canvas": (["figure/points"], []),
    "figure/export": (["figure/canvas"], ["QtSvg", "QtPrintSupport", "HarfBuzz"]),
    "cli/flags": (["figure/export"], ["CLI11"]),
    "cli/console": (["cli/flags"], []),
    "cli/commands": (["cli/console"], []),
    "cli": (["cli/commands"], []),
    "window/parts": (["figure/export"], ["QtCharts", "forms"]),
    "window/tables": (["window/parts"], []),
    # panels and tabs, none of which knows another
    "window/panes": (["window/tables"], []),
    "window/files": (["window/tables"], []),
    "window/data": (["window/tables"], []),
    "window/detectors": (["window/tables"], []),
    "window/export": (["window/tables"], []),
    "window/outliers": (["window/tables"], []),
    "window/sweep": (["window/tables"], []),
    "window/prediction": (["window/tables"], []),
    "window/evaluation": (["window/tables"], []),
    "window/watch": (["window/tables"], []),
    "window/columns": (["window/tables"], []),
    "window/messages": (["window/tables"], []),
    "window/frame": (["window/panes", "window/files", "window/data", "window/detectors",
                      "window/export", "window/outliers", "window/sweep", "window/prediction",
                      "window/evaluation", "window/watch", "window/columns", "window/messages"], []),
    # Not modules of their own, but included like them: the resources, and what stands in src/ itself (main.cpp).
    "resources": ([], ["std", "QtCore"]),
    "": (["cli", "window/frame"], []),
}

# library: the only modules whose files may name it, although others may reach it through a header of those
NAMED_ONLY_IN = {
    "QCustomPlot": ["figure", "window"],
    "QtCharts": ["figure", "window"],
    "duckdb": ["data/engine"],
    "forms": ["window"],
}

# Libraries that a single file may name.
NAMED_IN_ONE_FILE = ["libsvm", "HarfBuzz", "libpsl"]

# How a header is recognised: first match wins. Qt's own headers are told apart by the folders of Qt's modules.
HEADERS = [
    (r"qcustomplot\.h", "QCustomPlot"),
    (r"Eigen/.+|unsupported/Eigen/.+", "Eigen"),
    (r"hwy/.+", "hwy"),
    (r"libsvm/.+|svm\.h", "libsvm"),
    (r"duckdb\.h(pp)?", "duckdb"),
    (r"libpsl\.h", "libpsl"),
    (r"CLI/.+", "CLI11"),
    (r"hb(-\w+)?\.h", "HarfBuzz"),
    (r"ui_\w+\.h", "forms"),
    (r"(Qt[A-Z]\w+)/.+", None),
    (r"Q[A-Z]\w*|q[a-z0-9_]+\.h|Qt", "Qt"),
    # the standard library: no slash, no suffix; and the system's C interfaces
    (r"[a-z_]+|c[a-z]+", "std"),
    (r"(sys/\w+|iconv|unistd|fcntl|signal|errno|dirent|poll|locale|stdlib|string|math|stdio|time)\.h", "std"),
]


def closure(module):
    """Modules and libraries that files of `module` may include, itself among them."""
    modules, libraries, todo = set(), set(), [module]
    while todo:
        name = todo.pop()
        if name not in modules:
            modules.add(name)
            libraries.update(TABLE[name][1])
            todo.extend(TABLE[name][0])
    return modules, libraries | {"std"}
