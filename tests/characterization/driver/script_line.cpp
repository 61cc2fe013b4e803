// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_line.h"

#include <QDir>
#include <QFile>

#include <utility>

namespace script {

namespace {

QChar unescaped(QChar letter)
{
    return letter == u'n' ? QChar(u'\n') : letter == u't' ? QChar(u'\t') : letter;
}

QString withFolder(const QString& word)
{
    static const QString folder = QStringLiteral("$FOLDER/");
    return word.startsWith(folder) ? QDir::current().filePath(word.mid(folder.size())) : word;
}

QStringList wordsOf(const QString& line)
{
    QStringList words;
    QString word;
    bool begun = false;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar letter = line[i];
        if (letter == u'"') {
            quoted = !quoted;
            begun = true;
        } else if (quoted && letter == u'\\' && i + 1 < line.size()) {
            word += unescaped(line[++i]);
        } else if (!quoted && letter.isSpace()) {
            if (begun)
                words.append(withFolder(std::exchange(word, {})));
            begun = false;
        } else {
            word += letter;
            begun = true;
        }
    }
    if (quoted)
        throw ScriptError{QStringLiteral("a quotation mark is missing in: %1").arg(line)};
    if (begun)
        words.append(withFolder(word));
    return words;
}

} // namespace

std::vector<ScriptLine> readScript(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw ScriptError{QStringLiteral("%1 cannot be read").arg(path)};
    std::vector<ScriptLine> lines;
    int number = 0;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        ++number;
        const QString text = line.trimmed();
        if (!text.isEmpty() && !text.startsWith(u'#'))
            lines.push_back({number, text, wordsOf(text)});
    }
    return lines;
}

double numberOf(const QString& word)
{
    bool isNumber = false;
    const double number = word.toDouble(&isNumber);
    if (!isNumber)
        throw ScriptError{QStringLiteral("“%1” is no number").arg(word)};
    return number;
}

} // namespace script
