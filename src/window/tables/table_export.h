// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/tables/table_text.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>

class QAction;
class QTableView;
class QWidget;

namespace perimeter {

/// Lets what a widget shows be taken as a table: copied as CSV, Markdown or LaTeX, or saved in a file, in the widget's
/// context menu, which the menu key opens too.
class TableExport final : public QObject {
    Q_OBJECT

public:
    using Taken = std::function<void(const Expected<TableText>&)>;
    /// Hands the table over, at once or later.
    using Source = std::function<void(const Taken&)>;

    using IsEmpty = std::function<bool()>;

    /// Of a widget called `name` that is no table itself.
    TableExport(QWidget* widget, const QString& name, Source source, IsEmpty isEmpty);
    /// Of a table, called by its accessible name.
    explicit TableExport(QTableView* view);

    [[nodiscard]] const QString& name() const { return m_name; }
    [[nodiscard]] const QList<QAction*>& actions() const { return m_actions; }
    /// Ticks what is chosen and takes back what cannot be done, before a menu shows the actions.
    void showChoices() const;

private:
    void addCopy(TableFormat format, const char* objectName, const QString& text, const QString& explanation);
    void addSave();
    void addGuard();
    void offerMenu();
    void copy(TableFormat format);
    void askWhereToSave();
    void save(const QString& path);
    /// Takes the table, and shows until then that it is at work.
    void take(const Taken& taken);
    void tell(const QString& message) const;
    void tell(const Error& error) const;

    QWidget* m_widget;
    QString m_name;
    Source m_source;
    IsEmpty m_isEmpty;
    QList<QAction*> m_actions;
};

} // namespace perimeter
