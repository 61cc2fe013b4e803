// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/score/score_printer.h"

#include "base/text.h"
#include "cli/console/output.h"
#include "data/table/read.h"
#include "explorer/models/libsvm_document.h"
#include "explorer/models/model_reader.h"
#include "explorer/storage/json_writer.h"
#include "explorer/tables/table_text.h"
#include "explorer/value/words.h"
#include "explorer/wording/phrasing.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <utility>

namespace perimeter {

namespace {

struct ScoreText {
    Q_DECLARE_TR_FUNCTIONS(ScoreText)
};

/// Rows whose fields are read at once.
constexpr std::size_t rowsAtOnce = 10'000;

void writeField(JsonWriter& json, const Column& column, const std::optional<std::string>& cell)
{
    json.key(column.name);
    if (!cell)
        json.null();
    else if (column.kind == ColumnKind::Boolean)
        json.written(*cell);
    else if (column.kind == ColumnKind::Text || column.kind == ColumnKind::Time)
        json.value(std::string_view(*cell));
    else if (const std::optional<double> number = parseNumber(*cell); number && std::isfinite(*number))
        json.written(*cell);
    else
        json.null();
}

} // namespace

Expected<Scorer> openScorer(const std::string& model, const ScoreOutput& output)
{
    PERIMETER_TRY(TrainedModel read, output.libsvmFeatures.empty()
                                         ? readModel(model)
                                         : readLibsvm(model, output.libsvmFeatures, output.libsvmRange));
    if (!output.detectors.empty()) {
        std::erase_if(read.detectors, [&](const ModelDetector& each) {
            return std::ranges::find(output.detectors, each.detector.kind) == output.detectors.end();
        });
        if (read.detectors.empty())
            return Unexpected(ErrorCode::DetectorNotInModel, {model});
    }
    printNotices(read.notices);
    return Scorer(std::make_shared<const TrainedModel>(std::move(read)), output.preparation);
}

Expected<void> ScorePrinter::print(const Table& table, std::int64_t rowsBefore, Progress& progress)
{
    m_lines.clear();
    PERIMETER_TRY(const ScoreCounts counts, m_scorer.score(table, progress, [this](const ScoredRows& scored) {
        keep(scored);
        return true;
    }));
    m_counts += counts;
    const bool isCsv = m_output.format == ScoreOutput::Format::Csv;
    std::string text;
    if (isCsv && !std::exchange(m_hasHeader, true)) {
        for (const Column& column : table.columns())
            m_fields.push_back(column.name);
        text = csvHeader();
    }
    for (std::size_t from = 0; from < m_lines.size(); from += rowsAtOnce) {
        const std::size_t to = std::min(from + rowsAtOnce, m_lines.size());
        std::vector<RowNumber> rows;
        for (std::size_t i = from; i < to; ++i)
            rows.push_back(m_lines[i].row);
        PERIMETER_TRY(const TextCells cells, readCells(table, rows, progress));
        for (std::size_t i = from; i < to; ++i)
            text += isCsv ? csvLine(m_lines[i], rowsBefore, table.columns(), (cells)[i - from])
                          : jsonLine(m_lines[i], rowsBefore, table.columns(), (cells)[i - from]);
        printPart(text);
        text.clear();
    }
    printPart(text);
    return flushOutput();
}

void ScorePrinter::keep(const ScoredRows& scored)
{
    for (std::size_t row = 0; row < scored.rows.size(); ++row) {
        if (!m_output.all && !scored.isSuspicious(row))
            continue;
        const auto values = scored.features.row(static_cast<Eigen::Index>(row));
        Line& line = m_lines.emplace_back(scored.rows[row], std::vector<double>(values.begin(), values.end()),
                                          std::vector<RowScore>());
        for (const std::vector<RowScore>& detector : scored.scores)
            line.scores.push_back(detector[row]);
    }
}

std::string ScorePrinter::jsonLine(const Line& line, std::int64_t rowsBefore, const std::vector<Column>& columns,
                                   const std::vector<std::optional<std::string>>& cells) const
{
    const TrainedModel& model = m_scorer.model();
    JsonWriter json;
    json.beginObject().member("row", rowsBefore + line.row.value);
    json.key("detectors").beginArray();
    for (std::size_t d = 0; d < line.scores.size(); ++d)
        json.beginObject()
            .member("detector", wordOf(detectorWords(), model.detectors[d].detector.kind))
            .member("score", line.scores[d].score)
            .member("outlier", line.scores[d].outlier)
            .member("rank", rankOf(line, d))
            .member("of", rowsRanked(d))
            .endObject();
    json.endArray().key("features").beginObject();
    for (std::size_t f = 0; f < line.features.size(); ++f)
        json.member(model.features[f], line.features[f]);
    json.endObject().key("fields").beginObject();
    for (std::size_t c = 0; c < columns.size(); ++c)
        writeField(json, columns[c], cells[c]);
    return json.endObject().endObject().text() + '\n';
}

std::optional<std::int64_t> ScorePrinter::rowsRanked(std::size_t detector) const
{
    const std::int64_t rows = m_scorer.model().detectors[detector].ranks.rows();
    return rows > 0 ? std::optional(rows) : std::nullopt;
}

std::optional<std::int64_t> ScorePrinter::rankOf(const Line& line, std::size_t detector) const
{
    return rowsRanked(detector) ? std::optional(line.scores[detector].rank) : std::nullopt;
}

std::string ScorePrinter::csvHeader() const
{
    std::string header = "row";
    for (const ModelDetector& each : m_scorer.model().detectors) {
        const std::string& word = wordOf(detectorWords(), each.detector.kind);
        header += ',' + word + "_score," + word + "_class," + word + "_rank";
    }
    for (const std::string& field : m_fields)
        header += ',' + csvCell(field);
    return header + '\n';
}

std::string ScorePrinter::csvLine(const Line& line, std::int64_t rowsBefore, const std::vector<Column>& columns,
                                  const std::vector<std::optional<std::string>>& cells) const
{
    std::string text = std::to_string(rowsBefore + line.row.value);
    for (std::size_t d = 0; d < line.scores.size(); ++d) {
        const RowScore& score = line.scores[d];
        const std::optional<std::int64_t> rank = rankOf(line, d);
        text +=
            ',' + formatNumber(score.score) + (score.outlier ? ",-1," : ",1,") + (rank ? std::to_string(*rank) : "");
    }
    for (const std::string& field : m_fields) {
        const auto column = std::ranges::find(columns, field, &Column::name);
        text += ',';
        if (column != columns.end())
            text += csvCell(cells[static_cast<std::size_t>(column - columns.begin())].value_or(""));
    }
    return text + '\n';
}

void ScorePrinter::addUnreadable(std::int64_t cells)
{
    m_counts.unreadable += cells;
}

void ScorePrinter::printCounts(std::int64_t brokenLines) const
{
    const QLocale locale;
    const auto whole = [&](std::int64_t count) { return locale.toString(static_cast<qlonglong>(count)); };
    QString sentence =
        counted(m_counts.read, ScoreText::tr("1 row read"), ScoreText::tr("%1 rows read")) +
        ScoreText::tr(", %1 scored, %2 suspicious.").arg(whole(m_counts.scored), whole(m_counts.suspicious));
    const auto add = [&](std::int64_t count, const QString& one, const QString& many) {
        if (count > 0)
            sentence += u' ' + counted(count, one, many);
    };
    add(m_counts.filtered, ScoreText::tr("1 was not kept by the model's preparation."),
        ScoreText::tr("%1 were not kept by the model's preparation."));
    add(m_counts.leftOut, ScoreText::tr("1 was left out because a feature is missing."),
        ScoreText::tr("%1 were left out because a feature is missing."));
    add(m_counts.unreadable, ScoreText::tr("1 cell could not be read as what its column holds."),
        ScoreText::tr("%1 cells could not be read as what their column holds."));
    add(brokenLines, ScoreText::tr("1 line was no record and was passed over."),
        ScoreText::tr("%1 lines were no records and were passed over."));
    std::fprintf(stderr, "%s\n", sentence.toStdString().c_str());
}

} // namespace perimeter
