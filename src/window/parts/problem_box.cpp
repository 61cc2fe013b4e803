// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/parts/problem_box.h"

#include "explorer/wording/phrasing.h"

#include <QMessageBox>

#include <algorithm>

namespace perimeter {

void tellProblem(QWidget* window, const Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    const QString name = QStringLiteral("problemBox");
    const QString sentence = phrase(error);
    const QList<QMessageBox*> told = window->findChildren<QMessageBox*>(name);
    if (std::ranges::any_of(told, [&](const QMessageBox* box) { return box->isVisible() && box->text() == sentence; }))
        return;
    auto* const box = new QMessageBox(QMessageBox::Warning, QString(), sentence, QMessageBox::Ok, window);
    box->setObjectName(name);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace perimeter
