// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/data/step_delegate.h"

#include <QAbstractItemView>
#include <QPainter>

namespace perimeter {

namespace {

constexpr int margin = 6;
constexpr int gap = 1;

QFont statusFont(const QFont& font)
{
    QFont smaller = font;
    if (font.pixelSize() > 0)
        smaller.setPixelSize(font.pixelSize() - 1);
    return smaller;
}

/// The height that the status takes at a width; only an error may take more than a line.
int statusHeight(const QFont& font, const QString& status, bool isProblem, int width)
{
    const QFontMetrics metrics(statusFont(font));
    if (!isProblem)
        return metrics.height();
    return metrics.boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, status).height();
}

} // namespace

void StepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected)
        painter->fillRect(option.rect, option.palette.highlight());
    const QRect inner = option.rect.adjusted(margin, margin / 2, -margin, -margin / 2);
    const QFontMetrics metrics(option.font);
    const QString title = metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, inner.width());
    painter->setFont(option.font);
    painter->setPen(option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(inner, Qt::AlignLeft | Qt::AlignTop, title);

    const bool isProblem = index.data(ProblemRole).toBool();
    const QString status = index.data(StatusRole).toString();
    const QFont font = statusFont(option.font);
    painter->setFont(font);
    if (!isSelected)
        painter->setPen(option.palette.color(isProblem ? QPalette::BrightText : QPalette::PlaceholderText));
    const QRect below = inner.adjusted(0, metrics.height() + gap, 0, 0);
    if (isProblem)
        painter->drawText(below, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, status);
    else
        painter->drawText(below, Qt::AlignLeft | Qt::AlignTop,
                          QFontMetrics(font).elidedText(status, Qt::ElideRight, below.width()));
    painter->restore();
}

QSize StepDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* const view = qobject_cast<const QAbstractItemView*>(option.widget);
    const int width = view ? view->viewport()->width() - 2 * margin : option.rect.width();
    const int status =
        statusHeight(option.font, index.data(StatusRole).toString(), index.data(ProblemRole).toBool(), width);
    return {0, margin + QFontMetrics(option.font).height() + gap + status};
}

} // namespace perimeter
