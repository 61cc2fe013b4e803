// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

namespace perimeter {

/// Marks an error on its way out of a function that returns Expected.
class Unexpected {
public:
    explicit Unexpected(Error error) : m_error(std::move(error)) {}
    Unexpected(ErrorCode code, std::vector<std::string> arguments = {}) : m_error{code, std::move(arguments)} {}

    [[nodiscard]] const Error& error() const& { return m_error; }
    [[nodiscard]] Error&& error() && { return std::move(m_error); }

private:
    Error m_error;
};

/// A value or the Error that kept it from being made. Named as in std::expected of C++23, which GCC 12 does not offer
/// under C++20. Ask before you dereference: has_value() or operator bool.
template <typename T>
class [[nodiscard]] Expected {
public:
    using value_type = T;

    Expected(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Expected(Unexpected unexpected) : m_content(std::in_place_index<1>, std::move(unexpected).error()) {}

    [[nodiscard]] bool has_value() const noexcept { return m_content.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    [[nodiscard]] T& operator*() &
    {
        assert(has_value());
        return *std::get_if<0>(&m_content);
    }
    [[nodiscard]] const T& operator*() const&
    {
        assert(has_value());
        return *std::get_if<0>(&m_content);
    }
    [[nodiscard]] T&& operator*() &&
    {
        assert(has_value());
        return std::move(*std::get_if<0>(&m_content));
    }
    [[nodiscard]] T* operator->()
    {
        assert(has_value());
        return std::get_if<0>(&m_content);
    }
    [[nodiscard]] const T* operator->() const
    {
        assert(has_value());
        return std::get_if<0>(&m_content);
    }

    [[nodiscard]] const Error& error() const
    {
        assert(!has_value());
        return *std::get_if<1>(&m_content);
    }
    /// The error, ready to be returned from a function with another value type.
    [[nodiscard]] Unexpected unexpected() const { return Unexpected(error()); }

    /// What `with` makes of the value, or the error.
    template <typename With>
    [[nodiscard]] auto transform(With&& with) const -> Expected<std::invoke_result_t<With, const T&>>
    {
        return has_value() ? Expected<std::invoke_result_t<With, const T&>>(std::forward<With>(with)(**this))
                           : unexpected();
    }

private:
    std::variant<T, Error> m_content;
};

template <>
class [[nodiscard]] Expected<void> {
public:
    using value_type = void;

    Expected() = default;
    Expected(Unexpected unexpected) : m_content(std::move(unexpected).error()) {}

    [[nodiscard]] bool has_value() const noexcept { return m_content.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }
    [[nodiscard]] const Error& error() const
    {
        assert(!has_value());
        return *std::get_if<Error>(&m_content);
    }
    [[nodiscard]] Unexpected unexpected() const { return Unexpected(error()); }

private:
    std::variant<std::monostate, Error> m_content;
};

} // namespace perimeter

#define PERIMETER_JOINED_(a, b) a##b
#define PERIMETER_JOINED(a, b) PERIMETER_JOINED_(a, b)
#define PERIMETER_TRY_AS_(result, declaration, ...)                                                                    \
    auto result = __VA_ARGS__;                                                                                         \
    if (!result)                                                                                                       \
        return result.unexpected();                                                                                    \
    declaration = *std::move(result)

/// Within a function that returns Expected: declares a value, or returns the error of the expression that should give
/// it. PERIMETER_TRY(const int answer, compute());
#define PERIMETER_TRY(declaration, ...)                                                                                \
    PERIMETER_TRY_AS_(PERIMETER_JOINED(expected_, __LINE__), declaration, __VA_ARGS__)

/// The same of an Expected<void>, or of a value that is of no interest: PERIMETER_CHECK(write());
#define PERIMETER_CHECK(...)                                                                                           \
    if (const auto checked_ = __VA_ARGS__; !checked_)                                                                  \
    return checked_.unexpected()
