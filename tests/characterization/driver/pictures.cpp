// SPDX-License-Identifier: GPL-3.0-or-later
#include "dumps.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QHelpEvent>
#include <QSet>
#include <QTextDocumentFragment>
#include <QToolTip>
#include <QWidget>

namespace script {

namespace {

constexpr int acrossPixels = 12;
constexpr int downPixels = 4;

} // namespace

QStringList placeHints(QWidget* widget)
{
    QSet<QString> known;
    QStringList hints;
    for (int y = 0; y < widget->height(); y += downPixels) {
        for (int x = 0; x < widget->width(); x += acrossPixels) {
            const QPoint place(x, y);
            QHelpEvent help(QEvent::ToolTip, place, widget->mapToGlobal(place));
            QApplication::sendEvent(widget, &help);
            const QString hint = QToolTip::isVisible() ? QToolTip::text() : QString();
            if (hint.isEmpty() || known.contains(hint))
                continue;
            known.insert(hint);
            hints.append(QStringLiteral("  hint ") + quoted(QTextDocumentFragment::fromHtml(hint).toPlainText()));
        }
    }
    QToolTip::hideText();
    return hints;
}

QString hashOf(const QImage& image)
{
    const QImage pixels = image.convertToFormat(QImage::Format_RGBA8888);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (int y = 0; y < pixels.height(); ++y)
        hash.addData(QByteArrayView(pixels.constScanLine(y), qsizetype{4} * pixels.width()));
    return QStringLiteral("%1 × %2, pixels %3")
        .arg(image.width())
        .arg(image.height())
        .arg(QString::fromLatin1(hash.result().toHex().left(32)));
}

} // namespace script
