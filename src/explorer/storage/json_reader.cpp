// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/storage/json_reader.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace perimeter {

JsonMember JsonMember::operator[](const char* name) const
{
    const QJsonObject object = m_value.toObject();
    return {object.value(QLatin1StringView(name)), m_place.empty() ? name : m_place + '.' + name, m_wrong};
}

bool JsonMember::has(const char* name) const
{
    return m_value.toObject().contains(QLatin1StringView(name));
}

std::vector<JsonMember> JsonMember::elements(std::size_t most) const
{
    const QJsonArray array = m_value.toArray();
    if (!m_value.isArray() || static_cast<std::size_t>(array.size()) > most) {
        fail();
        return {};
    }
    std::vector<JsonMember> members;
    members.reserve(static_cast<std::size_t>(array.size()));
    for (qsizetype i = 0; i < array.size(); ++i)
        members.push_back({array.at(i), m_place + '[' + std::to_string(i) + ']', m_wrong});
    return members;
}

double JsonMember::number(double least, double most) const
{
    const double value = m_value.toDouble(std::numeric_limits<double>::quiet_NaN());
    if (value >= least && value <= most)
        return value;
    fail();
    return 0;
}

std::int64_t JsonMember::integer(std::int64_t least, std::int64_t most) const
{
    const double value = number(static_cast<double>(least), static_cast<double>(most));
    if (value != std::floor(value))
        fail();
    return static_cast<std::int64_t>(value);
}

std::string JsonMember::text() const
{
    if (!m_value.isString())
        fail();
    return m_value.toString().toStdString();
}

bool JsonMember::truth() const
{
    if (!m_value.isBool())
        fail();
    return m_value.toBool();
}

std::optional<double> JsonMember::numberOrNothing() const
{
    return isNothing() ? std::nullopt : std::optional(number());
}

Eigen::VectorXd JsonMember::vector(Eigen::Index size) const
{
    const QJsonArray array = m_value.toArray();
    Eigen::VectorXd numbers = Eigen::VectorXd::Zero(size);
    if (array.size() != size) {
        fail();
        return numbers;
    }
    for (Eigen::Index i = 0; i < size; ++i) {
        numbers[i] = array.at(i).toDouble(std::numeric_limits<double>::quiet_NaN());
        if (!std::isfinite(numbers[i])) {
            fail();
            return Eigen::VectorXd::Zero(size);
        }
    }
    return numbers;
}

RowMatrix JsonMember::matrix(Eigen::Index columns, std::size_t mostRows) const
{
    const std::vector<JsonMember> rows = elements(mostRows);
    RowMatrix numbers(static_cast<Eigen::Index>(rows.size()), columns);
    for (std::size_t row = 0; row < rows.size(); ++row)
        numbers.row(static_cast<Eigen::Index>(row)) = rows[row].vector(columns);
    return numbers;
}

void JsonMember::fail() const
{
    if (!m_wrong->place)
        m_wrong->place = m_place;
}

} // namespace perimeter
