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
    Works(Eigen::Index rows, std::uint64_t seed) : m_easy(scaledSessions(rows, seed)), m_hard(hardSessions(rows, seed))
    {
        svm_set_print_string_function([](const char*) {});
    }

    Answer cold(const Arguments& arguments)
    {
        const Stopwatch stopwatch;
        const double supportVectors = train(m_easy, std::stod(arguments.at(0)), 0.5);
        return {stopwatch.milliseconds(), {{"support vectors", supportVectors}}};
    }

    Answer hard(const Arguments& arguments)
    {
        const Stopwatch stopwatch;
        const double supportVectors = train(m_hard, 0.15, std::stod(arguments.at(0)));
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
            supportVectors += train(m_easy, from + (to - from) * i / (count - 1), 0.5);
        return {stopwatch.milliseconds(), {{"support vectors", supportVectors / count}}};
    }

private:
    /// As libsvm takes points.
    class Points {
    public:
        explicit Points(const RowMatrix& points)
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
        }

        [[nodiscard]] svm_problem problem()
        {
            return {static_cast<int>(m_rows.size()), m_labels.data(), m_rows.data()};
        }

    private:
        std::vector<svm_node> m_nodes;
        std::vector<svm_node*> m_rows;
        std::vector<double> m_labels;
    };

    static double train(Points& points, double nu, double gamma)
    {
        svm_parameter parameter{};
        parameter.svm_type = ONE_CLASS;
        parameter.kernel_type = RBF;
        parameter.gamma = gamma;
        parameter.nu = nu;
        parameter.eps = 1e-3;
        parameter.cache_size = 200;
        parameter.shrinking = 1;
        const svm_problem problem = points.problem();
        svm_model* model = svm_train(&problem, &parameter);
        const double supportVectors = svm_get_nr_sv(model);
        svm_free_and_destroy_model(&model);
        return supportVectors;
    }

    Points m_easy;
    Points m_hard;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("Usage: perimeter_libsvm_works ROWS SEED\n", stderr);
        return 2;
    }
    Works works(std::atoll(argv[1]), std::strtoull(argv[2], nullptr, 10));
    return serveWorks({{"cold", [&](const Arguments& arguments) { return works.cold(arguments); }},
                       {"hard", [&](const Arguments& arguments) { return works.hard(arguments); }},
                       {"sweep", [&](const Arguments& arguments) { return works.sweep(arguments); }},
                       {"version", [](const Arguments&) {
                            return Answer{0, {{"version", libsvm_version / 100.0}}};
                        }}});
}
