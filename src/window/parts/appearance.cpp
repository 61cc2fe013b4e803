// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/parts/appearance.h"

#include "window/parts/blend.h"
#include "window/parts/tool_tips.h"

#include <QApplication>
#include <QStyleFactory>

namespace perimeter {

namespace {

constexpr int fontPixels = 13;

/// Hairlines instead of boxes, and one accent: what a palette cannot say.
constexpr auto sheet = R"(
QMainWindow::separator { background: %hairline; width: 1px; height: 1px; }
QToolBar { background: %window; border: 0; border-bottom: 1px solid %hairline; padding: 4px 8px; spacing: 4px; }
QToolBar::separator { background: %hairline; width: 1px; margin: 6px 4px; }
QToolBar QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 4px 6px; }
QToolBar QToolButton:hover { background: %hover; }
QToolBar QToolButton:pressed, QToolBar QToolButton:checked { background: %hairline; }
QToolBar QToolButton:focus { border-color: %accent; }
QToolBar QToolButton::menu-indicator, QToolButton#tableButton::menu-indicator { image: none; }
QToolBar QToolButton::menu-button { border: none; border-radius: 4px; width: 16px; }
QToolBar QToolButton::menu-button:hover { background: %hairline; }
QScrollArea, QScrollArea > QWidget > QWidget#panel { background: %window; border: 0; }
QTabWidget::pane { border: 0; border-top: 1px solid %hairline; }
QTabBar::tab { padding: 6px 12px; border: 0; border-bottom: 2px solid transparent; color: %quiet; }
QTabBar::tab:selected { color: %text; border-bottom-color: %accent; }
QTabBar::tab:hover { color: %text; }
QTabBar::tab:focus { color: %accent; }
QStatusBar { background: %window; border-top: 1px solid %hairline; }
QStatusBar::item { border: 0; }
QTableView { border: 0; background: %surface; gridline-color: %hairline; }
QHeaderView { background: %window; border: 0; }
QHeaderView::section { background: %window; color: %quiet; border: 0; border-bottom: 1px solid %hairline;
                       padding: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: %hairline; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: %quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: %hairline; border: 0; border-radius: 3px; }
QProgressBar::chunk { background: %accent; border-radius: 3px; }
QTreeView { border: 0; background: %surface; }
QTreeView::item { padding: 4px; }
QTableCornerButton::section { background: %window; border: 0; }
QLabel[heading="true"] { font-weight: 600; }
QLabel[quiet="true"] { color: %quiet; }
QLabel[problem="true"] { color: %warning; }
QCheckBox::indicator:unchecked { width: 12px; height: 12px; border: 1px solid %quiet; border-radius: 2px;
                                 background: %surface; }
QCheckBox::indicator:unchecked:focus { border-color: %accent; }
QToolTip { background: %surface; color: %text; border: 1px solid %hairline; padding: 6px; }
)";

QString styleSheetOf(const Theme& theme)
{
    QString style = QString::fromLatin1(sheet);
    const std::pair<const char*, QColor> colours[] = {
        {"%hairline", theme.hairline}, {"%hover", blend(theme.window, theme.hairline, 0.5)},
        {"%window", theme.window},     {"%surface", theme.surface},
        {"%accent", theme.accent},     {"%warning", theme.warning},
        {"%quiet", theme.quiet},       {"%text", theme.text}};
    for (const auto& [name, colour] : colours)
        style.replace(QString::fromLatin1(name), colour.name());
    return style;
}

} // namespace

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.surface);
    palette.setColor(QPalette::AlternateBase, blend(theme.surface, theme.window, 0.6));
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.quiet);
    palette.setColor(QPalette::Button, blend(theme.surface, theme.window, 0.5));
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.warning);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.kind == ThemeKind::Dark ? theme.window : theme.surface);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::ToolTipBase, theme.surface);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Light, blend(theme.surface, theme.window, 0.3));
    palette.setColor(QPalette::Midlight, theme.hairline);
    palette.setColor(QPalette::Mid, theme.hairline);
    palette.setColor(QPalette::Dark, blend(theme.hairline, theme.quiet, 0.4));
    palette.setColor(QPalette::Shadow, theme.hairline);
    const QColor disabled = blend(theme.quiet, theme.window, 0.45);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Base, theme.window);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.hairline);
    return palette;
}

Appearance::Appearance(ThemeKind kind, QObject* parent) : QObject(parent), m_theme(perimeter::theme(kind))
{
    qApp->installEventFilter(new ToolTips(this));
    apply();
}

void Appearance::setKind(ThemeKind kind)
{
    if (kind == m_theme.kind)
        return;
    m_theme = perimeter::theme(kind);
    apply();
    Q_EMIT changed();
}

void Appearance::apply()
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteOf(m_theme));
    QApplication::setFont(figureFont(fontPixels));
    qApp->setStyleSheet(styleSheetOf(m_theme));
}

} // namespace perimeter
