// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <cassert>
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
