#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the rules of the source layout, one at a time; every violation is one line naming the file.

Usage: check_layout.py CHECK TREE [QT_HEADERS]
Exit status 0: the rule holds; 1: it does not; 77: there is nothing to check yet. QT_HEADERS is the folder that holds
QtCore/ and the other modules' headers; only the check `includes` needs it.
"""
import collections
import os
import pathlib
import re
import sys

import include_table

SOURCE_SUFFIXES = {".cpp", ".h", ".cmake", ".py", ".sh", ".R"}
COMMENTED_SUFFIXES = SOURCE_SUFFIXES | {".svg", ".xml", ".desktop", ".in", ".qrc", ".yml", ".yaml"}
TEXT_SUFFIXES = COMMENTED_SUFFIXES | {".md", ".txt", ".json", ".ui", ".ts"}
TOP_LEVEL = {"CMakeLists.txt", "README.md", "src", "ui", "resources", "tests", "translations", "packaging",
             "CMakePresets.json", "LICENSE"}
NOT_OURS = {".git", "build", "__pycache__", ".cache"}
TRANSLATED_MODULES = {"explorer", "figure", "cli", "window"}
MAX_LINES = 500
MAX_FILES = 32
NOTHING_TO_CHECK = 77


class NothingToCheck(Exception):
    pass


def files(tree, *folders):
    """Files of the tree (or of some of its folders), build folders and the like left out, as paths from the tree."""
    for top in folders or [""]:
        for folder, subfolders, names in os.walk(tree / top):
            subfolders[:] = sorted(set(subfolders) - NOT_OURS)
            for name in sorted(names):
                yield (pathlib.Path(folder) / name).relative_to(tree)


def read(tree, path):
    return (tree / path).read_text(encoding="utf-8", errors="replace")


def is_script(tree, path):
    if path.suffix:
        return False
    with open(tree / path, "rb") as file:
        return file.read(2) == b"#!"


def is_source(tree, path):
    return path.suffix in SOURCE_SUFFIXES or path.name == "CMakeLists.txt" or is_script(tree, path)


def is_text(tree, path):
    return path.suffix in TEXT_SUFFIXES or path.name in {".clang-format", ".clang-tidy"} or is_script(tree, path)


# --- includes: the table of the design -------------------------------------------------------------------------------

def qt_module(header, qt_headers):
    modules = [folder.name for folder in sorted(qt_headers.glob("Qt*")) if (folder / header).is_file()]
    return modules[0] if modules else None


def library_of(header, qt_headers):
    """The library a header belongs to, as the table names it; None for an unknown one."""
    for pattern, library in include_table.HEADERS:
        match = re.fullmatch(pattern, header)
        if match:
            if library == "Qt":
                return qt_module(header, qt_headers)
            return library or match.group(1)
    return None


class Includes:
    """What each file of src/ and resources/ includes: files of the tree, and libraries."""

    def __init__(self, tree, qt_headers):
        self.files = {}
        self.libraries = {}
        self.unknown = []
        for path in files(tree, "src", "resources"):
            if path.suffix in {".cpp", ".h"}:
                self.files[path], self.libraries[path] = self.of_file(tree, path, qt_headers)

    def of_file(self, tree, path, qt_headers):
        ours, libraries = [], []
        for header in re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', read(tree, path), re.MULTILINE):
            if re.fullmatch(r"moc_\w+\.cpp|\w+\.moc", header):
                continue
            candidates = [pathlib.Path("src") / header, pathlib.Path(header), path.parent / header]
            target = next((file for file in candidates if (tree / file).is_file()), None)
            library = None if target else library_of(header, qt_headers)
            if target:
                ours.append(target)
            elif library:
                libraries.append(library)
            else:
                self.unknown.append(f"{path}: <{header}> is of no library of the table")
        return ours, libraries

    def reached(self, start):
        """Every file `start` reaches, with the chain of files that leads there."""
        chains, todo = {start: [start]}, [start]
        while todo:
            path = todo.pop()
            for target in self.files.get(path, []):
                if target not in chains:
                    chains[target] = chains[path] + [target]
                    todo.append(target)
        return chains


def module_of(path):
    """The longest prefix of the file's folder that the table lists: "data/engine" before "data"."""
    folders = path.parts[:-1]
    if folders[0] == "resources":
        return "resources"
    for length in range(len(folders), 1, -1):
        module = "/".join(folders[1:length])
        if module in include_table.TABLE:
            return module
    return "/".join(folders[1:])


def check_includes(tree, qt_headers):
    if not (qt_headers / "QtCore").is_dir():
        return [f"{qt_headers}: no folder of Qt headers"]
    includes = Includes(tree, qt_headers)
    found = list(includes.unknown)
    for path in includes.files:
        module = module_of(path)
        if module not in include_table.TABLE:
            found.append(f"{path}: src/{module} is no module of the table")
            continue
        modules, libraries = include_table.closure(module)
        for target, chain in includes.reached(path).items():
            way = " -> ".join(str(link) for link in chain)
            if module_of(target) not in modules:
                found.append(f"{way}: {module or 'src'} may not include {module_of(target)}")
            if path in includes.files.get(target, []):
                found.append(f"{way} -> {path}: a loop")
            for library in includes.libraries.get(target, []):
                if library not in libraries:
                    found.append(f"{way}: {module or 'src'} may not include {library}")
    return found + check_named(includes) + check_loops(include_table.TABLE)


def check_loops(table):
    """The table allows no loop: a module is not among those that what it includes may include."""
    return [f"include_table.py: {module or 'src'} and {other or 'src'} may include each other"
            for module, (others, _) in table.items()
            for other in others if module in include_table.closure(other)[0]]


def is_within(module, others):
    return any(module == other or module.startswith(other + "/") for other in others)


def check_named(includes):
    """Libraries that only some modules, or one file, may name themselves."""
    found = []
    for library, modules in include_table.NAMED_ONLY_IN.items():
        found += [f"{path}: names {library}, which only {' and '.join(modules)} may"
                  for path, libraries in includes.libraries.items()
                  if library in libraries and not is_within(module_of(path), modules)]
    for library in include_table.NAMED_IN_ONE_FILE:
        naming = sorted(str(path) for path, libraries in includes.libraries.items() if library in libraries)
        if len(naming) > 1:
            found.append(f"{', '.join(naming)}: one file may name {library}, these are {len(naming)}")
    return found


# --- the other rules -------------------------------------------------------------------------------------------------

def check_licence(tree):
    """An SPDX line first; second after a script's or an XML file's opening line. Designer drops comments from forms."""
    found = []
    for path in files(tree):
        if path.suffix in COMMENTED_SUFFIXES or path.name == "CMakeLists.txt" or is_script(tree, path):
            head = read(tree, path).split("\n", 2)[:2]
            line = head[1] if len(head) > 1 and head[0].startswith(("#!", "<?xml")) else head[0]
            if "SPDX-License-Identifier: " not in line:
                found.append(f"{path}: the first line names no licence (SPDX-License-Identifier)")
    return found


def check_length(tree):
    found = []
    for path in files(tree):
        if is_source(tree, path):
            lines = read(tree, path).count("\n")
            if lines > MAX_LINES:
                found.append(f"{path}: {lines} lines; a file has at most {MAX_LINES}")
    return found


def check_paths(tree):
    pattern = re.compile(r"(?<![\w./$}-])/(?:work|home|root|tmp|Users)/\w")
    return lines_matching(tree, pattern, "an absolute path of some machine")


def check_unfinished(tree):
    pattern = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
    return lines_matching(tree, pattern, "a note about unfinished work")


def lines_matching(tree, pattern, what):
    return [f"{path}:{number}: {what}"
            for path in files(tree) if is_text(tree, path)
            for number, line in enumerate(read(tree, path).split("\n"), 1) if pattern.search(line)]


def check_toplevel(tree):
    entries = {entry.name for entry in tree.iterdir()} - NOT_OURS
    return [f"{name}: the design has no such entry at the top level"
            for name in sorted(entries - TOP_LEVEL) if not name.startswith(".")]


def check_translated(tree):
    """Texts for translation only where the design has words at all."""
    pattern = re.compile(r"(?<![\w])tr\(|\btranslate\(|\bQT_TR|\bQ_DECLARE_TR_FUNCTIONS")
    found = []
    for path in files(tree, "src", "resources"):
        if path.suffix in {".cpp", ".h"} and not is_within(module_of(path), TRANSLATED_MODULES):
            found += [f"{path}:{number}: a text for translation; only {', '.join(sorted(TRANSLATED_MODULES))} have words"
                      for number, line in enumerate(read(tree, path).split("\n"), 1)
                      if pattern.search(line.split("//")[0])]
    return found


def check_phrased(tree):
    """Each code of an error or a notice has its sentence."""
    phrasing = "".join(read(tree, path) for path in files(tree, "src/explorer/wording") if re.match(r"phrasing.*\.cpp", path.name))
    if not phrasing:
        raise NothingToCheck("src/explorer/wording has no phrasing*.cpp yet")
    found = []
    for path in files(tree, "src/base"):
        for enum, body in re.findall(r"enum class (ErrorCode|NoticeCode)[^{]*\{(.*?)\}", read(tree, path), re.DOTALL):
            for code in re.findall(r"\w+", re.sub(r"//.*", "", body)):
                if not re.search(rf"\b{enum}::{code}\b|\bcase {code}\b", phrasing):
                    found.append(f"{path}: {enum}::{code} has no sentence in src/explorer/wording/phrasing*.cpp")
    return found


def check_folders(tree):
    """No folder holds so many files that one has to search it, and each row of the table is a folder with sources."""
    counts = collections.Counter(path.parent for path in files(tree, "src") if path.suffix in {".cpp", ".h"})
    found = [f"{folder}: {count} files; {MAX_FILES} at most" for folder, count in sorted(counts.items()) if count > MAX_FILES]
    return found + [f"include_table.py: src/{module} has no sources" for module in include_table.TABLE
                    if module != "resources" and pathlib.Path("src") / module not in counts]


def check_version(tree):
    """The version of the project is the newest release of the metadata."""
    project = re.search(r"project\(\w+ VERSION ([\d.]+)", read(tree, "CMakeLists.txt"))
    found = []
    for path in files(tree, "packaging"):
        if path.name.endswith(".metainfo.xml"):
            release = re.search(r'<release version="([\d.]+)"', read(tree, path))
            if not project or not release or project.group(1) != release.group(1):
                found.append(f"{path}: its newest release is not the version in CMakeLists.txt")
    return found


CHECKS = {"includes": check_includes, "licence": check_licence, "length": check_length, "paths": check_paths,
          "unfinished": check_unfinished, "toplevel": check_toplevel, "translated": check_translated,
          "phrased": check_phrased, "folders": check_folders, "version": check_version}


def main(arguments):
    if len(arguments) < 2 or arguments[0] not in CHECKS:
        print(f"Usage: check_layout.py {'|'.join(CHECKS)} TREE [QT_HEADERS]", file=sys.stderr)
        return 2
    try:
        found = CHECKS[arguments[0]](*(pathlib.Path(argument) for argument in arguments[1:]))
    except NothingToCheck as reason:
        print(f"Skipped: {reason}")
        return NOTHING_TO_CHECK
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
