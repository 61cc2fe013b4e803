// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/pipeline/outcome.h"
#include "explorer/pipeline/step_counts.h"
#include "explorer/storage/fingerprint.h"
#include "explorer/tables/table_text.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace perimeter {

struct ReportHeading {
    QString text;
};
struct ReportParagraph {
    QString text;
};
struct ReportList {
    QStringList items;
};
/// A table for people: its numbers are in their locale. The first column names the rows.
struct ReportTableBlock {
    QString caption;
    TableText table;
};
/// The place of the figure.
struct ReportFigure {
    QString caption;
};
/// Text to be copied as it stands.
struct ReportCode {
    QString text;
};
using ReportBlock =
    std::variant<ReportHeading, ReportParagraph, ReportList, ReportTableBlock, ReportFigure, ReportCode>;

/// What a report says, in the order it is read, before it has a form.
struct Report {
    QString title;
    QString byline; ///< by which program, and when
    std::vector<ReportBlock> blocks;
};

/// Rows that are listed of the outliers.
inline constexpr std::size_t usualReportRows = 200;

/// What a report needs beside an outcome.
struct ReportInput {
    QString title = {};                                    ///< one from the data where it is empty
    std::optional<std::size_t> mostRows = usualReportRows; ///< listed of the outliers; all when absent
    std::vector<Fingerprint> files = {};                   ///< of the source and its joins
    std::vector<Expected<StepCount>> steps = {};           ///< of the preparation
    QDate date = {};
};

/// What is known beside an outcome. Errors: FileUnreadable, Cancelled.
[[nodiscard]] Expected<ReportInput> reportInput(Pipeline& pipeline, const Exploration& exploration, Progress& progress);

/// The report of a complete outcome.
[[nodiscard]] Report reportOf(const Outcome& outcome, const ReportInput& input);

/// Checks what the path alone decides: the extension, html or pdf. Errors: ReportFormatUnknown.
[[nodiscard]] Expected<void> checkReportPath(const std::string& path);

} // namespace perimeter
