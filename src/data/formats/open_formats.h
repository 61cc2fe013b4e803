// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "data/table/source.h"
#include "data/table/table_content.h"
#include "data/text/text_table.h"

#include <string>
#include <string_view>
#include <vector>

namespace perimeter {

/// Bytes from the start of a file that format and dialect are decided from.
inline constexpr std::size_t headBytes = std::size_t{256} << 10;

/// The format by the file's first bytes, and by its name where these leave it open.
[[nodiscard]] Format detectFormat(const std::string& path, std::string_view head);

/// The dialect of a delimited file by its first bytes; ErrorCode::BinaryFile, NulByte.
[[nodiscard]] Expected<Dialect> detectDialect(const std::string& path, std::string_view head,
                                              const DialectChoice& choice);

[[nodiscard]] Expected<Table> openDelimited(const std::shared_ptr<Engine>& engine, const std::string& path,
                                            const DialectChoice& choice, std::string_view head, Progress& progress);
/// How the records of a Zeek log are written, by the lines at its top. ErrorCode::ZeekHeaderMissing.
[[nodiscard]] Expected<TextLayout> zeekLayout(const std::string& path, std::string_view head);
[[nodiscard]] Expected<Table> openZeekLog(const std::shared_ptr<Engine>& engine, const std::string& path,
                                          std::string_view head, Progress& progress);
[[nodiscard]] Expected<Table> openJsonLines(const std::shared_ptr<Engine>& engine, const std::string& path,
                                            Progress& progress);
/// The lines, from 1 and blank ones not counted, that are no JSON object.
[[nodiscard]] Expected<std::vector<std::int64_t>> linesWithoutObject(Engine& engine, const std::string& path,
                                                                     Progress& progress);
[[nodiscard]] Expected<Table> openParquet(const std::shared_ptr<Engine>& engine, const std::string& path,
                                          Progress& progress);

} // namespace perimeter
