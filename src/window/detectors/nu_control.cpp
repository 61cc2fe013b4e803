// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/detectors/nu_control.h"

#include "window/parts/number_box.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace perimeter {

namespace {

constexpr std::chrono::milliseconds frame(16);
constexpr double decades = 3;

} // namespace

double NuControl::nuAt(int place)
{
    const double nu = std::pow(10.0, decades * (static_cast<double>(place) / steps - 1));
    const double digit = std::pow(10.0, std::floor(std::log10(nu) + 1e-9) - 1);
    return std::min(1.0, std::round(nu / digit) * digit);
}

int NuControl::placeOf(double nu)
{
    const double place = (std::log10(std::max(nu, 1e-12)) / decades + 1) * steps;
    return std::clamp(static_cast<int>(std::lround(place)), 0, steps);
}

NuControl::NuControl(QWidget* parent)
    : QWidget(parent), m_slider(new QSlider(Qt::Horizontal, this)), m_box(new NumberBox(this))
{
    m_slider->setObjectName(QStringLiteral("nuSlider"));
    m_slider->setRange(0, steps);
    m_slider->setSingleStep(1);
    m_slider->setPageStep(steps / 15);
    m_slider->setAccessibleName(tr("ν, logarithmic slider"));
    m_box->setObjectName(QStringLiteral("nuBox"));
    m_box->setRange(1e-4, 1);
    m_box->setAccessibleName(tr("ν, number"));
    m_box->setFixedWidth(76);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_box);
    setFocusProxy(m_slider);

    m_frame.setSingleShot(true);
    m_frame.setInterval(frame);
    connect(&m_frame, &QTimer::timeout, this, &NuControl::tell);
    connect(m_slider, &QSlider::valueChanged, this, [this](int place) { take(nuAt(place)); });
    connect(m_slider, &QSlider::sliderReleased, this, [this] {
        tell();
        m_step = EditStep::New;
    });
    connect(m_box, &NumberBox::valueChanged, this, &NuControl::take);
    setNu(m_nu);
}

void NuControl::setNu(double nu)
{
    m_told = nu;
    if (m_slider->isSliderDown())
        return;
    m_nu = nu;
    const QSignalBlocker slider(m_slider);
    const QSignalBlocker box(m_box);
    // A place that stands for this value keeps it: the slider is coarser than the number.
    if (nuAt(m_slider->value()) != nu)
        m_slider->setValue(placeOf(nu));
    m_box->setValue(nu);
}

void NuControl::take(double nu)
{
    m_nu = nu;
    {
        const QSignalBlocker slider(m_slider);
        const QSignalBlocker box(m_box);
        if (!m_slider->isSliderDown() && sender() == m_box)
            m_slider->setValue(placeOf(nu));
        m_box->setValue(nu);
    }
    if (!m_frame.isActive())
        m_frame.start();
}

void NuControl::tell()
{
    m_frame.stop();
    if (m_nu == m_told)
        return;
    m_told = m_nu;
    Q_EMIT changed(m_nu, m_step);
    if (m_slider->isSliderDown())
        m_step = EditStep::Continues;
}

} // namespace perimeter
