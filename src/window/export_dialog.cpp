// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/export_dialog.h"

#include "explorer/document.h"
#include "explorer/phrasing.h"
#include "window/tool_tips.h"

#include "ui_export_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>

namespace perimeter {

namespace {

QString folderKey()
{
    return QStringLiteral("exportFolder");
}

QString startPath(const Exploration& exploration, const QString& extension)
{
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    const QDir folder(QSettings().value(folderKey(), pictures).toString());
    const QString name = QFileInfo(text(exploration.source.path)).completeBaseName();
    return folder.filePath((name.isEmpty() ? QStringLiteral("figure") : name) + QLatin1Char('.') + extension);
}

} // namespace

ExportDialog::ExportDialog(std::shared_ptr<Pipeline> pipeline, const Outcome& outcome,
                           std::shared_ptr<const PointDepth> depth, QWidget* parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ExportDialog>()), m_pipeline(std::move(pipeline)),
      m_exploration(outcome.exploration), m_panes(outcome.panes.size()), m_depth(std::move(depth)),
      m_jobs({.arrived = [this](const Expected<Traced>& traced) { write(traced); },
              .progressed = [this](double share) { m_ui->progressBar->setValue(static_cast<int>(share * 1000)); },
              .finished = [this] { setBusy(false); }})
{
    m_ui->setupUi(this);
    const ExportOptions usual;
    for (const QString& extension : {QStringLiteral("pdf"), QStringLiteral("svg"), QStringLiteral("png")})
        m_ui->formatCombo->addItem(extension.toUpper(), extension);
    m_ui->themeCombo->addItem(tr("light"), static_cast<int>(ThemeKind::Light));
    m_ui->themeCombo->addItem(tr("dark"), static_cast<int>(ThemeKind::Dark));
    m_ui->widthBox->setRange(20, 1000);
    m_ui->heightBox->setRange(20, 1000);
    m_ui->widthBox->setValue(usual.widthMm);
    m_ui->heightBox->setValue(usual.heightMm);
    m_ui->dpiBox->setValue(usual.dpi);
    m_ui->pathEdit->setText(startPath(m_exploration, QStringLiteral("pdf")));
    m_ui->problemLabel->hide();
    // Its place is kept, so that nothing jumps.
    QSizePolicy keep = m_ui->progressBar->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    m_ui->progressBar->setSizePolicy(keep);
    m_ui->progressBar->setFixedHeight(6);
    wrapToolTips(this);
    connectControls();
    followFormat();
    setBusy(false);
}

ExportDialog::~ExportDialog() = default;

QString ExportDialog::path() const
{
    return m_ui->pathEdit->text();
}

void ExportDialog::connectControls()
{
    connect(m_ui->formatCombo, &QComboBox::currentIndexChanged, this, &ExportDialog::followFormat);
    connect(m_ui->browseButton, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(m_ui->buttonBox, &QDialogButtonBox::accepted, this, &ExportDialog::startExport);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ExportDialog::followFormat()
{
    const QString extension = m_ui->formatCombo->currentData().toString();
    const bool pixels = extension == QLatin1String("png");
    m_ui->dpiLabel->setEnabled(pixels);
    m_ui->dpiBox->setEnabled(pixels);
    const QFileInfo file(path());
    if (file.suffix() != extension)
        m_ui->pathEdit->setText(QDir(file.path()).filePath(file.completeBaseName() + QLatin1Char('.') + extension));
}

void ExportDialog::chooseFile()
{
    const QString chosen = QFileDialog::getSaveFileName(this, tr("Export the figure"), path());
    if (chosen.isEmpty())
        return;
    m_ui->pathEdit->setText(chosen);
    const int format = m_ui->formatCombo->findData(QFileInfo(chosen).suffix().toLower());
    if (format >= 0)
        m_ui->formatCombo->setCurrentIndex(format);
}

ExportOptions ExportDialog::options() const
{
    return {.widthMm = m_ui->widthBox->value(),
            .heightMm = m_ui->heightBox->value(),
            .dpi = m_ui->dpiBox->value(),
            .theme = static_cast<ThemeKind>(m_ui->themeCombo->currentData().toInt())};
}

void ExportDialog::startExport()
{
    m_ui->problemLabel->hide();
    if (const Expected<void> checked = checkExport(options(), path()); !checked) {
        showProblem(checked.error());
        return;
    }
    setBusy(true);
    m_jobs.start([pipeline = m_pipeline, exploration = m_exploration, size = exportPaneSize(options(), m_panes),
                  carries = m_ui->recipeCheck->isChecked()](Progress& progress, const auto& deliver) {
        deliver(trace(*pipeline, exploration, size, carries, progress));
    });
}

Expected<ExportDialog::Traced> ExportDialog::trace(Pipeline& pipeline, const Exploration& exploration, PaneSize size,
                                                   bool carriesRecipe, Progress& progress)
{
    Expected<Outcome> outcome = explore(pipeline, exploration, size, progress);
    if (!outcome)
        return outcome.unexpected();
    Traced traced{*std::move(outcome), {}};
    if (carriesRecipe) {
        Expected<std::vector<Fingerprint>> files = fingerprints(exploration.source, progress);
        if (!files)
            return files.unexpected();
        traced.recipe = asDocument(documentOf(traced.outcome, *std::move(files)), noPath);
    }
    return traced;
}

void ExportDialog::write(const Expected<Traced>& traced)
{
    if (!traced) {
        showProblem(traced.error());
        return;
    }
    const Expected<void> written =
        exportFigure(withDepth(buildScene(traced->outcome, locale()), m_depth), options(), path(), traced->recipe);
    if (!written) {
        showProblem(written.error());
        return;
    }
    QSettings().setValue(folderKey(), QFileInfo(path()).absolutePath());
    accept();
}

void ExportDialog::showProblem(const Error& error)
{
    m_ui->problemLabel->setText(phrase(error));
    m_ui->problemLabel->show();
}

void ExportDialog::setBusy(bool busy)
{
    m_ui->progressBar->setValue(0);
    m_ui->progressBar->setVisible(busy);
    m_ui->buttonBox->button(QDialogButtonBox::Save)->setEnabled(!busy);
}

} // namespace perimeter
