// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"

#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace perimeter {

/// A format that a file may be saved in.
struct SaveFormat {
    QString filter;    ///< "CSV (*.csv)"
    QString extension; ///< added to a name without one
};

struct SaveQuestion {
    QString title;
    QString name; ///< offered, without an extension
    QList<SaveFormat> formats;
};

/// "hbk-frontiers": what is written of an exploration, called after its file.
[[nodiscard]] QString saveName(const Exploration& exploration, const QString& what);

/// The folder a dialog begins in: the one remembered by that name, else that of documents, else the user's own; never
/// one that is not there.
[[nodiscard]] QString startFolder(const QString& key);

/// Asks where to save, beginning in the folder that was taken last, and calls `save` with the path chosen. Whoever
/// saves judges the extension.
void askWhereToSave(QWidget* window, const SaveQuestion& question, const std::function<void(const QString&)>& save);

} // namespace perimeter
