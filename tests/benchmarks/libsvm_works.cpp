// SPDX-License-Identifier: GPL-3.0-or-later
//
// perimeter_libsvm_works ROWS SEED: libsvm on the same points, in this process and without a word, as svm-train trains
// with its default tolerance and scikit-learn's cache of 200 MB.
#include "benchmarks/sessions.h"
#include "benchmarks/work_loop.h"

#include <libsvm/svm.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace perimeter;
using namespace perimeter::benchmarks;

namespace {

class Works {
public:
    explicit Works(const RowMatrix& points)
        : m_nodes(static_cast<std::size_t>(points.rows()) * 3), m_rows(static_cast<std::size_t>(points.rows())),
          m_labels(m_rows.size(), 1.0)
    {
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            svm_node* const nodes = m_nodes.data() + 3 * row;
            nodes[0] = {1, points(static_cast<Eigen::Index>(row), 0)};
            nodes[1] = {2, points(static_cast<Eigen::Index>(row), 1)};
            nodes[2] = {-1, 0};
            m_rows[row] = nodes;
        }
        svm_set_print_string_function([](const char*) {});
    }

    Answer cold(const Arguments& arguments)
    {
        const Stopwatch stopwatch;
        const double supportVectors = train(std::stod(arguments.at(0)));
        return {stopwatch.milliseconds(), {{"support vectors", supportVectors}}};
    }

    Answer sweep(const Arguments& arguments)
    {
        const double from = std::stod(arguments.at(0));
        const double to = std::stod(arguments.at(1));
        const int count = std::stoi(arguments.at(2));
        double supportVectors = 0;
        const Stopwatch stopwatch;
        for (int i = 0; i < count; ++i)
            supportVectors += train(from + (to - from) * i / (count - 1));
        return {stopwatch.milliseconds(), {{"support vectors", supportVectors / count}}};
    }

private:
    double train(double nu)
    {
        svm_parameter parameter{};
        parameter.svm_type = ONE_CLASS;
        parameter.kernel_type = RBF;
        parameter.gamma = 0.5;
        parameter.nu = nu;
        parameter.eps = 1e-3;
        parameter.cache_size = 200;
        parameter.shrinking = 1;
        const svm_problem problem{static_cast<int>(m_rows.size()), m_labels.data(), m_rows.data()};
        svm_model* model = svm_train(&problem, &parameter);
        const double supportVectors = svm_get_nr_sv(model);
        svm_free_and_destroy_model(&model);
        return supportVectors;
    }

    std::vector<svm_node> m_nodes;
    std::vector<svm_node*> m_rows;
    std::vector<double> m_labels;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("Usage: perimeter_libsvm_works ROWS SEED\n", stderr);
        return 2;
    }
    Works works(scaledSessions(std::atoll(argv[1]), std::strtoull(argv[2], nullptr, 10)));
    return serveWorks({{"cold", [&](const Arguments& arguments) { return works.cold(arguments); }},
                       {"sweep", [&](const Arguments& arguments) { return works.sweep(arguments); }},
                       {"version", [](const Arguments&) {
                            return Answer{0, {{"version", libsvm_version / 100.0}}};
                        }}});
}
