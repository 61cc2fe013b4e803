// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/export/export_dialog.h"

#include "explorer/documents/document.h"
#include "explorer/pipeline/files_read.h"
#include "explorer/value/variations.h"
#include "explorer/wording/phrasing.h"
#include "window/export/figure_clipboard.h"
#include "window/export/remembered_style.h"

#include "ui_export_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace perimeter {

namespace {

QString folderKey()
{
    return QStringLiteral("exportFolder");
}

QString startPath(const Exploration& exploration, const QString& extension)
{
    // The usual folders need not be there.
    QString folder = QSettings().value(folderKey()).toString();
    for (const auto place :
         {QStandardPaths::PicturesLocation, QStandardPaths::DocumentsLocation, QStandardPaths::HomeLocation}) {
        if (folder.isEmpty() || !QDir(folder).exists())
            folder = QStandardPaths::writableLocation(place);
    }
    const QString name = QFileInfo(text(exploration.source.path)).completeBaseName();
    return QDir(folder).filePath((name.isEmpty() ? QStringLiteral("figure") : name) + QLatin1Char('.') + extension);
}

} // namespace

ExportDialog::ExportDialog(std::shared_ptr<Pipeline> pipeline, const Outcome& outcome,
                           std::shared_ptr<const PointDepth> depth, QWidget* parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ExportDialog>()), m_pipeline(std::move(pipeline)), m_outcome(outcome),
      m_depth(std::move(depth)),
      m_jobs({.arrived = [this](const Expected<Traced>& traced) { take(traced); },
              .progressed = [this](double share) { m_ui->progressBar->setValue(static_cast<int>(share * 1000)); },
              .finished = [this] { setBusy(false); }})
{
    m_ui->setupUi(this);
    fillControls();
    connectControls();
    followFormat();
    setBusy(false);
    followStyle();
    m_ui->style->setFocus();
}

ExportDialog::~ExportDialog() = default;

QString ExportDialog::path() const
{
    return m_ui->pathEdit->text();
}

void ExportDialog::fillControls()
{
    for (const QString& extension : {QStringLiteral("pdf"), QStringLiteral("svg"), QStringLiteral("png")})
        m_ui->formatCombo->addItem(extension.toUpper(), extension);
    m_ui->zoomCombo->addItem(tr("true size"), static_cast<int>(FigurePreview::Zoom::TrueSize));
    m_ui->zoomCombo->addItem(tr("whole figure"), static_cast<int>(FigurePreview::Zoom::Fit));
    QStringList titles;
    for (const ScenePane& pane : scene().panes)
        titles << pane.title;
    m_ui->style->setPanes(titles);
    const RememberedExport last = rememberedExport(m_outcome.panes.size());
    m_ui->style->setStyle(last.style);
    m_ui->style->setPreset(last.preset);
    m_ui->formatCombo->setCurrentIndex(std::max(0, m_ui->formatCombo->findData(last.extension)));
    m_ui->recipeCheck->setChecked(last.carriesRecipe);
    m_ui->pathEdit->setText(startPath(m_outcome.exploration, m_ui->formatCombo->currentData().toString()));
    QPushButton* const copies = m_ui->buttonBox->addButton(tr("Cop&y"), QDialogButtonBox::ActionRole);
    copies->setObjectName(QStringLiteral("copyButton"));
    copies->setAutoDefault(false);
    copies->setToolTip(
        tr("Copies the figure as PNG, SVG and PDF at once; the program it is pasted into takes its own."));
    connect(copies, &QPushButton::clicked, this, [this] {
        if (!m_isSaving)
            start(Purpose::Copy);
    });
    m_ui->problemLabel->hide();
    // Its place is kept, so that nothing jumps.
    QSizePolicy keep = m_ui->progressBar->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    m_ui->progressBar->setSizePolicy(keep);
    m_ui->progressBar->setFixedHeight(6);
}

void ExportDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    fitScreen();
}

void ExportDialog::fitScreen()
{
    const QSize room = screen()->availableSize() - QSize(32, 64);
    resize(size().boundedTo(room));
    // A sheet that would have to be scrolled is first seen as a whole.
    if (!m_ui->preview->hasRoomFor(style()))
        m_ui->zoomCombo->setCurrentIndex(m_ui->zoomCombo->findData(static_cast<int>(FigurePreview::Zoom::Fit)));
}

void ExportDialog::connectControls()
{
    connect(m_ui->style, &StyleControls::changed, this, &ExportDialog::followStyle);
    connect(m_ui->zoomCombo, &QComboBox::currentIndexChanged, this, [this] {
        m_ui->preview->setZoom(static_cast<FigurePreview::Zoom>(m_ui->zoomCombo->currentData().toInt()));
    });
    connect(m_ui->formatCombo, &QComboBox::currentIndexChanged, this, &ExportDialog::followFormat);
    connect(m_ui->pathEdit, &QLineEdit::textEdited, this, &ExportDialog::followPath);
    connect(m_ui->browseButton, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &ExportDialog::save);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ExportDialog::setStyle(const FigureStyle& style)
{
    if (!check(style, m_outcome.panes.size()))
        return;
    m_ui->style->setPreset(std::nullopt);
    m_ui->style->setStyle(style);
}

FigureStyle ExportDialog::style() const
{
    return m_ui->style->style();
}

FigureFormat ExportDialog::format() const
{
    return *figureFormat(QStringLiteral("figure.") + m_ui->formatCombo->currentData().toString());
}

void ExportDialog::followStyle()
{
    clearNotes();
    showPreview();
    const PaneSize size = exportPaneSize(style(), m_outcome.panes.size());
    if (size != m_traced)
        start(Purpose::Preview);
}

void ExportDialog::followFormat()
{
    m_ui->style->setVectors(format() != FigureFormat::Png);
    const QString extension = m_ui->formatCombo->currentData().toString();
    const QFileInfo file(path());
    if (file.suffix() != extension)
        m_ui->pathEdit->setText(QDir(file.path()).filePath(file.completeBaseName() + QLatin1Char('.') + extension));
    showPreview();
}

void ExportDialog::chooseFile()
{
    const QString chosen = QFileDialog::getSaveFileName(this, tr("Export the figure"), path());
    if (chosen.isEmpty())
        return;
    m_ui->pathEdit->setText(chosen);
    followPath();
    m_replaces = chosen;
}

void ExportDialog::followPath()
{
    clearNotes();
    const int format = m_ui->formatCombo->findData(QFileInfo(path()).suffix().toLower());
    if (format >= 0)
        m_ui->formatCombo->setCurrentIndex(format);
}

void ExportDialog::askToReplace()
{
    auto* const question = new QMessageBox(QMessageBox::Question, windowTitle(),
                                           tr("“%1” is there already. Replace it?").arg(QFileInfo(path()).fileName()),
                                           QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("replaceQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* const replace = question->addButton(tr("&Replace"), QMessageBox::AcceptRole);
    question->setDefaultButton(QMessageBox::Cancel);
    connect(replace, &QPushButton::clicked, this, [this] { start(Purpose::Save); });
    question->open();
}

void ExportDialog::clearNotes()
{
    m_ui->problemLabel->hide();
    m_ui->stateLabel->clear();
}

void ExportDialog::save()
{
    if (m_isSaving)
        return;
    clearNotes();
    if (path().isEmpty())
        return showProblem(tr("Name a file to write."));
    // A name alone is one in the folder that was offered.
    const QFileInfo offered(startPath(m_outcome.exploration, QString()));
    if (QFileInfo(path()).isRelative())
        m_ui->pathEdit->setText(offered.dir().filePath(path()));
    if (const Expected<void> checked = checkExport(style(), m_outcome.panes.size(), path()); !checked)
        return showProblem(phrase(checked.error()));
    if (QFileInfo::exists(path()) && path() != m_replaces)
        return askToReplace();
    start(Purpose::Save);
}

void ExportDialog::start(Purpose purpose)
{
    m_purpose = purpose;
    setBusy(true);
    m_jobs.start([pipeline = m_pipeline, exploration = m_outcome.exploration, purpose, style = style(),
                  carries = purpose != Purpose::Preview && m_ui->recipeCheck->isChecked()](Progress& progress,
                                                                                           const auto& deliver) {
        deliver(trace(*pipeline, exploration, purpose, style, carries, progress));
    });
}

Expected<ExportDialog::Traced> ExportDialog::trace(Pipeline& pipeline, const Exploration& exploration, Purpose purpose,
                                                   const FigureStyle& style, bool carriesRecipe, Progress& progress)
{
    PERIMETER_TRY(Outcome outcome,
                  explore(pipeline, exploration, exportPaneSize(style, planPanes(exploration).size()), progress));
    Traced traced{purpose, style, std::move(outcome), {}};
    if (carriesRecipe) {
        PERIMETER_TRY(std::vector<Fingerprint> files, fingerprintsOf(pipeline, exploration.source, progress));
        Document document = documentOf(traced.outcome, std::move(files));
        document.style = style;
        traced.recipe = asDocument(document, noPath);
    }
    return traced;
}

void ExportDialog::take(const Expected<Traced>& traced)
{
    if (!traced) {
        if (traced.error().code != ErrorCode::Cancelled)
            showProblem(phrase(traced.error()));
        return;
    }
    m_outcome = traced->outcome;
    m_traced = exportPaneSize(traced->style, m_outcome.panes.size());
    // What was started before may still arrive.
    switch (traced->purpose) {
    case Purpose::Preview:
        return showPreview();
    case Purpose::Save:
        return write(traced->recipe);
    case Purpose::Copy:
        return copy(traced->recipe);
    }
}

Scene ExportDialog::scene() const
{
    return withDepth(buildScene(m_outcome, locale()), m_depth);
}

void ExportDialog::showPreview()
{
    m_ui->preview->show(scene(), style(), format() != FigureFormat::Png);
}

void ExportDialog::write(const std::string& recipe)
{
    if (const Expected<void> written = exportFigure(scene(), style(), path(), recipe); !written)
        return showProblem(phrase(written.error()));
    QSettings().setValue(folderKey(), QFileInfo(path()).absolutePath());
    rememberExport({.style = style(),
                    .preset = m_ui->style->preset(),
                    .extension = m_ui->formatCombo->currentData().toString(),
                    .carriesRecipe = m_ui->recipeCheck->isChecked()});
    accept();
}

void ExportDialog::copy(const std::string& recipe)
{
    if (const Expected<void> copied = copyFigure(scene(), style(), recipe); !copied)
        return showProblem(phrase(copied.error()));
    m_ui->stateLabel->setText(tr("The figure is on the clipboard."));
}

void ExportDialog::showProblem(const QString& sentence)
{
    m_ui->problemLabel->setText(sentence);
    m_ui->problemLabel->show();
}

void ExportDialog::setBusy(bool busy)
{
    m_isSaving = busy && m_purpose != Purpose::Preview;
    m_ui->progressBar->setValue(0);
    m_ui->progressBar->setVisible(busy);
    // A control that is switched off loses the focus, and Enter would fall to Cancel.
    if (m_isSaving)
        m_focused = focusWidget();
    m_ui->style->setEnabled(!m_isSaving);
    if (!busy && m_focused)
        std::exchange(m_focused, nullptr)->setFocus();
}

} // namespace perimeter
