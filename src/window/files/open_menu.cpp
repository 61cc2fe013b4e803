// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/files/open_menu.h"

#include "explorer/value/samples.h"
#include "window/files/recent_files.h"

namespace perimeter {

OpenMenu::OpenMenu(const QList<QAction*>& actions, const QList<QAction*>& saving, QWidget* parent)
    : QMenu(tr("Open"), parent)
{
    setObjectName(QStringLiteral("openMenu"));
    addActions(actions);
    addSamples();
    m_recent = addMenu(tr("&Recent files"));
    addSeparator();
    addActions(saving);
    connect(this, &QMenu::aboutToShow, this, &OpenMenu::showRecentFiles);
}

void OpenMenu::addSamples()
{
    QMenu* const samples = addMenu(tr("&Samples"));
    samples->setToolTipsVisible(true);
    for (const Sample& sample : bundledSamples()) {
        QAction* const action = samples->addAction(sample.name);
        action->setToolTip(sample.description);
        connect(action, &QAction::triggered, this,
                [this, exploration = sample.exploration] { Q_EMIT sampleChosen(exploration); });
    }
}

void OpenMenu::showRecentFiles()
{
    m_recent->clear();
    const QStringList files = recentFiles();
    m_recent->setEnabled(!files.isEmpty());
    for (const QString& path : files)
        connect(m_recent->addAction(path), &QAction::triggered, this, [this, path] { Q_EMIT fileChosen(path); });
    if (files.isEmpty())
        return;
    m_recent->addSeparator();
    connect(m_recent->addAction(tr("Forget these files")), &QAction::triggered, this, [] { forgetRecentFiles(); });
}

} // namespace perimeter
