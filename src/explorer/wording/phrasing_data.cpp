// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/wording/phrasing_modules.h"

#include <QCoreApplication>

namespace perimeter {

namespace {

struct DataText {
    Q_DECLARE_TR_FUNCTIONS(DataText)
};

struct ExpressionText {
    Q_DECLARE_TR_FUNCTIONS(ExpressionText)
};

QString suggestion(const PhraseArguments& arguments, std::size_t at)
{
    return arguments.has(at) ? QString(u' ' + DataText::tr("Did you mean “%1”?").arg(arguments.text(at))) : QString();
}

/// The step an expression belongs to.
QString step(const PhraseArguments& arguments)
{
    const QString named = QStringLiteral("derive ");
    if (arguments.text(0).startsWith(named))
        return ExpressionText::tr("the derived column “%1 = %2”")
            .arg(arguments.text(0).mid(named.size()), arguments.text(1));
    const QString summarised = QStringLiteral("summarise ");
    if (arguments.text(0).startsWith(summarised))
        return ExpressionText::tr("the summary “%1” of “%2”")
            .arg(arguments.text(0).mid(summarised.size()), arguments.text(1));
    return ExpressionText::tr("the filter “%1”").arg(arguments.text(1));
}

/// Where an expression stands and where in it the trouble is.
QString place(const PhraseArguments& arguments)
{
    return ExpressionText::tr("In %1, at character %2:").arg(step(arguments), arguments.count(2));
}

} // namespace

QString phraseFileError(ErrorCode code, const PhraseArguments& a)
{
    switch (code) {
    case ErrorCode::FileNotFound:
        return DataText::tr("There is no file “%1”. Check the name; addresses of the network are not opened.")
            .arg(a.text(0));
    case ErrorCode::FileUnreadable:
        return DataText::tr("“%1” cannot be read: %2.").arg(a.text(0), a.text(1));
    case ErrorCode::FileEmpty:
        return DataText::tr("“%1” is empty: it holds no rows to show.").arg(a.text(0));
    case ErrorCode::PathIsDirectory:
        return DataText::tr("“%1” is a folder. Choose a file in it.").arg(a.text(0));
    case ErrorCode::FileNotSeekable:
        return DataText::tr(
                   "“%1” is a pipe or a device, not a file. Save its rows to a file first, or have them scored "
                   "as they come with perimeter score MODEL - < FILE.")
            .arg(a.text(0));
    case ErrorCode::BinaryFile:
        return DataText::tr("“%1” is a binary file of no format known here. Open CSV, TSV, JSON Lines, Parquet or a "
                            "Zeek log.")
            .arg(a.text(0));
    case ErrorCode::NulByte:
        return DataText::tr("“%1” has a NUL byte in line %2, so it is not whole text. Write the file anew.")
            .arg(a.text(0), a.count(1));
    case ErrorCode::InvalidEncoding:
        return DataText::tr("“%1” has bytes in line %2 that its encoding does not know. Choose another encoding.")
            .arg(a.text(0), a.count(1));
    case ErrorCode::LineTooLong:
        return DataText::tr("“%1” has a line %2 longer than the %3 bytes allowed. Check the line ends and the quotes.")
            .arg(a.text(0), a.count(1), a.count(2));
    case ErrorCode::UnclosedQuote:
        return DataText::tr("“%1” opens a quote in line %2 that is never closed. Close it, or choose another quote.")
            .arg(a.text(0), a.count(1));
    case ErrorCode::RaggedRow:
        return DataText::tr("“%1” has %3 fields in line %2 where the lines before have %4. Mend the line, or choose "
                            "another delimiter or quote.")
            .arg(a.text(0), a.count(1), a.count(2), a.count(3));
    case ErrorCode::NamesMismatch:
        return DataText::tr("%2 names are given for the %3 columns of “%1”. Give one name per column.")
            .arg(a.text(0), a.count(1), a.count(2));
    case ErrorCode::ZeekHeaderMissing:
        return DataText::tr("“%1” begins like a Zeek log but has no %2 line. Take the log's first lines along.")
            .arg(a.text(0), a.text(1));
    case ErrorCode::JsonLineBroken:
        return DataText::tr("Line %2 of “%1” is not one JSON object. Mend it or remove it.").arg(a.text(0), a.count(1));
    case ErrorCode::FileDamaged:
        return DataText::tr("“%1” is damaged, or no Parquet file (%2). Copy or write it anew.")
            .arg(a.text(0), a.text(1));
    default:
        return {};
    }
}

QString phraseTableError(ErrorCode code, const PhraseArguments& a)
{
    switch (code) {
    case ErrorCode::UnknownColumn:
        return DataText::tr("There is no column “%1”.").arg(a.text(0)) + suggestion(a, 1);
    case ErrorCode::ColumnIsText:
        return DataText::tr("Column “%1” is text and cannot be an axis. Choose a number, a time, a duration or a "
                            "boolean, or derive one.")
            .arg(a.text(0));
    case ErrorCode::NoColumnsLeft:
        return DataText::tr("No column would be left. Keep at least one.");
    case ErrorCode::UnknownRow:
        return DataText::tr("There is no row %1 in the table.").arg(a.count(0));
    case ErrorCode::NameTwice:
        return DataText::tr(
                   "Two columns would be called “%1”: capital and small letters do not tell names apart. Choose "
                   "another name.")
            .arg(a.text(0));
    case ErrorCode::TimeLimit:
        return DataText::tr("The data engine needed more than %1 s and was stopped. Use a simpler expression or fewer "
                            "rows.")
            .arg(a.number(0));
    case ErrorCode::OutOfMemory:
        return DataText::tr("The data do not fit into the memory allowed. Filter rows or keep fewer columns.");
    case ErrorCode::EngineFailed:
        return DataText::tr("The data engine failed: %1.").arg(a.text(0));
    case ErrorCode::TooFewAxes:
        return DataText::tr("“%1” has fewer than two columns that can be axes. Axes are numbers, times, durations or "
                            "booleans; check delimiter and decimal mark, or derive a column.")
            .arg(a.text(0));
    case ErrorCode::NumberUnreadable:
        return DataText::tr("“%1” is no number. Type numbers such as %2, with spaces between them.")
            .arg(a.text(0), QLocale().toString(0.16, 'g', 2) + QLatin1Char(' ') + QLocale().toString(0.005, 'g', 1));
    default:
        return {};
    }
}

QString phraseExpressionError(ErrorCode code, const PhraseArguments& a)
{
    switch (code) {
    case ErrorCode::ExpressionSyntax:
        return a.has(3) ? ExpressionText::tr("%1 “%2” is not expected here.").arg(place(a), a.text(3))
                        : ExpressionText::tr("%1 the expression ends too early.").arg(place(a));
    case ErrorCode::ExpressionTooLong:
        return ExpressionText::tr(
                   "In %1, the expression is too long or nested too deeply. Split it into several derived "
                   "columns.")
            .arg(step(a));
    case ErrorCode::ExpressionNotAllowed:
        return ExpressionText::tr("%1 “%2” is not allowed. An expression computes from the columns of a row; it holds "
                                  "no statements, queries or files.")
            .arg(place(a), a.text(3));
    case ErrorCode::ExpressionUnknownColumn:
        return ExpressionText::tr("%1 there is no column “%2”.").arg(place(a), a.text(3)) + suggestion(a, 4);
    case ErrorCode::ExpressionUnknownFunction:
        return ExpressionText::tr("%1 there is no function “%2” here.").arg(place(a), a.text(3)) + suggestion(a, 4);
    case ErrorCode::ExpressionArguments:
        return a.text(5) == a.text(6) ? ExpressionText::tr("%1 “%2” takes %3 arguments, not %4.")
                                            .arg(place(a), a.text(3), a.count(5), a.count(4))
                                      : ExpressionText::tr("%1 “%2” takes %3 to %4 arguments, not %5.")
                                            .arg(place(a), a.text(3), a.count(5), a.count(6), a.count(4));
    case ErrorCode::ExpressionType:
        return ExpressionText::tr("%1 a value of the kind “%2” is needed here, not “%3”.")
            .arg(place(a), a.text(3), a.text(4));
    case ErrorCode::FloorNotPositive:
        return ExpressionText::tr("The floor for the divisors of “%1” is %2 but must be above 0.")
            .arg(a.text(0), a.number(1));
    default:
        return {};
    }
}

QString phraseDataNotice(NoticeCode code, const PhraseArguments& a)
{
    switch (code) {
    case NoticeCode::ColumnRenamed:
        return a.has(1) ? DataText::tr("Column %1, “%2” in the file, is called “%3” here, since a name may stand only "
                                       "once.")
                              .arg(a.count(0), a.text(1), a.text(2))
                        : DataText::tr("Column %1 has no name in the file and is called “%2” here.")
                              .arg(a.count(0), a.text(2));
    case NoticeCode::JoinPassedOver:
        if (a.isOne(2))
            return DataText::tr("One row of “%1” was passed over: an earlier row has the same “%2”.")
                .arg(a.text(0), a.text(1));
        return DataText::tr("%3 rows of “%1” were passed over: an earlier row has the same “%2”.")
            .arg(a.text(0), a.text(1), a.count(2));
    case NoticeCode::JoinUnmatched:
        if (a.isOne(2))
            return DataText::tr("One row has no partner with the same “%2” in “%1”; its columns are missing there.")
                .arg(a.text(0), a.text(1));
        return DataText::tr("%3 rows have no partner with the same “%2” in “%1”; its columns are missing there.")
            .arg(a.text(0), a.text(1), a.count(2));
    case NoticeCode::ZeroDivision:
        if (a.text(2) == u"keep" && a.isOne(1))
            return DataText::tr("“%1” divides by zero in one row; there the quotient is the numerator itself.")
                .arg(a.text(0));
        if (a.text(2) == u"keep")
            return DataText::tr("“%1” divides by zero in %2 rows; there the quotient is the numerator itself.")
                .arg(a.text(0), a.count(1));
        if (a.text(2) == u"leave-out" && a.isOne(1))
            return DataText::tr("“%1” divides by zero in one row; there the value is missing.").arg(a.text(0));
        if (a.text(2) == u"leave-out")
            return DataText::tr("“%1” divides by zero in %2 rows; there the value is missing.")
                .arg(a.text(0), a.count(1));
        if (a.isOne(1))
            return DataText::tr("“%1” has one row with a divisor below the floor, which stands in for it.")
                .arg(a.text(0));
        return DataText::tr("“%1” has %2 rows with a divisor below the floor, which stands in for it.")
            .arg(a.text(0), a.count(1));
    case NoticeCode::OnePerMissing:
        if (a.isOne(1))
            return DataText::tr("One row was left out: “%1”, of which one row each is kept, is missing in it.")
                .arg(a.text(0));
        return DataText::tr("%2 rows were left out: “%1”, of which one row each is kept, is missing in them.")
            .arg(a.text(0), a.count(1));
    default:
        return {};
    }
}

} // namespace perimeter
