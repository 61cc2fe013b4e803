// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/tables/cell_reader.h"

#include "data/table/read.h"
#include "explorer/wording/phrasing.h"

#include <QTimer>

#include <algorithm>

namespace perimeter {

namespace {

constexpr std::size_t chunkRows = 64;
constexpr std::size_t mostWanted = 4;
constexpr std::size_t mostChunks = 256;

std::vector<std::vector<QString>> readChunk(const Table& table, const std::vector<RowNumber>& rows, Progress& progress)
{
    const Expected<TextCells> cells = readCells(table, rows, progress);
    if (!cells)
        return {};
    std::vector<std::vector<QString>> texts;
    for (const auto& row : *cells) {
        std::vector<QString>& line = texts.emplace_back();
        for (const std::optional<std::string>& cell : row)
            line.push_back(cell ? text(*cell) : QString());
    }
    return texts;
}

} // namespace

CellReader::CellReader(QObject* parent)
    : QObject(parent), m_jobs({.arrived =
                                   [this](const Chunk& chunk) {
                                       if (m_chunks.size() >= mostChunks)
                                           m_chunks.clear();
                                       m_chunks[chunk.number] = chunk;
                                       std::erase(m_wanted, chunk.number);
                                       const std::size_t first = chunk.number * chunkRows;
                                       const std::size_t end = std::min(first + chunkRows, m_rows.size());
                                       Q_EMIT arrived(static_cast<int>(first), static_cast<int>(end) - 1);
                                   },
                               .progressed = [](double) {},
                               .finished =
                                   [this] {
                                       m_reading = false;
                                       readNext();
                                   }})
{
}

void CellReader::setRows(std::optional<Table> table, std::vector<RowNumber> rows)
{
    m_jobs.cancel();
    m_reading = false;
    m_table = std::move(table);
    m_rows = std::move(rows);
    m_chunks.clear();
    m_wanted.clear();
}

QString CellReader::cell(std::size_t place, std::size_t column)
{
    const std::size_t number = place / chunkRows;
    const auto found = m_chunks.find(number);
    if (found != m_chunks.end()) {
        const auto& cells = found->second.cells;
        const std::size_t within = place % chunkRows;
        return within < cells.size() && column < cells[within].size() ? cells[within][column] : QString();
    }
    if (std::ranges::find(m_wanted, number) == m_wanted.end()) {
        m_wanted.push_back(number);
        if (m_wanted.size() > mostWanted)
            m_wanted.erase(m_wanted.begin());
        // After the painting that asks is over.
        QTimer::singleShot(0, this, &CellReader::readNext);
    }
    return {};
}

void CellReader::readNext()
{
    if (m_reading || m_wanted.empty() || !m_table)
        return;
    m_reading = true;
    const std::size_t number = m_wanted.back();
    const std::size_t first = std::min(number * chunkRows, m_rows.size());
    const std::size_t end = std::min(first + chunkRows, m_rows.size());
    std::vector<RowNumber> rows(m_rows.begin() + static_cast<std::ptrdiff_t>(first),
                                m_rows.begin() + static_cast<std::ptrdiff_t>(end));
    m_jobs.start([table = *m_table, number, rows = std::move(rows)](Progress& progress, const auto& deliver) {
        deliver(Chunk{number, readChunk(table, rows, progress)});
    });
}

} // namespace perimeter
