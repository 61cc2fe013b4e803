// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/verification.h"

#include "base/version.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace perimeter {

namespace {

struct VerificationText {
    Q_DECLARE_TR_FUNCTIONS(VerificationText)
};

QString shown(double value)
{
    return QLocale().toString(value, 'g', 10);
}

QString shown(std::int64_t rows)
{
    return QLocale().toString(static_cast<qlonglong>(rows));
}

QString shown(const std::string& column)
{
    return text(column);
}

QString shown(bool frontier)
{
    return frontier ? VerificationText::tr("there is one") : VerificationText::tr("there is none");
}

template <typename Kind>
QString shown(Kind kind)
{
    return nameOf(kind);
}

template <typename Value>
void compare(QStringList& parts, const QString& name, const Value& stated, const Value& found)
{
    if (!(stated == found))
        parts.append(VerificationText::tr("%1: %2 then, %3 now").arg(name, shown(stated), shown(found)));
}

QString sentenceOf(const Difference& difference)
{
    const Finding& stated = difference.stated;
    const Finding& found = difference.found;
    QStringList parts;
    compare(parts, VerificationText::tr("detector"), stated.detector, found.detector);
    compare(parts, VerificationText::tr("x"), stated.x, found.x);
    compare(parts, VerificationText::tr("y"), stated.y, found.y);
    compare(parts, VerificationText::tr("scaling"), stated.scaling, found.scaling);
    compare(parts, VerificationText::tr("kernel"), stated.kernel, found.kernel);
    compare(parts, VerificationText::tr("ν"), stated.nu, found.nu);
    compare(parts, VerificationText::tr("frontier"), stated.hasAnswer, found.hasAnswer);
    compare(parts, VerificationText::tr("outliers"), stated.outliers, found.outliers);
    compare(parts, VerificationText::tr("inliers"), stated.inliers, found.inliers);
    compare(parts, VerificationText::tr("threshold"), stated.threshold, found.threshold);
    if (stated.outlierRows != found.outlierRows)
        parts.append(VerificationText::tr("the outliers are not the same rows"));
    return VerificationText::tr("Frontier %1 (%2): %3.")
        .arg(QLocale().toString(static_cast<qulonglong>(difference.line + 1)), nameOf(found.detector),
             parts.join(QStringLiteral("; ")));
}

QString sentenceOf(const DataFile& file)
{
    const QString path = text(file.path);
    switch (file.state) {
    case DataFile::State::Same:
        return VerificationText::tr("The data are the same: “%1”.").arg(path);
    case DataFile::State::Unknown:
        return VerificationText::tr("Whether the data are the same is not known, for the recipe has no fingerprint of "
                                    "them: “%1”.")
            .arg(path);
    case DataFile::State::Changed:
        return VerificationText::tr("The data are not the same: the content of “%1” is another.").arg(path);
    case DataFile::State::Missing:
        break;
    }
    return VerificationText::tr("The data were not found: “%1”.").arg(path);
}

QString resultSentence(const Verification& verification)
{
    if (!verification.hasFindings)
        return VerificationText::tr("What was found then is not written down, so there is nothing to compare.");
    if (verification.differences.empty())
        return VerificationText::tr("The result is the same: every frontier has the same threshold and outliers.");
    if (verification.differences.size() == 1)
        return VerificationText::tr("The result is not the same. One frontier differs.");
    return VerificationText::tr("The result is not the same. %n frontiers differ.", nullptr,
                                static_cast<int>(verification.differences.size()));
}

} // namespace

bool Verification::areDataSame() const
{
    return std::ranges::all_of(files, [](const DataFile& file) { return file.state == DataFile::State::Same; });
}

bool Verification::isSame() const
{
    return areDataSame() && !isAltered && isSealed && hasFindings && differences.empty();
}

Expected<Verification> verify(const Document& document, const std::vector<DataFile>& files, Pipeline& pipeline,
                              Progress& progress)
{
    for (const DataFile& file : files) {
        if (file.state == DataFile::State::Missing)
            return Unexpected(ErrorCode::DataMissing, {file.path});
    }
    PERIMETER_TRY(const Outcome outcome,
                  explore(pipeline, withData(document.exploration, files), PaneSize(), progress));
    Verification verification{.files = files,
                              .version = document.version,
                              .isAltered = document.isAltered,
                              .isSealed = document.isSealed,
                              .hasFindings = document.findings.has_value()};
    if (document.findings)
        verification.differences = differences(*document.findings, findingsOf(outcome));
    return verification;
}

QStringList sentencesOf(const Verification& verification)
{
    QStringList sentences;
    sentences.append(verification.isSame() ? VerificationText::tr("Verified: the same data give the same result.")
                                           : VerificationText::tr("Not verified."));
    for (const DataFile& file : verification.files)
        sentences.append(sentenceOf(file));
    if (verification.isAltered)
        sentences.append(VerificationText::tr("The recipe was changed after the figure was written."));
    if (!verification.isSealed)
        sentences.append(VerificationText::tr("The recipe has no seal, so whether it was changed cannot be told."));
    if (verification.version != programVersion())
        sentences.append(VerificationText::tr("It was written by version %1; this is version %2.")
                             .arg(text(verification.version), text(programVersion())));
    sentences.append(resultSentence(verification));
    for (const Difference& difference : verification.differences)
        sentences.append(sentenceOf(difference));
    return sentences;
}

} // namespace perimeter
