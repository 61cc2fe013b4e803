# SPDX-License-Identifier: GPL-3.0-or-later
# robustbase on the sessions of a CSV file, asked as the programs beside this folder are.
# Usage: Rscript robustbase_works.R SESSIONS.csv
suppressMessages(library(robustbase))

sessions <- as.matrix(read.csv(commandArgs(trailingOnly = TRUE)[1])[, 1:2])
points <- scale(sessions) * sqrt(nrow(sessions) / (nrow(sessions) - 1))

input <- file("stdin", "r")
while (length(line <- readLines(input, n = 1)) > 0) {
    words <- strsplit(line, " ")[[1]]
    if (words[1] == "mcd") {
        set.seed(as.integer(words[2]))
        gc(FALSE)
        clock <- system.time(robust <- covMcd(points), gcFirst = FALSE)
        cat(sprintf('{"ms": %.3f, "facts": {"log det": %.12f}}\n', clock[["elapsed"]] * 1000, robust$crit))
    } else if (words[1] == "versions") {
        cat(sprintf('{"ms": 0, "facts": {"robustbase": "%s", "R": "%s"}}\n', packageVersion("robustbase"),
                    getRversion()))
    } else {
        cat('{"error": "there is no work of that name"}\n')
    }
    flush(stdout())
}
