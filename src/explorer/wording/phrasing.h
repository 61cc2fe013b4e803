// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/notice.h"

#include <QString>

#include <string>

namespace perimeter {

/// The sentence for an error: what happened, where, and what to do. The only place where errors become words.
[[nodiscard]] QString phrase(const Error& error);
[[nodiscard]] QString phrase(const Notice& notice);

/// UTF-8 of the modules below to QString.
[[nodiscard]] inline QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace perimeter
