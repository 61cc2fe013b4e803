// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"
#include "base/notice.h"
#include "cli/flags/print_format.h"
#include "explorer/pipeline/outcome.h"
#include "explorer/tables/result_tables.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace perimeter {

/// To standard output, as UTF-8, with a line end.
void print(const QString& line);
void print(const std::string& line);
/// The same of lines that have their ends.
void printPart(const std::string& lines);
/// Whether all that was printed has gone out. Errors: CannotWrite of standard output.
[[nodiscard]] Expected<void> flushOutput();
/// Whether nobody reads standard output any more, as head does once it has its lines.
[[nodiscard]] bool isReaderGone();

/// What a fit and the cells it learned from have to say.
void addNotices(std::vector<Notice>& notices, const DetectorFit& fit);
/// What a complete outcome has to say; errors of single lines go to standard error. Errors: those of a pane.
[[nodiscard]] Expected<std::vector<Notice>> noticesOf(const Outcome& outcome);
/// Warnings to standard error, each once.
void printNotices(const std::vector<Notice>& notices);
/// The sentence of an error to standard error, with its numbers in the user's locale.
void printError(const Error& error);

/// How tables in these formats name things, and one of them printed. Only of Csv, Markdown and Latex.
[[nodiscard]] Wording wordingOf(PrintFormat format);
void printTable(const TableText& table, PrintFormat format);

/// `one` where the count is 1, else `many` with it for %1.
[[nodiscard]] QString counted(std::int64_t count, const QString& one, const QString& many);

/// Lines of cells under each other, the first column flush left and the others flush right.
[[nodiscard]] QString alignColumns(const std::vector<std::vector<QString>>& rows);

} // namespace perimeter
