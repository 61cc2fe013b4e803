// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables, menus and actions.
#include "dumps.h"

#include "finding.h"

#include <QAbstractItemView>
#include <QAction>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenu>
#include <QTableView>
#include <QTextDocumentFragment>

#include <algorithm>

namespace script {

namespace {

constexpr int mostRows = 60;
constexpr int ownRoles = 4; ///< roles beyond those of Qt, which a delegate paints from

bool isHidden(const QAbstractItemView* view, int column)
{
    const auto* const table = qobject_cast<const QTableView*>(view);
    return table && table->isColumnHidden(column);
}

QString cellText(const QModelIndex& index)
{
    QString text = index.data().toString();
    if (const QVariant checked = index.data(Qt::CheckStateRole); checked.isValid())
        text.prepend(checked.toInt() == Qt::Checked ? QStringLiteral("[x] ") : QStringLiteral("[ ] "));
    for (int role = Qt::UserRole; role < Qt::UserRole + ownRoles; ++role) {
        if (const QVariant more = index.data(role); more.typeId() == QMetaType::QString && !more.toString().isEmpty())
            text += QStringLiteral(" · ") + more.toString();
    }
    return text.replace(u'\n', QStringLiteral("\\n"));
}

QString headOf(const QAbstractItemModel* model, int column)
{
    return model->headerData(column, Qt::Horizontal).toString().replace(u'\n', QStringLiteral("\\n"));
}

QString stateOf(const QAction* action)
{
    QString state;
    for (const QKeySequence& key : action->shortcuts())
        state += QStringLiteral(" (%1)").arg(key.toString(QKeySequence::PortableText));
    if (action->isCheckable())
        state += action->isChecked() ? QStringLiteral(" on") : QStringLiteral(" off");
    return action->isEnabled() ? state : state + QStringLiteral(" disabled");
}

void addEntries(QStringList& lines, const QMenu* menu, const QString& indent)
{
    for (const QAction* const action : menu->actions()) {
        if (!action->isVisible())
            continue;
        lines.append(action->isSeparator() && action->text().isEmpty()
                         ? indent + QStringLiteral("---")
                         : indent + quoted(action->text()) + stateOf(action));
        if (const QMenu* const inner = action->menu())
            addEntries(lines, inner, indent + QStringLiteral("  "));
    }
}

} // namespace

QStringList menuTexts(const QMenu* menu)
{
    QStringList lines;
    addEntries(lines, menu, QStringLiteral("  "));
    return lines;
}

QStringList actionTexts()
{
    QStringList lines;
    if (const QMainWindow* const window = mainWindow()) {
        for (const QAction* const action : window->findChildren<QAction*>()) {
            if (!action->objectName().isEmpty() && !action->objectName().startsWith(u'_'))
                lines.append(QStringLiteral("  %1 %2%3 %4")
                                 .arg(action->objectName(), quoted(action->text()), stateOf(action),
                                      quoted(QTextDocumentFragment::fromHtml(action->toolTip()).toPlainText())));
        }
    }
    std::ranges::sort(lines);
    return lines;
}

QStringList tableTexts(const QAbstractItemView* view)
{
    const QAbstractItemModel* const model = view->model();
    if (!model)
        throw ScriptError{QStringLiteral("%1 shows nothing").arg(view->objectName())};
    const QModelIndex root = view->rootIndex();
    const int rows = model->rowCount(root);
    const int columns = model->columnCount(root);
    QStringList lines;
    QStringList heads;
    for (int column = 0; column < columns; ++column) {
        if (!isHidden(view, column))
            heads.append(headOf(model, column));
    }
    lines.append(QStringLiteral("  %1 rows: %2").arg(rows).arg(heads.join(QStringLiteral(" | "))));
    for (int row = 0; row < std::min(rows, mostRows); ++row) {
        QStringList cells;
        for (int column = 0; column < columns; ++column) {
            if (!isHidden(view, column))
                cells.append(cellText(model->index(row, column, root)));
        }
        const bool isCurrent = view->selectionModel() && view->selectionModel()->isRowSelected(row, root);
        lines.append((isCurrent ? QStringLiteral("  * ") : QStringLiteral("  | ")) + cells.join(QStringLiteral(" | ")));
    }
    return lines;
}

} // namespace script
