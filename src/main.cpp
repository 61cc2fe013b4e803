// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"
#include "window/frame/application.h"

int main(int argc, char** argv)
{
    return perimeter::isCommandLine(argc, argv) ? perimeter::runCommandLine(argc, argv)
                                                : perimeter::runWindow(argc, argv);
}
