// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/documents/document.h"

#include <QLockFile>
#include <QString>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace perimeter {

/// Keeps unsaved work on disk, in a file of its own for every running program. What a program left behind that ended
/// without discarding it is found by the next.
class Autosave {
public:
    /// In the application's data folder unless told otherwise. Where that cannot be made, nothing is kept.
    explicit Autosave(const QString& folder = usualFolder());
    ~Autosave();

    /// Writes the document as it is now, in place of what was kept before. `savedAs` is the file it was last saved to,
    /// or empty. From any thread; nothing is written after discard() until resume(). Errors: CannotWrite.
    [[nodiscard]] Expected<void> keep(const Document& document, const std::string& savedAs);
    void resume();
    /// Nothing is unsaved any more.
    void discard();

    /// Work that another program left behind.
    struct Leftover {
        Document document;
        std::string savedAs;
        QString file; ///< it lies in
    };
    /// The oldest that was not taken yet, out of other programs' reach; nothing where there is none. It stays on disk
    /// until it is kept or dropped: should neither happen, the next program finds it. What cannot be read is set
    /// aside, not deleted.
    [[nodiscard]] std::optional<Leftover> takeLeftover();
    /// It is this program's unsaved work from now on. Errors: CannotWrite; then it stays where it is.
    [[nodiscard]] Expected<void> keepLeftover(const Leftover& leftover);
    /// It is not wanted.
    void dropLeftover(const Leftover& leftover);

    [[nodiscard]] static QString usualFolder();

private:
    [[nodiscard]] QString pathOf(const QString& name) const;

    QString m_folder;
    QString m_name;
    std::unique_ptr<QLockFile> m_lock; ///< held while the program lives; it tells leftovers from what is in use
    std::map<QString, std::unique_ptr<QLockFile>> m_leftovers; ///< those taken, by their files
    std::mutex m_mutex;
    bool m_isWanted = true;
};

} // namespace perimeter
