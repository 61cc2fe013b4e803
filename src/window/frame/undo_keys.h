// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace perimeter {

/// Leaves the keys of Undo and Redo to the window where the field that has the focus has nothing of its own to take
/// back: a line edit claims them always.
class UndoKeys final : public QObject {
    Q_OBJECT

public:
    explicit UndoKeys(QObject* parent);

    [[nodiscard]] bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace perimeter
