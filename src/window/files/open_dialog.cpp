// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/files/open_dialog.h"

#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"
#include "ui_open_dialog.h"
#include "window/files/dialect_choices.h"
#include "window/tables/table_look.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include <algorithm>

namespace perimeter {

namespace {

/// The first entry of a combo box stands for what was found; the options follow.
template <typename Option>
void fill(QComboBox* combo, const std::vector<Option>& options)
{
    combo->addItem(OpenDialog::tr("found"));
    for (const Option& option : options)
        combo->addItem(option.name);
}

template <typename Value>
std::optional<Value> chosenOf(const QComboBox* combo, const std::vector<DialectOption<Value>>& options)
{
    const int index = combo->currentIndex() - 1;
    return index < 0 ? std::nullopt : std::optional<Value>(options[static_cast<std::size_t>(index)].value);
}

template <typename Value>
void showChoice(QComboBox* combo, const std::vector<DialectOption<Value>>& options, const std::optional<Value>& value)
{
    const auto found =
        std::ranges::find_if(options, [&](const auto& option) { return value && option.value == *value; });
    combo->setCurrentIndex(found == options.end() ? 0 : static_cast<int>(found - options.begin()) + 1);
}

template <typename Value>
void showFound(QComboBox* combo, const std::vector<DialectOption<Value>>& options, const Value& value)
{
    const auto found = std::ranges::find(options, value, &DialectOption<Value>::value);
    const QString name = found == options.end() ? OpenDialog::tr("other") : found->name;
    combo->setItemText(0, OpenDialog::tr("found: %1").arg(name));
}

} // namespace

OpenDialog::OpenDialog(const Source& source, QWidget* parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::OpenDialog>()), m_rows(new QStandardItemModel(this)),
      m_jobs({.arrived = [this](const Previews& previews) { showPreviews(previews); },
              .progressed = [](double) {},
              .finished = [] {}})
{
    m_ui->setupUi(this);
    m_ui->previewTable->setModel(m_rows);
    applyTableLook(m_ui->previewTable);
    m_ui->previewTable->horizontalHeader()->setDefaultSectionSize(104);
    m_ui->previewTable->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    fillChoices();
    showSource(source);
    connectControls();
    lookAgain();
}

OpenDialog::~OpenDialog() = default;

void OpenDialog::fillChoices()
{
    fill(m_ui->encodingCombo, encodingOptions());
    fill(m_ui->delimiterCombo, delimiterOptions());
    fill(m_ui->quoteCombo, quoteOptions());
    fill(m_ui->decimalCombo, decimalOptions());
    fill(m_ui->headerCombo, headerOptions());
}

void OpenDialog::connectControls()
{
    connect(m_ui->browseButton, &QPushButton::clicked, this, [this] { chooseFile(m_ui->pathEdit); });
    connect(m_ui->joinBrowseButton, &QPushButton::clicked, this, [this] { chooseFile(m_ui->joinEdit); });
    for (QLineEdit* const field : {m_ui->pathEdit, m_ui->namesEdit, m_ui->joinEdit})
        connect(field, &QLineEdit::textChanged, this, &OpenDialog::lookAgain);
    for (QComboBox* const combo :
         {m_ui->encodingCombo, m_ui->delimiterCombo, m_ui->quoteCombo, m_ui->decimalCombo, m_ui->headerCombo})
        connect(combo, &QComboBox::currentIndexChanged, this, &OpenDialog::lookAgain);
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void OpenDialog::showSource(const Source& source)
{
    m_ui->pathEdit->setText(text(source.path));
    const DialectChoice& dialect = source.dialect;
    showChoice(m_ui->encodingCombo, encodingOptions(), dialect.encoding);
    showChoice(m_ui->delimiterCombo, delimiterOptions(), dialect.delimiter);
    showChoice(m_ui->quoteCombo, quoteOptions(), dialect.quote);
    showChoice(m_ui->decimalCombo, decimalOptions(), dialect.decimal);
    showChoice(m_ui->headerCombo, headerOptions(), dialect.header);
    QStringList names;
    for (const std::string& name : dialect.names)
        names.append(text(name));
    m_ui->namesEdit->setText(names.join(QStringLiteral(", ")));
    if (!source.joins.empty()) {
        m_ui->joinEdit->setText(text(source.joins.front().path));
        m_ui->keyCombo->addItem(text(source.joins.front().key));
        m_joinDialect = source.joins.front().dialect;
    }
}

void OpenDialog::chooseFile(QLineEdit* field)
{
    const QString folder = QFileInfo(m_ui->pathEdit->text()).absolutePath();
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a data set"), folder);
    if (!path.isEmpty())
        field->setText(path);
}

DialectChoice OpenDialog::dialect() const
{
    DialectChoice choice;
    choice.encoding = chosenOf(m_ui->encodingCombo, encodingOptions());
    choice.delimiter = chosenOf(m_ui->delimiterCombo, delimiterOptions());
    choice.quote = chosenOf(m_ui->quoteCombo, quoteOptions());
    choice.decimal = chosenOf(m_ui->decimalCombo, decimalOptions());
    choice.header = chosenOf(m_ui->headerCombo, headerOptions());
    if (!m_ui->namesEdit->text().trimmed().isEmpty()) {
        for (const QString& name : m_ui->namesEdit->text().split(QLatin1Char(',')))
            choice.names.push_back(name.trimmed().toStdString());
    }
    return choice;
}

Source OpenDialog::source() const
{
    Source source{.path = m_ui->pathEdit->text().toStdString(), .dialect = dialect(), .joins = {}};
    if (!m_ui->joinEdit->text().isEmpty() && m_ui->keyCombo->currentIndex() >= 0)
        source.joins.push_back({.path = m_ui->joinEdit->text().toStdString(),
                                .key = m_ui->keyCombo->currentText().toStdString(),
                                .dialect = m_joinDialect});
    return source;
}

void OpenDialog::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    // Who knows the file need not wait for its preview.
    if (isEnter && m_jobs.isRunning())
        m_opensSoon = true;
    QDialog::keyPressEvent(event);
}

void OpenDialog::lookAgain()
{
    m_opensSoon = false;
    m_ui->buttonBox->button(QDialogButtonBox::Open)->setEnabled(false);
    const std::string path = m_ui->pathEdit->text().toStdString();
    const std::string second = m_ui->joinEdit->text().toStdString();
    m_ui->keyLabel->setEnabled(!second.empty());
    m_ui->keyCombo->setEnabled(!second.empty());
    if (path.empty()) {
        m_jobs.cancel();
        m_rows->clear();
        m_ui->findingLabel->setText(tr("Choose a file to see its first rows."));
        m_ui->problemLabel->hide();
        m_ui->joinProblemLabel->hide();
        return;
    }
    m_jobs.start([path, second, choice = dialect(), joinChoice = m_joinDialect](Progress&, const auto& deliver) {
        Previews previews{previewFile(path, choice), std::nullopt};
        if (!second.empty())
            previews.second = previewFile(second, joinChoice);
        deliver(std::move(previews));
    });
}

void OpenDialog::showPreviews(const Previews& previews)
{
    const auto& [first, second] = previews;
    const bool readable = first.has_value();
    m_ui->problemLabel->setVisible(!readable);
    m_ui->joinProblemLabel->setVisible(second && !*second);
    if (!readable) {
        m_ui->problemLabel->setText(phrase(first.error()));
        m_ui->findingLabel->clear();
        m_rows->clear();
        return;
    }
    showTable(*first);
    showGuesses(*first);
    if (second && !*second) {
        m_ui->joinProblemLabel->setText(phrase(second->error()));
    } else if (second) {
        showKeys(*first, **second);
    }
    const bool joins = !second || (*second && m_ui->keyCombo->count() > 0);
    m_ui->buttonBox->button(QDialogButtonBox::Open)->setEnabled(joins);
    if (joins && m_opensSoon)
        accept();
}

void OpenDialog::showTable(const Preview& preview)
{
    m_rows->clear();
    m_rows->setColumnCount(static_cast<int>(preview.columns.size()));
    for (std::size_t i = 0; i < preview.columns.size(); ++i) {
        const Column& column = preview.columns[i];
        m_rows->setHeaderData(static_cast<int>(i), Qt::Horizontal,
                              tr("%1\n%2").arg(text(column.name), nameOf(column.kind)));
        m_rows->setHeaderData(static_cast<int>(i), Qt::Horizontal, text(column.name), Qt::ToolTipRole);
    }
    for (const std::vector<std::string>& cells : preview.rows) {
        QList<QStandardItem*> items;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            items.append(new QStandardItem(text(cells[i])));
            const bool isText = i >= preview.columns.size() || preview.columns[i].kind == ColumnKind::Text;
            items.last()->setTextAlignment(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
        }
        m_rows->appendRow(items);
    }
}

void OpenDialog::showGuesses(const Preview& preview)
{
    const bool delimited = preview.dialect.has_value();
    for (QWidget* const control : std::initializer_list<QWidget*>{
             m_ui->encodingCombo, m_ui->delimiterCombo, m_ui->quoteCombo, m_ui->decimalCombo, m_ui->headerCombo})
        control->setEnabled(delimited);
    if (delimited) {
        showFound(m_ui->encodingCombo, encodingOptions(), preview.dialect->encoding);
        showFound(m_ui->delimiterCombo, delimiterOptions(), preview.dialect->delimiter);
        showFound(m_ui->quoteCombo, quoteOptions(), preview.dialect->quote);
        showFound(m_ui->decimalCombo, decimalOptions(), preview.dialect->decimal);
        showFound(m_ui->headerCombo, headerOptions(), preview.dialect->header);
    }
    const auto axes =
        std::ranges::count_if(preview.columns, [](const Column& column) { return column.kind != ColumnKind::Text; });
    m_ui->findingLabel->setText(tr("Read as %1: %2 columns, %3 of them can be axes. The first rows:")
                                    .arg(nameOf(preview.format), locale().toString(preview.columns.size()),
                                         locale().toString(static_cast<qlonglong>(axes))));
}

void OpenDialog::showKeys(const Preview& preview, const Preview& second)
{
    const QString former = m_ui->keyCombo->currentText();
    m_ui->keyCombo->clear();
    for (const Column& column : preview.columns) {
        if (std::ranges::find(second.columns, column.name, &Column::name) != second.columns.end())
            m_ui->keyCombo->addItem(text(column.name));
    }
    if (m_ui->keyCombo->count() == 0) {
        m_ui->joinProblemLabel->setText(tr("The two files have no column of the same name to be joined by."));
        m_ui->joinProblemLabel->show();
        return;
    }
    m_ui->keyCombo->setCurrentIndex(std::max(0, m_ui->keyCombo->findText(former)));
}

} // namespace perimeter
