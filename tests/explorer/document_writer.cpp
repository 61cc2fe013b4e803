// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/documents/autosave.h"
#include "explorer/documents/document_file.h"
#include "explorer/random_exploration.h"

#include <cstdlib>

using namespace perimeter;

/// Saves one exploration after the other until it is killed, as tst_document does: document_writer DOCUMENT AUTOSAVES.
int main(int argc, char** argv)
{
    if (argc != 3)
        return EXIT_FAILURE;
    RandomExploration random(1);
    Autosave autosave(QString::fromUtf8(argv[2]));
    for (;;) {
        const Document document{.exploration = random.make("/data/x.csv"), .files = {}, .version = "1"};
        if (!writeDocument(document, argv[1]) || !autosave.keep(document, argv[1]))
            return EXIT_FAILURE;
    }
}
