// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/words.h"
#include "detectors/rows/points.h"

#include <QJsonValue>

#include <Eigen/Core>

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perimeter {

/// A value in a JSON document that may hold anything. What is not as it must be is read as a plain default, and the
/// first such place is remembered for the document as a whole: ask wrongPlace() when all is read.
class JsonMember {
public:
    explicit JsonMember(const QJsonValue& document) : JsonMember(document, {}, std::make_shared<Wrong>()) {}

    /// The member of an object; of anything else, nothing.
    [[nodiscard]] JsonMember operator[](const char* name) const;
    [[nodiscard]] bool has(const char* name) const;
    /// Null, or not there at all.
    [[nodiscard]] bool isNothing() const { return m_value.isNull() || m_value.isUndefined(); }
    [[nodiscard]] bool isNumber() const { return m_value.isDouble(); }
    /// The elements of an array of at most so many.
    [[nodiscard]] std::vector<JsonMember> elements(std::size_t most) const;

    /// A finite number within the bounds.
    [[nodiscard]] double number(double least = std::numeric_limits<double>::lowest(),
                                double most = std::numeric_limits<double>::max()) const;
    /// A whole number within the bounds, at most 2⁵³.
    [[nodiscard]] std::int64_t integer(std::int64_t least = 0, std::int64_t most = std::int64_t{1} << 53) const;
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool truth() const;
    /// A number, or nothing.
    [[nodiscard]] std::optional<double> numberOrNothing() const;
    /// What every element of an array of at most so many is read as.
    template <typename Read>
    [[nodiscard]] auto each(std::size_t most, Read read) const
    {
        std::vector<std::invoke_result_t<Read, const JsonMember&>> all;
        for (const JsonMember& element : elements(most))
            all.push_back(std::invoke(read, element));
        return all;
    }
    /// `size` finite numbers.
    [[nodiscard]] Eigen::VectorXd vector(Eigen::Index size) const;
    /// At most `mostRows` rows of `columns` finite numbers.
    [[nodiscard]] RowMatrix matrix(Eigen::Index columns, std::size_t mostRows) const;
    template <typename Value>
    [[nodiscard]] Value word(const Words<Value>& words) const
    {
        const auto found = words.find(text());
        if (found == words.end())
            fail();
        return found == words.end() ? words.begin()->second : found->second;
    }

    /// Says that what was read here cannot be.
    void fail() const;
    /// The first place that is not as it must be, such as detectors[0].alpha.
    [[nodiscard]] const std::optional<std::string>& wrongPlace() const { return m_wrong->place; }

private:
    struct Wrong {
        std::optional<std::string> place;
    };
    JsonMember(const QJsonValue& value, std::string place, std::shared_ptr<Wrong> wrong)
        : m_value(value), m_place(std::move(place)), m_wrong(std::move(wrong))
    {
    }

    QJsonValue m_value;
    std::string m_place;
    std::shared_ptr<Wrong> m_wrong;
};

} // namespace perimeter
