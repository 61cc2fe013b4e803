// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/storage/json_writer.h"

#include "base/text.h"

#include <cmath>
#include <cstdio>

namespace perimeter {

namespace {

std::string quoted(std::string_view text)
{
    std::string escaped = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            escaped += '\\';
            escaped += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
            escaped += code;
        } else {
            escaped += c;
        }
    }
    return escaped + '"';
}

} // namespace

void JsonWriter::separate()
{
    if (!m_first)
        m_text += ", ";
    m_first = false;
}

JsonWriter& JsonWriter::beginObject()
{
    separate();
    m_text += '{';
    m_first = true;
    return *this;
}

JsonWriter& JsonWriter::endObject()
{
    m_text += '}';
    m_first = false;
    return *this;
}

JsonWriter& JsonWriter::beginArray()
{
    separate();
    m_text += '[';
    m_first = true;
    return *this;
}

JsonWriter& JsonWriter::endArray()
{
    m_text += ']';
    m_first = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    separate();
    m_text += quoted(name) + ": ";
    m_first = true;
    return *this;
}

JsonWriter& JsonWriter::value(double number)
{
    if (!std::isfinite(number))
        return null();
    separate();
    m_text += formatNumber(number);
    return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number)
{
    separate();
    m_text += std::to_string(number);
    return *this;
}

JsonWriter& JsonWriter::value(bool truth)
{
    separate();
    m_text += truth ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text)
{
    separate();
    m_text += quoted(text);
    return *this;
}

JsonWriter& JsonWriter::value(const Eigen::VectorXd& vector)
{
    beginArray();
    for (const double number : vector)
        value(number);
    return endArray();
}

JsonWriter& JsonWriter::value(const Eigen::MatrixXd& matrix)
{
    beginArray();
    for (Eigen::Index row = 0; row < matrix.rows(); ++row)
        value(Eigen::VectorXd(matrix.row(row)));
    return endArray();
}

JsonWriter& JsonWriter::null()
{
    return written("null");
}

JsonWriter& JsonWriter::written(std::string_view json)
{
    separate();
    m_text += json;
    return *this;
}

} // namespace perimeter
