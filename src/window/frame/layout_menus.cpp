// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/layout_menus.h"

#include "explorer/value/presets.h"
#include "explorer/wording/names.h"
#include "explorer/wording/phrasing.h"

#include <QActionGroup>

#include <algorithm>

namespace perimeter {

namespace {

using Aspect = Variation::Aspect;

QString nameOfAspect(Aspect aspect, bool panes)
{
    switch (aspect) {
    case Aspect::None:
        return panes ? LayoutMenus::tr("&One pane") : LayoutMenus::tr("One &frontier per pane");
    case Aspect::Detector:
        return panes ? LayoutMenus::tr("One per &detector") : LayoutMenus::tr("One per &detector, overlaid");
    case Aspect::Scaling:
        return panes ? LayoutMenus::tr("&Unscaled and scaled") : LayoutMenus::tr("&Unscaled and scaled, overlaid");
    case Aspect::Nu:
        return panes ? LayoutMenus::tr("Several &ν") : LayoutMenus::tr("Several &ν, overlaid");
    case Aspect::Kernel:
        return panes ? LayoutMenus::tr("One per &kernel") : LayoutMenus::tr("One per &kernel, overlaid");
    case Aspect::Axes:
        return panes ? LayoutMenus::tr("&Axes both ways round") : QString();
    }
    return {};
}

Aspect checkedAspect(const QActionGroup* group)
{
    return static_cast<Aspect>(group->checkedAction()->data().toInt());
}

void checkAspect(const QActionGroup* group, Aspect aspect)
{
    for (QAction* const action : group->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(aspect));
}

} // namespace

LayoutMenus::LayoutMenus(Session& session, QWidget* parent)
    : QObject(parent), m_session(session), m_panes(new QMenu(tr("&Panes"), parent)),
      m_lines(new QMenu(tr("&Lines"), parent)), m_paneAspects(addAspects(m_panes, QStringLiteral("panes"))),
      m_lineAspects(addAspects(m_lines, QStringLiteral("lines")))
{
    addDetectors();
    addPresets();
    // One thing cannot vary in both: the choice made last keeps it.
    connect(m_paneAspects, &QActionGroup::triggered, this, [this] {
        const Aspect panes = checkedAspect(m_paneAspects);
        const Aspect lines = checkedAspect(m_lineAspects);
        takeLayout(panes, panes == lines ? Aspect::None : lines);
    });
    connect(m_lineAspects, &QActionGroup::triggered, this, [this] {
        const Aspect panes = checkedAspect(m_paneAspects);
        const Aspect lines = checkedAspect(m_lineAspects);
        takeLayout(panes == lines ? Aspect::None : panes, lines);
    });
    connect(&m_session, &Session::explorationChanged, this, &LayoutMenus::showLayout);
    showLayout();
}

QActionGroup* LayoutMenus::addAspects(QMenu* menu, const QString& name)
{
    const bool panes = menu == m_panes;
    auto* const group = new QActionGroup(this);
    for (const Aspect aspect :
         {Aspect::Detector, Aspect::Scaling, Aspect::Nu, Aspect::Kernel, Aspect::Axes, Aspect::None}) {
        const QString text = nameOfAspect(aspect, panes);
        if (text.isEmpty())
            continue;
        QAction* const action = menu->addAction(text);
        action->setObjectName(QStringLiteral("%1Aspect%2").arg(name).arg(static_cast<int>(aspect)));
        action->setCheckable(true);
        action->setData(static_cast<int>(aspect));
        group->addAction(action);
    }
    return group;
}

void LayoutMenus::addDetectors()
{
    m_panes->addSection(tr("Detectors"));
    for (const DetectorKind detector : detectorsWithLabels) {
        QAction* const action = m_panes->addAction(nameOf(detector));
        action->setObjectName(QStringLiteral("detector%1").arg(static_cast<int>(detector)));
        action->setCheckable(true);
        action->setData(static_cast<int>(detector));
        connect(action, &QAction::triggered, this, &LayoutMenus::takeDetectors);
        m_detectors.append(action);
    }
}

void LayoutMenus::addPresets()
{
    m_panes->addSection(tr("Study of 2015"));
    QMenu* const menu = m_panes->addMenu(tr("&Figures of the study"));
    menu->setObjectName(QStringLiteral("presetsMenu"));
    menu->setToolTipsVisible(true);
    for (const Preset& preset : presets()) {
        QAction* const action = menu->addAction(preset.title);
        action->setObjectName(text(preset.name));
        action->setToolTip(
            tr("%1 Over the data at hand where they have the columns uplink, downlink and duration, else over the "
               "bundled, synthetic sample.")
                .arg(preset.description));
        connect(action, &QAction::triggered, this, [this, name = preset.name] { takePreset(name); });
    }
}

void LayoutMenus::takePreset(const std::string& name)
{
    const std::optional<Table>& table = m_session.outcome().table;
    const auto has = [&](const char* column) { return table && table->column(column).has_value(); };
    if (!has("uplink") || !has("downlink") || !has("duration")) {
        Q_EMIT sampleAsked(applyPreset(name, presetSample()));
        return;
    }
    // Of the data at hand everything but the axes.
    Exploration exploration = m_session.exploration();
    exploration.x = exploration.y = {};
    m_session.edit(applyPreset(name, exploration));
}

void LayoutMenus::showLayout()
{
    const Exploration& exploration = m_session.exploration();
    checkAspect(m_paneAspects, exploration.panes.aspect);
    checkAspect(m_lineAspects, exploration.lines.aspect);
    for (QAction* const action : m_detectors) {
        const auto detector = static_cast<DetectorKind>(action->data().toInt());
        action->setChecked(std::ranges::find(exploration.detectors, detector) != exploration.detectors.end());
        // The last one stays: without a detector there is nothing to show.
        action->setEnabled(!action->isChecked() || exploration.detectors.size() > 1);
    }
}

void LayoutMenus::takeLayout(Aspect panes, Aspect lines)
{
    Exploration exploration = m_session.exploration();
    if (exploration.panes.aspect != panes)
        exploration.panes = {.aspect = panes};
    if (exploration.lines.aspect != lines)
        exploration.lines = {.aspect = lines};
    m_session.edit(exploration);
    showLayout();
}

void LayoutMenus::takeDetectors()
{
    Exploration exploration = m_session.exploration();
    exploration.detectors.clear();
    for (const QAction* const action : m_detectors) {
        if (action->isChecked())
            exploration.detectors.push_back(static_cast<DetectorKind>(action->data().toInt()));
    }
    m_session.edit(exploration);
}

} // namespace perimeter
