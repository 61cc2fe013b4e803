// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/export/style_controls.h"

#include "explorer/wording/phrasing.h"
#include "resources/resources.h"
#include "window/parts/choices.h"

#include "ui_style_controls.h"

#include <QFontDatabase>
#include <QMenu>
#include <QSignalBlocker>

#include <algorithm>

namespace perimeter {

namespace {

template <typename Value>
void add(QComboBox* combo, const QString& words, Value value)
{
    combo->addItem(words, static_cast<int>(value));
}

template <typename Value>
void choose(QComboBox* combo, Value value)
{
    combo->setCurrentIndex(std::max(0, combo->findData(static_cast<int>(value))));
}

/// No preset: the size is the user's own.
constexpr int ownSize = -1;

} // namespace

StyleControls::StyleControls(QWidget* parent) : QWidget(parent), m_ui(std::make_unique<Ui::StyleControls>())
{
    m_ui->setupUi(this);
    m_ui->widthBox->setRange(20, 2000);
    m_ui->heightBox->setRange(20, 2000);
    m_ui->textBox->setRange(4, 72);
    m_ui->panesButton->setMenu(new QMenu(m_ui->panesButton));
    fillChoices();
    setStyle({});
    connectControls();
    setFocusProxy(m_ui->presetCombo);
}

StyleControls::~StyleControls() = default;

void StyleControls::fillChoices()
{
    add(m_ui->presetCombo, tr("Custom size"), ownSize);
    add(m_ui->presetCombo, tr("Journal, one column (85 mm)"), FigurePreset::SingleColumn);
    add(m_ui->presetCombo, tr("Journal, two columns (180 mm)"), FigurePreset::DoubleColumn);
    add(m_ui->presetCombo, tr("Slide (16:9)"), FigurePreset::Slide);
    add(m_ui->legendCombo, tr("below"), LegendPlace::Below);
    add(m_ui->legendCombo, tr("above"), LegendPlace::Above);
    add(m_ui->legendCombo, tr("none"), LegendPlace::None);
    add(m_ui->themeCombo, tr("light"), ThemeKind::Light);
    add(m_ui->themeCombo, tr("dark"), ThemeKind::Dark);
    add(m_ui->paletteCombo, tr("Okabe–Ito"), Palette::OkabeIto);
    add(m_ui->paletteCombo, tr("bright"), Palette::Bright);
    add(m_ui->paletteCombo, tr("grey"), Palette::Grey);
    m_ui->fontCombo->addItem(tr("Inter"), QString());
    for (const QString& family : QFontDatabase::families()) {
        if (QFontDatabase::isSmoothlyScalable(family) && family != typeface)
            m_ui->fontCombo->addItem(family, family);
    }
}

void StyleControls::connectControls()
{
    const auto changedByHand = [this] {
        choose(m_ui->presetCombo, ownSize);
        Q_EMIT changed();
    };
    connect(m_ui->presetCombo, &QComboBox::currentIndexChanged, this, &StyleControls::takePreset);
    for (QDoubleSpinBox* const box :
         {static_cast<QDoubleSpinBox*>(m_ui->widthBox), static_cast<QDoubleSpinBox*>(m_ui->heightBox),
          static_cast<QDoubleSpinBox*>(m_ui->textBox)})
        connect(box, &QDoubleSpinBox::valueChanged, this, changedByHand);
    connect(m_ui->columnsBox, &QSpinBox::valueChanged, this, changedByHand);
    for (QSpinBox* const box : {m_ui->dpiBox, m_ui->vectorBox})
        connect(box, &QSpinBox::valueChanged, this, &StyleControls::changed);
    for (QComboBox* const combo : {m_ui->fontCombo, m_ui->legendCombo, m_ui->themeCombo, m_ui->paletteCombo})
        connect(combo, &QComboBox::currentIndexChanged, this, &StyleControls::changed);
    for (QLineEdit* const edit : {m_ui->titleEdit, m_ui->captionEdit})
        connect(edit, &QLineEdit::textChanged, this, &StyleControls::changed);
    for (QCheckBox* const box : {m_ui->lettersCheck, m_ui->gridCheck})
        connect(box, &QCheckBox::toggled, this, &StyleControls::changed);
}

void StyleControls::setPanes(const QStringList& titles)
{
    m_panes.clear();
    QMenu* const menu = m_ui->panesButton->menu();
    menu->clear();
    for (const QString& title : titles) {
        QAction* const pane = menu->addAction(title);
        pane->setCheckable(true);
        pane->setChecked(true);
        connect(pane, &QAction::toggled, this, [this, pane] {
            // A figure shows something.
            if (chosenPanes().empty())
                return pane->setChecked(true);
            showPanes();
            takePreset();
        });
        m_panes.push_back(pane);
    }
    m_ui->panesButton->setEnabled(m_panes.size() > 1);
    showPanes();
}

std::vector<std::size_t> StyleControls::chosenPanes() const
{
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < m_panes.size(); ++i) {
        if (m_panes[i]->isChecked())
            chosen.push_back(i);
    }
    return chosen;
}

void StyleControls::showPanes()
{
    const std::vector<std::size_t> shown = chosenPanes();
    QStringList numbers;
    for (const std::size_t pane : shown)
        numbers << locale().toString(qlonglong(pane + 1));
    m_ui->panesButton->setText(shown.size() == m_panes.size() ? tr("all") : numbers.join(QStringLiteral(", ")));
}

void StyleControls::takePreset()
{
    if (const std::optional<FigurePreset> chosen = preset())
        setSilently(withPreset(style(), *chosen, chosenPanes().size()));
    Q_EMIT changed();
}

std::optional<FigurePreset> StyleControls::preset() const
{
    const int preset = m_ui->presetCombo->currentData().toInt();
    return preset == ownSize ? std::nullopt : std::optional(static_cast<FigurePreset>(preset));
}

void StyleControls::setPreset(const std::optional<FigurePreset>& preset)
{
    choose(m_ui->presetCombo, preset ? static_cast<int>(*preset) : ownSize);
}

void StyleControls::setStyle(const FigureStyle& style)
{
    for (std::size_t i = 0; i < m_panes.size(); ++i) {
        const QSignalBlocker silent(m_panes[i]);
        m_panes[i]->setChecked(style.panes.empty() || std::ranges::find(style.panes, i) != style.panes.end());
    }
    showPanes();
    setSilently(style);
    Q_EMIT changed();
}

void StyleControls::setSilently(const FigureStyle& style)
{
    std::vector<std::unique_ptr<QSignalBlocker>> silent;
    for (QWidget* const control : findChildren<QWidget*>())
        silent.push_back(std::make_unique<QSignalBlocker>(control));
    m_ui->widthBox->setValue(style.widthMm);
    m_ui->heightBox->setValue(style.heightMm);
    m_ui->columnsBox->setValue(style.columns);
    m_ui->fontCombo->setCurrentIndex(std::max(0, m_ui->fontCombo->findData(text(style.fontFamily))));
    m_ui->textBox->setValue(style.textPoints);
    m_ui->titleEdit->setText(text(style.title));
    m_ui->captionEdit->setText(text(style.caption));
    choose(m_ui->legendCombo, style.legend);
    m_ui->lettersCheck->setChecked(style.letters);
    m_ui->gridCheck->setChecked(style.grid);
    choose(m_ui->themeCombo, style.theme);
    choose(m_ui->paletteCombo, style.palette);
    m_ui->dpiBox->setValue(style.dpi);
    m_ui->vectorBox->setValue(style.vectorPoints);
}

FigureStyle StyleControls::style() const
{
    const std::vector<std::size_t> panes = chosenPanes();
    return {.widthMm = m_ui->widthBox->value(),
            .heightMm = m_ui->heightBox->value(),
            .columns = m_ui->columnsBox->value(),
            .panes = panes.size() == m_panes.size() ? std::vector<std::size_t>() : panes,
            .fontFamily = m_ui->fontCombo->currentData().toString().toStdString(),
            .textPoints = m_ui->textBox->value(),
            .title = m_ui->titleEdit->text().toStdString(),
            .caption = m_ui->captionEdit->text().toStdString(),
            .letters = m_ui->lettersCheck->isChecked(),
            .legend = chosen<LegendPlace>(m_ui->legendCombo),
            .grid = m_ui->gridCheck->isChecked(),
            .theme = chosen<ThemeKind>(m_ui->themeCombo),
            .palette = chosen<Palette>(m_ui->paletteCombo),
            .dpi = m_ui->dpiBox->value(),
            .vectorPoints = m_ui->vectorBox->value()};
}

void StyleControls::setVectors(bool areVectors)
{
    m_ui->vectorLabel->setEnabled(areVectors);
    m_ui->vectorBox->setEnabled(areVectors);
}

} // namespace perimeter
