// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/phrasing.h"

#include "explorer/wording/phrasing_modules.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

struct PhrasingText {
    Q_DECLARE_TR_FUNCTIONS(PhrasingText)
};

/// The first of several phrasings that has a sentence.
template <typename Code, typename... Phrasings>
QString firstSentence(Code code, const PhraseArguments& arguments, Phrasings... phrasings)
{
    QString sentence;
    ((sentence = phrasings(code, arguments), !sentence.isEmpty()) || ...);
    return sentence;
}

} // namespace

QString phraseOutputError(ErrorCode code, const PhraseArguments& a)
{
    switch (code) {
    case ErrorCode::Cancelled:
        return PhrasingText::tr("Cancelled.");
    case ErrorCode::CannotWrite:
        return PhrasingText::tr("“%1” cannot be written: %2.").arg(a.text(0), a.text(1));
    case ErrorCode::NotAFile:
        return PhrasingText::tr(
                   "“%1” is no ordinary file but a folder, a device or a pipe, and is not replaced. Choose "
                   "another name to write to.")
            .arg(a.text(0));
    case ErrorCode::UnknownExtension:
        return PhrasingText::tr("“%1” has no extension known here. Write a table as .csv or .parquet.").arg(a.text(0));
    case ErrorCode::FigureFormatUnknown:
        return PhrasingText::tr("“%1” has no extension known here. Write a figure as .pdf, .svg or .png.")
            .arg(a.text(0));
    case ErrorCode::FigureSizeOutOfRange:
        return PhrasingText::tr("A figure of %1 × %2 mm is out of range: both sides must be 20 to 2000 mm.")
            .arg(a.number(0), a.number(1));
    case ErrorCode::FigureFontUnknown:
        return PhrasingText::tr("There is no typeface “%1” here. Leave it out to take the one that comes with "
                                "Perimeter, or install it.")
            .arg(a.text(0));
    case ErrorCode::TextSizeOutOfRange:
        return PhrasingText::tr("Text of %1 pt is out of range: choose 4 to 72 pt.").arg(a.number(0));
    case ErrorCode::PaneUnknown:
        return PhrasingText::tr("There is no pane %1: the figure has %2, counted from 1.").arg(a.text(0), a.count(1));
    case ErrorCode::DpiOutOfRange:
        return PhrasingText::tr("%1 dpi is out of range at this size: choose 30 to 2400 dpi, and fewer for a large "
                                "figure.")
            .arg(a.number(0));
    case ErrorCode::FigureNotPainted:
        return PhrasingText::tr("“%1” could not be painted, probably for want of memory. Choose a smaller size or "
                                "fewer dpi.")
            .arg(a.text(0));
    case ErrorCode::FrontierFormatUnknown:
        return PhrasingText::tr("“%1” has no extension known here. Write frontiers as .csv or .geojson.")
            .arg(a.text(0));
    case ErrorCode::NoFrontier:
        return PhrasingText::tr("There is no frontier to write: none of the detectors learned one.");
    case ErrorCode::TableFormatUnknown:
        return PhrasingText::tr("“%1” has no extension known here. Write a table as .csv, .md or .tex.").arg(a.text(0));
    case ErrorCode::ReportFormatUnknown:
        return PhrasingText::tr("“%1” has no extension known here. Write a report as .html or .pdf.").arg(a.text(0));
    case ErrorCode::FlagInvalid:
        return PhrasingText::tr("%1 does not take “%2”. It takes: %3.").arg(a.text(0), a.text(1), a.text(2));
    case ErrorCode::FlagMissing:
        return PhrasingText::tr("%1 is missing. It takes: %2.").arg(a.text(0), a.text(1));
    case ErrorCode::FlagsClash:
        return PhrasingText::tr("%1 and %2 do not go together. Leave one of them out.").arg(a.text(0), a.text(1));
    case ErrorCode::ChoiceUnknown:
        return PhrasingText::tr("“%1” is not one of these: %2.").arg(a.text(0), a.text(1));
    case ErrorCode::NoDisplay:
        return PhrasingText::tr("There is no display to open the window on. Set DISPLAY or WAYLAND_DISPLAY, or draw "
                                "the figure with perimeter render.");
    default:
        return {};
    }
}

QString phrase(const Error& error)
{
    return firstSentence(error.code, PhraseArguments(error.arguments), phraseFileError, phraseTableError,
                         phraseExpressionError, phraseDetectorError, phraseEvaluationError, phraseModelError,
                         phraseDocumentError, phraseOutputError);
}

QString phrase(const Notice& notice)
{
    return firstSentence(notice.code, PhraseArguments(notice.arguments), phraseDataNotice, phraseDetectorNotice,
                         phraseEvaluationNotice, phraseModelNotice);
}

} // namespace perimeter
