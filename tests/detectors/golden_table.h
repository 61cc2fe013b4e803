// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/text.h"
#include "detectors/rows/points.h"
#include "support/paths.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <numeric>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace perimeter::testing {

inline std::vector<std::string> split(const std::string& line, char separator)
{
    std::vector<std::string> fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, separator);) {
        if (field.size() > 1 && field.front() == '|' && field.back() == '|')
            field = field.substr(1, field.size() - 2);
        fields.push_back(field);
    }
    return fields;
}

/// A file of commas and, at most, `|` quotes around fields without either; lines of text.
inline std::vector<std::vector<std::string>> readLines(const std::string& path, bool header)
{
    std::vector<std::vector<std::string>> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        lines.push_back(split(line, ','));
    if (header && !lines.empty())
        lines.erase(lines.begin());
    return lines;
}

inline std::vector<std::vector<std::string>> golden(const std::string& name)
{
    return readLines(testing::sourceFile("tests/detectors/golden/").toStdString() + name, true);
}

inline double number(const std::string& text)
{
    return parseNumber(text).value();
}

inline Eigen::VectorXd numbers(const std::string& text)
{
    const std::vector<std::string> fields = split(text, ' ');
    Eigen::VectorXd values(static_cast<Eigen::Index>(fields.size()));
    for (std::size_t i = 0; i < fields.size(); ++i)
        values[static_cast<Eigen::Index>(i)] = number(fields[i]);
    return values;
}

/// Rows in lexicographic order: the canonical order in which callers pass them.
inline RowMatrix ordered(const RowMatrix& points)
{
    std::vector<Eigen::Index> order(static_cast<std::size_t>(points.rows()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::ranges::sort(order, [&](Eigen::Index a, Eigen::Index b) {
        return std::lexicographical_compare(points.row(a).begin(), points.row(a).end(), points.row(b).begin(),
                                            points.row(b).end());
    });
    RowMatrix sorted(points.rows(), points.cols());
    for (Eigen::Index row = 0; row < points.rows(); ++row)
        sorted.row(row) = points.row(order[static_cast<std::size_t>(row)]);
    return sorted;
}

/// A bundled sample by its name in the golden files: wine_A_B is columns A and B of wine, dns the DNS sessions.
inline RowMatrix sample(const std::string& name)
{
    const std::string file = name == "dns" ? "dns_sessions" : split(name, '_').front();
    const std::string path = testing::sourceFile("resources/samples/").toStdString() + file + ".csv";
    std::vector<std::vector<std::string>> lines = readLines(path, file != "wine");
    std::vector<std::size_t> columns = {0, 1};
    if (name == "dns") {
        columns = {3, 4};
        std::erase_if(lines, [](const std::vector<std::string>& line) { return line[1] != "9000"; });
    } else if (name == "wine_4_12") {
        columns = {4, 12};
    } else if (name == "hbk") {
        columns = {0, 1, 2};
    } else if (name == "hbk_1") {
        columns = {0};
    }
    RowMatrix points(static_cast<Eigen::Index>(lines.size()), static_cast<Eigen::Index>(columns.size()));
    for (std::size_t row = 0; row < lines.size(); ++row)
        for (std::size_t column = 0; column < columns.size(); ++column)
            points(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
                number(lines[row][columns[column]]);
    return points;
}

} // namespace perimeter::testing
