// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/data/steps_list.h"

#include "explorer/wording/phrasing.h"
#include "window/data/preparation_edits.h"
#include "window/data/step_delegate.h"

#include <QKeyEvent>

#include <algorithm>

namespace perimeter {

StepsList::StepsList(QWidget* parent) : QListWidget(parent)
{
    setItemDelegate(new StepDelegate(this));
    setDragDropMode(QAbstractItemView::InternalMove);
    setDefaultDropAction(Qt::MoveAction);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QListWidget::itemDoubleClicked, this, &StepsList::editAsked);
    // What has been dropped is told once the list is done with it: the answer fills it anew.
    connect(
        model(), &QAbstractItemModel::rowsMoved, this,
        [this](const QModelIndex&, int start, int, const QModelIndex&, int row) {
            Q_EMIT moveAsked(static_cast<std::size_t>(start), static_cast<std::size_t>(row > start ? row - 1 : row));
        },
        Qt::QueuedConnection);
}

void StepsList::showSteps(const Preparation& preparation)
{
    const QSignalBlocker blocker(this);
    const std::optional<std::size_t> before = current();
    // Up to the first that changed, every step leaves what it left.
    QStringList known;
    for (int row = 0; row < count() && static_cast<std::size_t>(row) < preparation.steps.size(); ++row) {
        if (item(row)->text() != describeStep(preparation.steps[static_cast<std::size_t>(row)]))
            break;
        known.append(item(row)->data(StepDelegate::StatusRole).toString());
    }
    clear();
    for (const PreparationStep& step : preparation.steps) {
        auto* const item = new QListWidgetItem(describeStep(step), this);
        item->setToolTip(item->text());
        item->setData(StepDelegate::StatusRole, known.value(count() - 1, tr("counting …")));
    }
    select(before);
    setVisible(count() > 0);
    updateGeometry();
}

void StepsList::showCounts(const Preparation& preparation, const std::vector<Expected<StepCount>>& counts)
{
    const auto steps = std::min<std::size_t>(preparation.steps.size(), static_cast<std::size_t>(count()));
    for (std::size_t place = 0; place < steps; ++place) {
        const int row = static_cast<int>(place);
        if (place >= counts.size()) {
            const bool fails = !counts.empty() && !counts.back();
            setStatus(row, fails ? tr("waits for the step above") : tr("not counted"), false, {});
        } else if (counts[place]) {
            QString more;
            for (const Notice& notice : counts[place]->notices)
                more += QLatin1Char('\n') + phrase(notice);
            setStatus(row, describeCount(preparation.steps[place], *counts[place]), false, more);
        } else {
            setStatus(row, phrase(counts[place].error()), true, {});
        }
    }
    doItemsLayout();
    updateGeometry();
}

void StepsList::setStatus(int row, const QString& status, bool isProblem, const QString& more)
{
    QListWidgetItem* const line = item(row);
    line->setData(StepDelegate::StatusRole, status);
    line->setData(StepDelegate::ProblemRole, isProblem);
    line->setData(Qt::AccessibleTextRole, QString(line->text() + QStringLiteral(", ") + status));
    line->setToolTip(line->text() + QLatin1Char('\n') + status + more);
}

std::optional<std::size_t> StepsList::current() const
{
    const QList<QListWidgetItem*> selected = selectedItems();
    return selected.isEmpty() ? std::nullopt : std::optional(static_cast<std::size_t>(row(selected.front())));
}

void StepsList::select(std::optional<std::size_t> place)
{
    if (place && static_cast<int>(*place) < count())
        setCurrentRow(static_cast<int>(*place));
    else {
        clearSelection();
        setCurrentRow(-1);
    }
}

QSize StepsList::sizeHint() const
{
    int height = 2 * frameWidth();
    for (int row = 0; row < count(); ++row)
        height += sizeHintForRow(row);
    return {0, height};
}

void StepsList::keyPressEvent(QKeyEvent* event)
{
    const std::optional<std::size_t> place = current();
    const bool isAlt = event->modifiers() == Qt::AltModifier;
    if (place && isAlt && event->key() == Qt::Key_Up && *place > 0)
        Q_EMIT moveAsked(*place, *place - 1);
    else if (place && isAlt && event->key() == Qt::Key_Down && *place + 1 < static_cast<std::size_t>(count()))
        Q_EMIT moveAsked(*place, *place + 1);
    else if (place && event->key() == Qt::Key_Delete)
        Q_EMIT removeAsked();
    else if (place && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F2))
        Q_EMIT editAsked();
    else if (event->key() == Qt::Key_Escape && place)
        select(std::nullopt);
    else
        QListWidget::keyPressEvent(event);
}

void StepsList::resizeEvent(QResizeEvent* event)
{
    QListWidget::resizeEvent(event);
    // An error takes another number of lines at another width.
    doItemsLayout();
    updateGeometry();
}

} // namespace perimeter
