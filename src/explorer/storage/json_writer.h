// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace perimeter {

/// Writes JSON in the order it is told, which QJsonDocument would not keep. Doubles read back exactly; what JSON has no
/// number for is null.
class JsonWriter {
public:
    JsonWriter& beginObject();
    JsonWriter& endObject();
    JsonWriter& beginArray();
    JsonWriter& endArray();
    JsonWriter& key(std::string_view name);

    JsonWriter& value(double number);
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
    JsonWriter& value(bool truth);
    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(const Eigen::VectorXd& vector);
    JsonWriter& value(const Eigen::MatrixXd& matrix); ///< an array of rows
    JsonWriter& null();
    /// What is JSON already: a number's own digits.
    JsonWriter& written(std::string_view json);

    template <typename T>
    JsonWriter& value(const std::optional<T>& optional)
    {
        return optional ? value(*optional) : null();
    }

    template <typename T>
    JsonWriter& member(std::string_view name, const T& content)
    {
        return key(name).value(content);
    }

    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    void separate();

    std::string m_text;
    bool m_first = true; ///< nothing precedes in this object or array, or a key was just written
};

} // namespace perimeter
