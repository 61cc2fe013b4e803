// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace script {

/// Why a line of a script cannot be carried out: the script, or the program, is not as expected.
struct ScriptError {
    QString sentence;
};

/// One command: words with blanks between them; a word in double quotes may have blanks, and \" \\ \n \t for what they
/// stand for in C++. $FOLDER/ at the beginning of a word is the working folder.
struct ScriptLine {
    int number = 0;
    QString text;
    QStringList words;
};

/// The commands of a file, without comments (#) and empty lines.
[[nodiscard]] std::vector<ScriptLine> readScript(const QString& path);

/// The number that a word is.
[[nodiscard]] double numberOf(const QString& word);

} // namespace script
