// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/value/exploration.h"

#include <QMenu>

namespace perimeter {

/// What can be opened: files, documents, bundled samples and recent files.
class OpenMenu final : public QMenu {
    Q_OBJECT

public:
    /// `actions` come first, `saving` last.
    OpenMenu(const QList<QAction*>& actions, const QList<QAction*>& saving, QWidget* parent);

Q_SIGNALS:
    void sampleChosen(const perimeter::Exploration& exploration);
    void fileChosen(const QString& path);

private:
    void addSamples();
    void showRecentFiles();

    QMenu* m_recent;
};

} // namespace perimeter
