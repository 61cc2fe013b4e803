// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/report/report_parts.h"

#include "explorer/wording/phrasing.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace perimeter {

namespace {

/// Frontiers with a say on the same rows, which are held.
struct Panel {
    std::shared_ptr<const Projection> rows;
    std::vector<ReportLine> lines;
    bool isWhole = true; ///< no frontier is left out because it is over other features

    [[nodiscard]] const DetectorFit& fit(std::size_t line) const { return *lines[line].line->fit; }
    /// Whether a frontier is called by its detector: not where several are one detector's.
    [[nodiscard]] bool isByDetector() const
    {
        std::set<DetectorKind> detectors;
        for (const ReportLine& line : lines)
            detectors.insert(line.line->plan.detector);
        return detectors.size() == lines.size();
    }
    [[nodiscard]] std::size_t flags(std::size_t point) const
    {
        std::size_t count = 0;
        for (const ReportLine& line : lines)
            count += line.line->fit->classes->outlier[point];
        return count;
    }
};

/// Of the first frontier that has classes of rows held; without lines where there is none.
Panel panelOf(const std::vector<ReportLine>& lines)
{
    Panel panel;
    for (const ReportLine& line : lines) {
        const DetectorFit& fit = *line.line->fit;
        const std::shared_ptr<const Projection>& rows = fit.scaled->projection;
        if (!fit.classes || !rows->isHeld())
            continue;
        if (!panel.rows)
            panel.rows = rows;
        if (rows == panel.rows)
            panel.lines.push_back(line);
        else
            panel.isWhole = false;
    }
    return panel;
}

ReportTableBlock agreementTable(const Panel& panel)
{
    const auto points = static_cast<std::size_t>(panel.rows->points.rows());
    std::vector<std::int64_t> rows(panel.lines.size() + 1);
    for (std::size_t point = 0; point < points; ++point)
        ++rows[panel.flags(point)];
    TableText table;
    for (const QString& name :
         {ReportText::tr("Taken for outliers by"), ReportText::tr("rows"), ReportText::tr("share")})
        table.header.push_back(name.toStdString());
    for (std::size_t flags = 0; flags < rows.size(); ++flags) {
        const QString of =
            flags == 0 ? ReportText::tr("none of them") : ReportText::tr("%1 of %2").arg(flags).arg(panel.lines.size());
        table.rows.push_back(
            {of.toStdString(), shownCount(rows[flags]), shownShare(rows[flags], static_cast<std::int64_t>(points))});
    }
    return {panel.isByDetector() ? ReportText::tr("How many of the detectors take a row for an outlier.")
                                 : ReportText::tr("How many of the frontiers leave a row outside."),
            std::move(table)};
}

QString agreementSentence(const Panel& panel)
{
    const auto points = static_cast<std::size_t>(panel.rows->points.rows());
    std::int64_t agreed = 0;
    for (std::size_t point = 0; point < points; ++point) {
        const std::size_t flags = panel.flags(point);
        agreed += flags == 0 || flags == panel.lines.size() ? 1 : 0;
    }
    return ReportText::tr("All of them agree on %1 of %2 rows (%3).")
        .arg(text(shownCount(agreed)), text(shownCount(static_cast<std::int64_t>(points))),
             text(shownShare(agreed, static_cast<std::int64_t>(points))));
}

/// A row that some detector takes for an outlier.
struct Listed {
    std::size_t point;
    std::size_t flags;
    double decision; ///< of the first detector
};

/// Those that most detectors flag first, among them the farthest out.
std::vector<Listed> ranked(const Panel& panel)
{
    std::vector<Listed> all;
    for (std::size_t point = 0; point < static_cast<std::size_t>(panel.rows->points.rows()); ++point)
        if (const std::size_t flags = panel.flags(point); flags > 0)
            all.push_back({point, flags, panel.fit(0).verdict(point).decision});
    std::ranges::stable_sort(all, [&](const Listed& a, const Listed& b) {
        if (a.flags != b.flags)
            return a.flags > b.flags;
        if (a.decision != b.decision)
            return a.decision < b.decision;
        return panel.rows->rows[a.point].value < panel.rows->rows[b.point].value;
    });
    return all;
}

std::vector<std::string> cellsOf(const Panel& panel, const Listed& listed)
{
    const auto point = static_cast<Eigen::Index>(listed.point);
    QStringList by;
    std::vector<std::string> decisions;
    for (std::size_t line = 0; line < panel.lines.size(); ++line) {
        const Verdict verdict = panel.fit(line).verdict(listed.point);
        decisions.push_back(shownNumber(verdict.decision));
        if (verdict.outlier)
            by.append(panel.lines[line].name);
    }
    const QString named = by.size() > 1 && by.size() == static_cast<qsizetype>(panel.lines.size())
                              ? ReportText::tr("all %1").arg(by.size())
                              : by.join(u"; ");
    std::vector<std::string> cells = {shownCount(panel.rows->rows[listed.point].value),
                                      shownValue(panel.rows->features[0], panel.rows->points(point, 0)),
                                      shownValue(panel.rows->features[1], panel.rows->points(point, 1)),
                                      named.toStdString()};
    cells.insert(cells.end(), decisions.begin(), decisions.end());
    return cells;
}

ReportTableBlock outliersTable(const Panel& panel, const std::vector<Listed>& all, std::size_t shown)
{
    TableText table;
    table.header = {ReportText::tr("Row").toStdString(), panel.rows->features[0].name, panel.rows->features[1].name,
                    ReportText::tr("taken for an outlier by").toStdString()};
    table.columns.assign(4 + panel.lines.size(), TableText::Cells::Number);
    table.columns[3] = TableText::Cells::Text;
    for (const ReportLine& line : panel.lines)
        table.header.push_back(ReportText::tr("decision, %1").arg(line.name).toStdString());
    for (std::size_t i = 0; i < shown; ++i)
        table.rows.push_back(cellsOf(panel, all[i]));
    return {ReportText::tr("The outliers: first those that most frontiers leave outside, and among them those farthest "
                           "out by %1. Decisions are f of an SVM and the threshold less d² of a covariance: positive "
                           "inside the frontier.")
                .arg(panel.lines.front().name),
            std::move(table)};
}

QString listSentence(std::size_t all, std::size_t shown)
{
    if (all == shown)
        return all == 1 ? ReportText::tr("1 row is taken for an outlier by at least one frontier; it is listed.")
                        : ReportText::tr("%1 rows are taken for outliers by at least one frontier; all are listed.")
                              .arg(text(shownCount(static_cast<std::int64_t>(all))));
    return ReportText::tr("%1 rows are taken for outliers by at least one frontier; the first %2 are listed and %3 "
                          "left out of the list.")
        .arg(text(shownCount(static_cast<std::int64_t>(all))), text(shownCount(static_cast<std::int64_t>(shown))),
             text(shownCount(static_cast<std::int64_t>(all - shown))));
}

} // namespace

std::vector<ReportBlock> rowBlocks(const std::vector<ReportLine>& lines, std::optional<std::size_t> mostRows)
{
    const Panel panel = panelOf(lines);
    if (panel.lines.empty())
        return {ReportHeading{ReportText::tr("Outliers")},
                ReportParagraph{ReportText::tr("No rows can be listed: no detector has a frontier, or the rows are too "
                                               "many to be held.")}};
    std::vector<ReportBlock> blocks;
    if (panel.lines.size() > 1) {
        blocks.emplace_back(ReportHeading{panel.isByDetector() ? ReportText::tr("Comparison of the detectors")
                                                               : ReportText::tr("Comparison of the frontiers")});
        blocks.emplace_back(ReportParagraph{agreementSentence(panel)});
        blocks.emplace_back(agreementTable(panel));
    }
    blocks.emplace_back(ReportHeading{ReportText::tr("Outliers")});
    if (!panel.isWhole)
        blocks.emplace_back(ReportParagraph{
            ReportText::tr("Rows are compared and listed for %1 and %2, the features of the first pane.")
                .arg(text(panel.rows->features[0].name), text(panel.rows->features[1].name))});
    const std::vector<Listed> all = ranked(panel);
    if (all.empty()) {
        blocks.emplace_back(ReportParagraph{ReportText::tr("No row is taken for an outlier.")});
        return blocks;
    }
    const std::size_t shown = std::min(all.size(), mostRows.value_or(all.size()));
    blocks.emplace_back(ReportParagraph{listSentence(all.size(), shown)});
    if (shown > 0)
        blocks.emplace_back(outliersTable(panel, all, shown));
    return blocks;
}

} // namespace perimeter
