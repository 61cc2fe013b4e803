// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/table/source.h"
#include "explorer/wording/names.h"

#include <QString>

#include <optional>
#include <vector>

namespace perimeter {

/// The ways a delimited file can be written that the open dialog offers, with their names.
template <typename Value>
struct DialectOption {
    QString name;
    Value value;
};

[[nodiscard]] std::vector<DialectOption<Encoding>> encodingOptions();
[[nodiscard]] std::vector<DialectOption<char>> delimiterOptions();
[[nodiscard]] std::vector<DialectOption<std::optional<char>>> quoteOptions();
[[nodiscard]] std::vector<DialectOption<char>> decimalOptions();
[[nodiscard]] std::vector<DialectOption<bool>> headerOptions();

[[nodiscard]] QString nameOf(Format format);

} // namespace perimeter
