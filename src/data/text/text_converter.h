// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iconv.h>

#include <string>
#include <utility>

namespace perimeter {

/// Text of another encoding to UTF-8, piece by piece, by the C library's iconv.
class TextConverter {
public:
    /// `encoding` by its name; `keepsBytes`: bytes that the encoding has no character for are the character of their
    /// number, as in browsers.
    TextConverter(const char* encoding, bool keepsBytes);
    ~TextConverter();
    TextConverter(TextConverter&& other) noexcept
        : m_handle(std::exchange(other.m_handle, none())), m_keepsBytes(other.m_keepsBytes)
    {
    }
    TextConverter& operator=(TextConverter&&) = delete;

    /// Whether the C library knows the encoding.
    [[nodiscard]] bool isOpen() const { return m_handle != none(); }
    /// Appends what `raw` has of whole characters, and takes them off it. False where it is not valid.
    [[nodiscard]] bool convert(std::string& raw, std::string& text);

private:
    static iconv_t none() { return reinterpret_cast<iconv_t>(-1); }

    iconv_t m_handle;
    bool m_keepsBytes;
};

} // namespace perimeter
