// SPDX-License-Identifier: GPL-3.0-or-later
#include "dumps.h"

#include "finding.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QProgressBar>
#include <QSlider>
#include <QTabBar>
#include <QTextDocumentFragment>
#include <QTextEdit>

#include <algorithm>
#include <optional>

namespace script {

namespace {

struct Control {
    QString kind;
    QString text;
};

QString itemsOf(const QComboBox* combo)
{
    QStringList items;
    for (int item = 0; item < combo->count(); ++item)
        items.append(quoted(combo->itemText(item)));
    return QStringLiteral("%1 of %2").arg(quoted(combo->currentText()), items.join(u' '));
}

QString tabsOf(const QTabBar* bar)
{
    QStringList tabs;
    for (int tab = 0; tab < bar->count(); ++tab)
        tabs.append(quoted(bar->tabText(tab)) + (tab == bar->currentIndex() ? QStringLiteral("*") : QString()));
    return tabs.join(u' ');
}

QString textOf(const QLineEdit* field)
{
    return field->text().isEmpty() && !field->placeholderText().isEmpty()
               ? QStringLiteral("empty, for instance %1").arg(quoted(field->placeholderText()))
               : quoted(field->text());
}

QString textOf(const QAbstractButton* button)
{
    QString text = quoted(button->text());
    if (!button->accessibleName().isEmpty())
        text += QStringLiteral(" named ") + quoted(button->accessibleName());
    return button->isCheckable() ? text + (button->isChecked() ? QStringLiteral(" on") : QStringLiteral(" off")) : text;
}

/// The fields within a control are told with it.
bool isPart(const QWidget* widget)
{
    const QWidget* const parent = widget->parentWidget();
    return qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) ||
           qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QTabBar*>(parent);
}

std::optional<Control> controlOf(const QWidget* widget)
{
    if (const auto* const spin = qobject_cast<const QAbstractSpinBox*>(widget))
        return Control{QStringLiteral("number"), quoted(spin->text())};
    if (const auto* const combo = qobject_cast<const QComboBox*>(widget))
        return Control{QStringLiteral("combo"), itemsOf(combo)};
    if (const auto* const field = qobject_cast<const QLineEdit*>(widget))
        return Control{QStringLiteral("field"), textOf(field)};
    if (const auto* const button = qobject_cast<const QAbstractButton*>(widget))
        return Control{qobject_cast<const QCheckBox*>(widget) ? QStringLiteral("check") : QStringLiteral("button"),
                       textOf(button)};
    if (const auto* const label = qobject_cast<const QLabel*>(widget))
        return Control{QStringLiteral("label"), quoted(label->text())};
    if (const auto* const slider = qobject_cast<const QSlider*>(widget))
        return Control{QStringLiteral("slider"), QString::number(slider->value())};
    if (const auto* const bar = qobject_cast<const QTabBar*>(widget))
        return Control{QStringLiteral("tabs"), tabsOf(bar)};
    if (const auto* const text = qobject_cast<const QTextEdit*>(widget))
        return Control{QStringLiteral("text"), quoted(text->toPlainText())};
    if (const auto* const view = qobject_cast<const QAbstractItemView*>(widget); view && view->model())
        return Control{QStringLiteral("table"), QStringLiteral("%1 × %2")
                                                    .arg(view->model()->rowCount(view->rootIndex()))
                                                    .arg(view->model()->columnCount(view->rootIndex()))};
    return std::nullopt;
}

/// "label rowsLabel “…” disabled", or nothing for what has no text.
QString lineOf(const QWidget* widget)
{
    const std::optional<Control> control = isPart(widget) ? std::nullopt : controlOf(widget);
    if (!control || (widget->objectName().isEmpty() && control->text == quoted({})))
        return {};
    const QString name = widget->objectName().isEmpty() ? QStringLiteral("-") : widget->objectName();
    return QStringLiteral("  %1 %2 %3%4")
        .arg(name, control->kind, control->text, widget->isEnabled() ? QString() : QStringLiteral(" disabled"));
}

/// What a file dialog lists is the disk's.
QStringList fileDialogTexts(const QFileDialog* dialog)
{
    QStringList lines;
    for (const char* const name : {"fileNameEdit", "fileTypeCombo"}) {
        if (const auto* const widget = dialog->findChild<QWidget*>(QLatin1String(name)))
            lines.append(lineOf(widget));
    }
    return lines;
}

QStringList textsIn(const QWidget* window)
{
    if (const auto* const menu = qobject_cast<const QMenu*>(window))
        return menuTexts(menu);
    if (const auto* const dialog = qobject_cast<const QFileDialog*>(window))
        return fileDialogTexts(dialog);
    QStringList lines;
    for (const QWidget* const widget : window->findChildren<QWidget*>()) {
        if (widget->isVisible() && widget->window() == window)
            lines.append(lineOf(widget));
    }
    lines.removeAll(QString());
    std::ranges::sort(lines);
    return lines;
}

QString explanationOf(const QString& toolTip)
{
    return QTextDocumentFragment::fromHtml(toolTip).toPlainText();
}

} // namespace

QString quoted(const QString& text)
{
    return QLatin1Char('"') + QString(text).replace(u'\n', QStringLiteral("\\n")) + QLatin1Char('"');
}

QStringList windowTexts()
{
    QList<QStringList> windows;
    for (const QWidget* const window : reachableWindows()) {
        const QString name = window->objectName().isEmpty() ? QStringLiteral("-") : window->objectName();
        windows.append(QStringList(QStringLiteral("  window %1 %2%3")
                                       .arg(name, quoted(window->windowTitle()),
                                            window->isWindowModified() ? QStringLiteral(" modified") : QString())));
        for (const QString& line : textsIn(window))
            windows.back().append(QStringLiteral("  ") + line);
    }
    std::ranges::sort(windows,
                      [](const QStringList& a, const QStringList& b) { return a.join(u'\n') < b.join(u'\n'); });
    QStringList lines;
    for (const QStringList& window : windows)
        lines += window;
    return lines;
}

QStringList toolTips()
{
    QStringList lines;
    if (const QMainWindow* const window = mainWindow()) {
        for (const QWidget* const widget : window->findChildren<QWidget*>()) {
            if (widget->isVisible() && !widget->toolTip().isEmpty() && !widget->objectName().isEmpty())
                lines.append(
                    QStringLiteral("  %1 %2").arg(widget->objectName(), quoted(explanationOf(widget->toolTip()))));
        }
    }
    std::ranges::sort(lines);
    return lines;
}

} // namespace script
