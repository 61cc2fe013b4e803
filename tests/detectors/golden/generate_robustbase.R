#!/usr/bin/Rscript
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the numbers of robustbase 0.95 and of R's own distributions that the tests compare with, beside this file.
# Usage: Rscript tests/detectors/golden/generate_robustbase.R   (Debian 12: r-cran-robustbase)
#
# robustbase_mcd.csv    covMcd, best objective of ten seeds: h, objective, flagged rows (d² >= χ²_{p,0.975}, from 1,
#                       separated by blanks), reweighted location and covariance (row by row)
# robustbase_cnp2.csv   consistency and small-sample factors
# chi_squared.csv       pchisq and qchisq
suppressMessages(library(robustbase))
stopifnot(packageVersion("robustbase") >= "0.95", packageVersion("robustbase") < "0.96")
arguments <- commandArgs(trailingOnly = FALSE)
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", arguments, value = TRUE))))
samples <- file.path(here, "..", "..", "..", "resources", "samples")
number <- function(x) sprintf("%.17g", x)

sets <- list(
    hbk = as.matrix(read.csv(file.path(samples, "hbk.csv"))),
    starsCYG = as.matrix(read.csv(file.path(samples, "starsCYG.csv"))),
    wine_4_12 = as.matrix(read.csv(file.path(samples, "wine.csv"), header = FALSE))[, c(5, 13)],
    hbk_1 = as.matrix(read.csv(file.path(samples, "hbk.csv")))[, 1, drop = FALSE]
)
lines <- "data,alpha,h,log_det,raw_cov00,flagged,location,covariance"
for (name in names(sets)) {
    for (alpha in c(0.5, 0.75, 1)) {
        best <- NULL
        for (seed in 1:10) {
            set.seed(seed)
            fit <- covMcd(unname(sets[[name]]), alpha = alpha)
            if (is.null(best) || fit$crit < best$crit) best <- fit
        }
        lines <- c(lines, paste(c(name, alpha, best$quan, number(best$crit), number(best$raw.cov[1, 1]),
                                  paste(which(best$mcd.wt == 0), collapse = " "),
                                  paste(number(best$center), collapse = " "),
                                  paste(number(best$cov), collapse = " ")), collapse = ","))
    }
}
writeLines(lines, file.path(here, "robustbase_mcd.csv"))

lines <- "p,n,alpha,raw,reweighted"
for (p in c(1, 2, 3, 5)) for (n in c(30, 75, 1000)) for (alpha in c(0.5, 0.6, 0.875, 0.95))
    lines <- c(lines, paste(p, n, alpha, number(robustbase:::.MCDcnp2(p, n, alpha)),
                            number(robustbase:::.MCDcnp2.rew(p, n, alpha)), sep = ","))
writeLines(lines, file.path(here, "robustbase_cnp2.csv"))

lines <- "degrees,probability,quantile"
for (p in c(1, 2, 3, 4, 5, 10, 30)) for (probability in c(0.001, 0.025, 0.25, 0.5, 0.75, 0.975, 0.999))
    lines <- c(lines, paste(p, probability, number(qchisq(probability, p)), sep = ","))
writeLines(lines, file.path(here, "chi_squared.csv"))
