// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window/frame/palette_commands.h"

#include <QDialog>
#include <QList>

class QLineEdit;
class QTreeWidget;

namespace perimeter {

/// Every action by its name: a field to search in, a list, Enter.
class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    explicit CommandPalette(QList<Command> commands, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& words);
    void run();

    QList<Command> m_commands;
    QLineEdit* m_search;
    QTreeWidget* m_list;
};

} // namespace perimeter
