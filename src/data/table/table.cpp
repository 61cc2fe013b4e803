// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/table/table.h"

#include "base/text.h"
#include "data/table/table_content.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace perimeter {

std::string unitOf(ColumnKind kind)
{
    return kind == ColumnKind::Time || kind == ColumnKind::Duration ? "s" : "";
}

Table makeTable(TableParts parts)
{
    return Table(std::make_shared<const Table::Content>(std::move(parts)));
}

std::vector<std::string> uniqueNames(std::vector<std::string> names, std::vector<Notice>& notices)
{
    const auto folded = [](std::string name) {
        std::ranges::transform(name, name.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        return name;
    };
    std::set<std::string> taken;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string position = std::to_string(i + 1);
        const std::string base = names[i].empty() ? "column" + position : names[i];
        std::string name = base;
        for (int n = 2; !taken.insert(folded(name)).second; ++n)
            name = base + "_" + std::to_string(n);
        if (name != names[i])
            notices.push_back({NoticeCode::ColumnRenamed, {position, names[i], name}});
        names[i] = std::move(name);
    }
    return names;
}

Table::Content::~Content()
{
    if (m_parts.engine)
        m_parts.engine->drop(m_parts.isView ? "VIEW" : "TABLE", m_parts.relation);
}

Expected<std::size_t> Table::Content::find(const std::string& name) const
{
    const auto at = std::ranges::find(m_parts.columns, name, &Column::name);
    if (at != m_parts.columns.end())
        return static_cast<std::size_t>(at - m_parts.columns.begin());
    std::vector<std::string> names;
    std::ranges::transform(m_parts.columns, std::back_inserter(names), &Column::name);
    return Unexpected(ErrorCode::UnknownColumn, {name, nearestWord(name, names).value_or("")});
}

Table::Table(std::shared_ptr<const Content> content) : m_content(std::move(content)) {}

const std::vector<Column>& Table::columns() const
{
    return m_content->parts().columns;
}

Expected<Column> Table::column(const std::string& name) const
{
    const Expected<std::size_t> index = m_content->find(name);
    return index ? Expected<Column>(columns()[*index]) : index.unexpected();
}

std::int64_t Table::rows() const
{
    return m_content->parts().rows;
}

std::int64_t Table::rowsInFile() const
{
    return m_content->parts().rowsInFile;
}

Format Table::format() const
{
    return m_content->parts().format;
}

const std::optional<Dialect>& Table::dialect() const
{
    return m_content->parts().dialect;
}

const std::vector<Notice>& Table::notices() const
{
    return m_content->parts().notices;
}

std::size_t Table::bytes() const
{
    return m_content->parts().bytes;
}

} // namespace perimeter
