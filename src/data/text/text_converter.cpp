// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/text/text_converter.h"

#include <array>
#include <cerrno>

namespace perimeter {

TextConverter::TextConverter(const char* encoding, bool keepsBytes)
    : m_handle(::iconv_open("UTF-8", encoding)), m_keepsBytes(keepsBytes)
{
}

TextConverter::~TextConverter()
{
    if (isOpen())
        ::iconv_close(m_handle);
}

bool TextConverter::convert(std::string& raw, std::string& text)
{
    std::array<char, std::size_t{1} << 16> buffer;
    char* from = raw.data();
    std::size_t left = raw.size();
    bool isValid = true;
    while (left > 0 && isValid) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        const std::size_t result = ::iconv(m_handle, &from, &left, &to, &room);
        const int failure = result == static_cast<std::size_t>(-1) ? errno : 0;
        text.append(buffer.data(), buffer.size() - room);
        if (failure == EINVAL) // the piece ends within a character
            break;
        if (failure != EILSEQ)
            continue;
        isValid = m_keepsBytes;
        if (isValid) {
            text += '\xC2';
            text += *from++;
            --left;
        }
    }
    raw.erase(0, raw.size() - left);
    return isValid;
}

} // namespace perimeter
