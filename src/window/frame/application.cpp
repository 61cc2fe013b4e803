// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/application.h"

#include "explorer/value/samples.h"
#include "explorer/wording/phrasing.h"
#include "figure/scene/theme.h"
#include "resources/resources.h"
#include "window/frame/main_window.h"

#include <QApplication>
#include <QIcon>
#include <QSettings>

#include <cstdio>
#include <cstdlib>

namespace perimeter {

namespace {

/// The theme chosen last, or at the first start the one that suits the desktop.
ThemeKind firstTheme()
{
    const QString chosen = QSettings().value(QStringLiteral("theme")).toString();
    if (!chosen.isEmpty())
        return chosen == QLatin1String("dark") ? ThemeKind::Dark : ThemeKind::Light;
    const QPalette desktop = QGuiApplication::palette();
    const bool dark = desktop.color(QPalette::Window).lightness() < desktop.color(QPalette::WindowText).lightness();
    return dark ? ThemeKind::Dark : ThemeKind::Light;
}

/// Qt ends the program where it finds no display.
bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

} // namespace

void setUpApplication()
{
    initResources();
    QCoreApplication::setApplicationName(QStringLiteral("perimeter"));
    QCoreApplication::setOrganizationName(QStringLiteral("Perimeter"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Perimeter"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.perimeter.Perimeter"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/perimeter/icons/perimeter.svg")));
    registerFonts();
}

int runWindow(int argc, char** argv)
{
    if (!hasDisplay()) {
        std::fprintf(stderr, "perimeter: %s\n", phrase(Error{ErrorCode::NoDisplay}).toStdString().c_str());
        return EXIT_FAILURE;
    }
    QApplication application(argc, argv);
    setUpApplication();
    MainWindow window(firstTheme());
    window.show();
    const QStringList arguments = QCoreApplication::arguments();
    const QString file = arguments.size() > 1 ? arguments[1] : QString();
    if (file.isEmpty())
        window.open(sampleExploration());
    window.offerRecovery(file);
    return QApplication::exec();
}

} // namespace perimeter
