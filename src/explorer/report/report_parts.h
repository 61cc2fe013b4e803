// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/report/report.h"

#include <QCoreApplication>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace perimeter {

struct ReportText {
    Q_DECLARE_TR_FUNCTIONS(ReportText)
};

/// One learned frontier of a report, called by what tells it from the others.
struct ReportLine {
    QString name;
    const LineOutcome* line;
};
/// Of every line that was fitted, each fit once.
[[nodiscard]] std::vector<ReportLine> reportLines(const Outcome& outcome);

// Numbers as a report shows them, in the locale but with one sign for minus.
[[nodiscard]] std::string shownNumber(double value);
/// With as many digits as it takes to read the same number back.
[[nodiscard]] std::string shownExactly(double value);
/// A value of a column: all of its digits, a time as a time of UTC.
[[nodiscard]] std::string shownValue(const Column& column, double value);
[[nodiscard]] std::string shownCount(std::int64_t count);
[[nodiscard]] std::string shownShare(std::int64_t part, std::int64_t whole);

/// Parameters, counts, locations and covariances.
[[nodiscard]] std::vector<ReportBlock> detectorBlocks(const std::vector<ReportLine>& lines);

/// How many of the detectors agree on how many rows, and the outliers one by one.
[[nodiscard]] std::vector<ReportBlock> rowBlocks(const std::vector<ReportLine>& lines,
                                                 std::optional<std::size_t> mostRows);

} // namespace perimeter
