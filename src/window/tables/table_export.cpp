// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/tables/table_export.h"

#include "explorer/storage/written_file.h"
#include "explorer/wording/phrasing.h"
#include "window/parts/message_time.h"
#include "window/parts/problem_box.h"
#include "window/parts/save_dialog.h"
#include "window/tables/table_reading.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>
#include <QStatusBar>
#include <QTableView>

#include <memory>

namespace perimeter {

namespace {

QString guardKey()
{
    return QStringLiteral("tables/guardText");
}

CsvText chosenCsvText()
{
    // Names in a log are written by whoever is watched: what computes is not handed on unless that is wanted.
    return QSettings().value(guardKey(), true).toBool() ? CsvText::Guarded : CsvText::AsIs;
}

/// The pointer of a program at work, as long as it lives: whatever becomes of the work, the pointer is given back.
class BusyPointer {
public:
    BusyPointer() { QApplication::setOverrideCursor(Qt::BusyCursor); }
    ~BusyPointer() { QApplication::restoreOverrideCursor(); }
    BusyPointer(const BusyPointer&) = delete;
    BusyPointer& operator=(const BusyPointer&) = delete;
};

} // namespace

TableExport::TableExport(QWidget* widget, const QString& name, Source source, IsEmpty isEmpty)
    : QObject(widget), m_widget(widget), m_name(name), m_source(std::move(source)), m_isEmpty(std::move(isEmpty))
{
    addCopy(TableFormat::Csv, "actionCopyCsv", tr("Copy as CSV"),
            tr("The rows as they are listed, for a program or a spreadsheet; numbers with all their digits."));
    addCopy(TableFormat::Markdown, "actionCopyMarkdown", tr("Copy as Markdown"),
            tr("The rows as they are listed, for a text in Markdown."));
    addCopy(TableFormat::Latex, "actionCopyLatex", tr("Copy as LaTeX"),
            tr("The rows as they are listed, as a tabular with the rules of booktabs."));
    addSave();
    addGuard();
    offerMenu();
}

TableExport::TableExport(QTableView* view)
    : TableExport(
          view, view->accessibleName(), [view](const Taken& taken) { TableReading::begin(view, taken); },
          [view] { return view->model()->rowCount() == 0; })
{
}

void TableExport::addCopy(TableFormat format, const char* objectName, const QString& text, const QString& explanation)
{
    auto* const action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(objectName));
    action->setToolTip(explanation);
    connect(action, &QAction::triggered, this, [this, format] { copy(format); });
    m_actions.append(action);
}

void TableExport::addSave()
{
    auto* const action = new QAction(tr("Save table…"), this);
    action->setObjectName(QStringLiteral("actionSaveTable"));
    action->setToolTip(tr("Write the rows as they are listed to a file: CSV, Markdown or LaTeX."));
    connect(action, &QAction::triggered, this, &TableExport::askWhereToSave);
    m_actions.append(action);
}

void TableExport::addGuard()
{
    auto* const separator = new QAction(this);
    separator->setSeparator(true);
    auto* const action = new QAction(tr("Guard text that a spreadsheet would compute"), this);
    action->setObjectName(QStringLiteral("actionGuardText"));
    action->setCheckable(true);
    action->setToolTip(tr("In CSV an apostrophe is put before text that begins with = + - @, a tab or a "
                          "carriage return. Numbers stay as they are."));
    connect(action, &QAction::triggered, this, [](bool on) { QSettings().setValue(guardKey(), on); });
    m_actions.append({separator, action});
}

void TableExport::offerMenu()
{
    auto* const menu = new QMenu(m_widget);
    menu->setObjectName(QStringLiteral("tableMenu"));
    menu->setToolTipsVisible(true);
    menu->addActions(m_actions);
    connect(menu, &QMenu::aboutToShow, this, &TableExport::showChoices);
    m_widget->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_widget, &QWidget::customContextMenuRequested, menu, [menu, this](const QPoint& place) {
        const auto* const area = qobject_cast<QAbstractScrollArea*>(m_widget);
        menu->popup((area ? area->viewport() : m_widget)->mapToGlobal(place));
    });
}

void TableExport::showChoices() const
{
    // The option is one for all tables.
    m_actions.back()->setChecked(chosenCsvText() == CsvText::Guarded);
    const bool isThere = !m_isEmpty();
    for (QAction* const action : m_actions) {
        if (!action->isCheckable())
            action->setEnabled(isThere);
    }
}

void TableExport::take(const Taken& taken)
{
    tell(tr("The table is being read."));
    m_source([busy = std::make_shared<BusyPointer>(), taken](const Expected<TableText>& table) mutable {
        taken(table);
        busy.reset();
    });
}

void TableExport::copy(TableFormat format)
{
    take([this, format](const Expected<TableText>& table) {
        if (!table)
            return tell(table.error());
        QApplication::clipboard()->setText(text(inFormat(*table, format, chosenCsvText())));
        tell(table->rows.size() == 1
                 ? tr("1 row is on the clipboard.")
                 : tr("%1 rows are on the clipboard.").arg(QLocale().toString(qulonglong{table->rows.size()})));
    });
}

void TableExport::askWhereToSave()
{
    perimeter::askWhereToSave(m_widget->window(),
                              {.title = tr("Save the table"),
                               .name = m_name.toLower().replace(u' ', u'-'),
                               .formats = {{tr("CSV (*.csv)"), QStringLiteral("csv")},
                                           {tr("Markdown (*.md)"), QStringLiteral("md")},
                                           {tr("LaTeX (*.tex)"), QStringLiteral("tex")}}},
                              [this](const QString& path) { save(path); });
}

void TableExport::save(const QString& path)
{
    const Expected<TableFormat> format = tableFormatOf(path.toStdString());
    if (!format)
        return tell(format.error());
    take([this, path, format = *format](const Expected<TableText>& table) {
        if (!table)
            return tell(table.error());
        const Expected<void> written = writeText(path.toStdString(), inFormat(*table, format, chosenCsvText()));
        if (!written)
            return tell(written.error());
        tell(tr("The table was written to %1.").arg(path));
    });
}

void TableExport::tell(const QString& message) const
{
    if (auto* const window = qobject_cast<QMainWindow*>(m_widget->window()))
        window->statusBar()->showMessage(message, static_cast<int>(messageTime.count()));
}

void TableExport::tell(const Error& error) const
{
    tell(QString());
    tellProblem(m_widget->window(), error);
}

} // namespace perimeter
