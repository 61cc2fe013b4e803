// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/expected.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QSaveFile;

namespace perimeter {

/// Appends to a file being written; false where that fails.
using Write = std::function<bool(const std::string&)>;
/// Writes all that is to be in a file.
using Fill = std::function<Expected<void>(const Write&)>;

/// Files that are written together, by temporary files and renames: none is renamed before all are whole, and those
/// that are not are removed with this object.
class WrittenFiles {
public:
    WrittenFiles();
    ~WrittenFiles();
    WrittenFiles(const WrittenFiles&) = delete;
    WrittenFiles& operator=(const WrittenFiles&) = delete;

    /// Errors: those of `fill`, NotAFile, CannotWrite.
    [[nodiscard]] Expected<void> add(const std::string& path, const Fill& fill);
    [[nodiscard]] Expected<void> add(const std::string& path, const std::string& text);
    /// Renames them all. Errors: CannotWrite.
    [[nodiscard]] Expected<void> commit();

private:
    std::vector<std::unique_ptr<QSaveFile>> m_files;
};

/// One file alone.
[[nodiscard]] Expected<void> writeFile(const std::string& path, const Fill& fill);
/// The same of a text that is there already.
[[nodiscard]] Expected<void> writeText(const std::string& path, const std::string& text);

} // namespace perimeter
