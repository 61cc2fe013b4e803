// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/code/citations.h"

#include "base/version.h"

namespace perimeter {

namespace {

std::string entry(Citation work)
{
    switch (work) {
    case Citation::Perimeter:
        return "@software{perimeter,\n"
               "  title = {Perimeter},\n"
               "  version = {" +
               programVersion() +
               "},\n"
               "  note = {Desktop explorer for outlier detection}\n"
               "}\n";
    case Citation::OneClassSvm:
        return R"(@article{schoelkopf2001,
  author = {Sch{\"o}lkopf, Bernhard and Platt, John C. and Shawe-Taylor, John and Smola, Alex J. and Williamson, Robert C.},
  title = {Estimating the Support of a High-Dimensional Distribution},
  journal = {Neural Computation},
  year = {2001},
  volume = {13},
  number = {7},
  pages = {1443--1471},
  doi = {10.1162/089976601750264965}
}
)";
    case Citation::TwoClassSvm:
        return R"(@article{cortes1995,
  author = {Cortes, Corinna and Vapnik, Vladimir},
  title = {Support-Vector Networks},
  journal = {Machine Learning},
  year = {1995},
  volume = {20},
  number = {3},
  pages = {273--297},
  doi = {10.1007/BF00994018}
}
)";
    case Citation::Libsvm:
        return R"(@article{chang2011,
  author = {Chang, Chih-Chung and Lin, Chih-Jen},
  title = {{LIBSVM}: A Library for Support Vector Machines},
  journal = {ACM Transactions on Intelligent Systems and Technology},
  year = {2011},
  volume = {2},
  number = {3},
  pages = {27:1--27:27},
  doi = {10.1145/1961189.1961199}
}
)";
    case Citation::FastMcd:
        return R"(@article{rousseeuw1999,
  author = {Rousseeuw, Peter J. and Van Driessen, Katrien},
  title = {A Fast Algorithm for the Minimum Covariance Determinant Estimator},
  journal = {Technometrics},
  year = {1999},
  volume = {41},
  number = {3},
  pages = {212--223},
  doi = {10.1080/00401706.1999.10485670}
}
)";
    case Citation::ScikitLearn:
        return R"(@article{pedregosa2011,
  author = {Pedregosa, Fabian and Varoquaux, Ga{\"e}l and Gramfort, Alexandre and Michel, Vincent and Thirion, Bertrand and others},
  title = {Scikit-learn: Machine Learning in {Python}},
  journal = {Journal of Machine Learning Research},
  year = {2011},
  volume = {12},
  pages = {2825--2830}
}
)";
    case Citation::Robustbase:
        break;
    }
    return R"(@manual{robustbase,
  author = {Maechler, Martin and Rousseeuw, Peter and Croux, Christophe and Todorov, Valentin and others},
  title = {robustbase: Basic Robust Statistics},
  note = {R package}
}
)";
}

} // namespace

std::string bibtex(const std::set<Citation>& works)
{
    std::string entries;
    for (const Citation work : works)
        entries += (entries.empty() ? "" : "\n") + entry(work);
    return entries;
}

} // namespace perimeter
