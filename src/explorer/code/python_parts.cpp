// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/code/python_parts.h"

#include "base/text.h"
#include "explorer/code/python_table.h"
#include "explorer/value/words.h"

#include <QString>

namespace perimeter {

namespace {

std::string argument(const char* name, double value)
{
    return std::string(name) + "=" + formatNumber(value);
}

std::string argument(const char* name, const std::string& word)
{
    return std::string(name) + "=\"" + word + "\"";
}

std::string gammaArgument(const GammaChoice& gamma)
{
    switch (gamma.rule) {
    case GammaChoice::Rule::Scale:
        return argument("gamma", "scale");
    case GammaChoice::Rule::Auto:
        return argument("gamma", "auto");
    case GammaChoice::Rule::Value:
        break;
    }
    return argument("gamma", gamma.value);
}

std::vector<std::string> oneClassArguments(const OneClassSvm& model, const ScaledPoints& scaled,
                                           const OneClassSvmOptions& options)
{
    std::vector<std::string> arguments = {"one_class_svm", argument("kernel", wordOf(kernelWords(), options.kernel))};
    const bool isPolynomial = options.kernel == KernelKind::Polynomial;
    if (options.kernel != KernelKind::Linear)
        arguments.push_back(gammaArgument(options.gamma));
    if (isPolynomial)
        arguments.push_back("degree=" + std::to_string(options.degree));
    if (isPolynomial || options.kernel == KernelKind::Sigmoid)
        arguments.push_back(argument("coef0", options.coef0));
    arguments.push_back(argument("nu", options.nu));
    // scikit-learn's is absolute, Perimeter's relative to the size of the kernel's values where these are small.
    const double tolerance = scaled.points.rows() > 0
                                 ? solverTolerance(scaled.points, model.kernel, options.nu, options.tolerance)
                                 : options.tolerance;
    arguments.push_back(argument("tol", tolerance));
    return arguments;
}

std::string vectorText(const Eigen::VectorXd& vector)
{
    std::string items;
    for (const double value : vector)
        items += (items.empty() ? "" : ", ") + formatNumber(value);
    return "[" + items + "]";
}

std::vector<std::string> robustArguments(const RobustCovariance& robust, double contamination)
{
    std::vector<std::string> rows;
    for (Eigen::Index row = 0; row < robust.model.covariance.rows(); ++row)
        rows.push_back(vectorText(robust.model.covariance.row(row)));
    return {"ellipse", "location=" + vectorText(robust.model.location), wrapped("covariance=[", rows, "]", 16),
            argument("contamination", contamination)};
}

std::vector<std::string> twoClassArguments(const TwoClassSvmOptions& options)
{
    std::vector<std::string> arguments = {"two_class_svm", argument("kernel", wordOf(kernelWords(), options.kernel))};
    if (options.kernel != KernelKind::Linear)
        arguments.push_back(gammaArgument(options.gamma));
    arguments.push_back(argument("C", options.cost));
    arguments.push_back(options.weights ? "class_weight={-1: " + formatNumber(options.weights->outlier) +
                                              ", 1: " + formatNumber(options.weights->inlier) + "}"
                                        : argument("class_weight", "balanced"));
    arguments.push_back(argument("tol", options.tolerance));
    return arguments;
}

std::string axisCode(AxisScale scale, const std::string& name, const std::string& from, const std::string& to)
{
    switch (scale) {
    case AxisScale::Linear:
        break;
    case AxisScale::Log:
        return "    " + name + " = np.geomspace(" + from + ", " + to + ", 300)\n";
    case AxisScale::Asinh:
        return "    " + name + " = np.sinh(\n        np.linspace(np.arcsinh(" + from + "), np.arcsinh(" + to +
               "), 300)\n    )\n";
    }
    return "    " + name + " = np.linspace(" + from + ", " + to + ", 300)\n";
}

std::string scaleCode(AxisScale scale, const std::string& name)
{
    switch (scale) {
    case AxisScale::Linear:
        break;
    case AxisScale::Log:
        return "    axis.set_" + name + "scale(\"log\")\n";
    case AxisScale::Asinh:
        return "    axis.set_" + name + "scale(\"asinh\", linear_width=1)\n";
    }
    return {};
}

/// The rows of a pane, and the grid that its frontiers are traced on.
std::string rowsCode(const Exploration& exploration, bool withLabels, bool hasLogarithm)
{
    std::string code = R"(    values = data[columns].astype(float)
    used = values[np.isfinite(values).all(axis=1)]
    scaled = scaler.fit_transform(used.to_numpy())
    left, right, bottom, top = view
)";
    if (withLabels)
        code += "    y = label[used.index].to_numpy()\n";
    code += axisCode(exploration.x.scale, "across", "left", "right");
    code += axisCode(exploration.y.scale, "up", "bottom", "top");
    code += "    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)\n";
    if (!hasLogarithm)
        return code + "    grid = scaler.transform(grid)\n";
    return code + R"(    # Below -1 there is no logarithm, and no frontier.
    with np.errstate(invalid="ignore", divide="ignore"):
        grid = scaler.transform(grid)
    defined = np.isfinite(grid).all(axis=1)
)";
}

/// Fits, counts and draws the lines of a pane.
std::string linesCode(bool withLabels, bool hasLogarithm)
{
    const std::string arguments = withLabels ? "scaled, y" : "scaled";
    std::string code = "    for number, (name, fit) in enumerate(lines):\n"
                       "        decision, tau = fit(" +
                       arguments +
                       ")\n"
                       "        outlier = decision(scaled) < -tau\n"
                       "        flagged[title, name] = used.index[outlier]\n";
    code += hasLogarithm ? "        heights = np.full(len(grid), np.nan)\n"
                           "        heights[defined] = decision(grid[defined])\n"
                         : "        heights = decision(grid)\n";
    return code + R"(        color = f"C{number}"
        frontiers[title, name] = axis.contour(
            across, up, heights.reshape(300, 300), levels=[0], colors=color
        )
        count = f"{outlier.sum()} of {len(used)} rows are outliers"
        print(f"{title}, {name}: {count}")
        axis.plot([], [], color=color, label=f"{name}: {count}")
)";
}

/// The points of a pane, by the classes of its first line, and its axes.
std::string looksCode(const Exploration& exploration)
{
    return R"(    outside = used.index.isin(flagged[title, lines[0][0]])
    for rows, color in [(~outside, "0.6"), (outside, "C3")]:
        axis.scatter(*used[rows].to_numpy().T, s=4, color=color)
)" + scaleCode(exploration.x.scale, "x") +
           scaleCode(exploration.y.scale, "y") + R"(    axis.set(
        title=title,
        xlabel=columns[0],
        ylabel=columns[1],
        xlim=(left, right),
        ylim=(bottom, top),
    )
    axis.legend(fontsize="small")
)";
}

} // namespace

std::string oneClassFunction(const std::string& labels)
{
    return "\n\ndef one_class_svm(scaled, " + labels + R"(**options):
    """At most nu n rows are outliers: those below -tau, the least value of a
    row whose alpha is not at its bound, which is outside by rounding alone."""
    svm = OneClassSVM(**options).fit(scaled)
    alpha = np.zeros(len(scaled))
    alpha[svm.support_] = svm.dual_coef_[0]
    tau = max(0, -svm.decision_function(scaled)[alpha < 1].min())
    return svm.decision_function, tau
)";
}

std::string ellipseFunction(const std::string& labels)
{
    return "\n\ndef ellipse(scaled, " + labels + R"(location, covariance, contamination):
    """The ellipse that leaves a share of the rows outside."""
    precision = np.linalg.pinv(covariance, hermitian=True)

    def distance(points):
        away = points - location
        return np.einsum("ij,jk,ik->i", away, precision, away)

    limit = -np.percentile(-distance(scaled), 100 * contamination)
    return lambda points: limit - distance(points), 1e-12 * limit
)";
}

std::string empiricalFunction(const std::string& labels)
{
    return "\n\ndef empirical(scaled, " + labels + R"(contamination):
    model = EmpiricalCovariance().fit(scaled)
    return ellipse(
        scaled, )" +
           labels + R"(model.location_, model.covariance_, contamination
    )
)";
}

std::string twoClassFunction()
{
    return R"(

def two_class_svm(scaled, y, **options):
    """Learns from the rows that have a label: -1 for outliers, else 1."""
    known = ~np.isnan(y)
    svm = SVC(**options).fit(scaled[known], np.where(y[known] == 1, -1, 1))
    return svm.decision_function, 0
)";
}

std::vector<std::string> detectorArguments(const DetectorFit& fit, const DetectorSettings& settings)
{
    switch (fit.detector) {
    case DetectorKind::OneClassSvm:
        return oneClassArguments(*fit.svm(), *fit.scaled, settings.svm);
    case DetectorKind::RobustCovariance:
        return robustArguments(*fit.robust(), settings.effectiveContamination());
    case DetectorKind::EmpiricalCovariance:
        return {"empirical", argument("contamination", settings.effectiveContamination())};
    case DetectorKind::TwoClassSvm:
        break;
    }
    return twoClassArguments(settings.twoClassOptions());
}

std::vector<std::string> detectorComments(const DetectorFit& fit, const DetectorSettings& settings)
{
    if (fit.detector != DetectorKind::RobustCovariance)
        return {};
    const std::string share = settings.supportFraction ? formatNumber(*settings.supportFraction) : "None";
    if (settings.convention == McdConvention::Robustbase)
        return {"Perimeter's, by robustbase's definitions. To refit, in R:\n"
                "robustbase::covMcd(scaled" +
                (settings.supportFraction ? ", alpha = " + share : std::string()) + ")"};
    return {"Perimeter's. A refit differs with the seed: on 20,668 DNS\n"
            "sessions by up to 181 rows. To refit:\n"
            "MinCovDet(support_fraction=" +
            share + ", random_state=" + std::to_string(settings.seed) + ").fit(scaled)"};
}

std::string scalerCode(ScalingKind scaling)
{
    switch (scaling) {
    case ScalingKind::None:
        break;
    case ScalingKind::Standard:
        return "StandardScaler()";
    case ScalingKind::Robust:
        return "RobustScaler()";
    case ScalingKind::MinMax:
        return "MinMaxScaler()";
    case ScalingKind::Log1p:
        return "FunctionTransformer(np.log1p)";
    }
    return "FunctionTransformer()";
}

std::string drawingCode(const Exploration& exploration, bool withLabels, bool hasLogarithm)
{
    return R"(
plt.rcParams["text.parse_math"] = False
figure, axes = plt.subplots(
    1, len(panes), figsize=(4 * len(panes), 4), squeeze=False
)
flagged, frontiers = {}, {}  # rows of data, contour lines
for axis, (title, columns, scaler, view, lines) in zip(axes[0], panes):
)" + rowsCode(exploration, withLabels, hasLogarithm) +
           linesCode(withLabels, hasLogarithm) + looksCode(exploration) + R"(figure.tight_layout()
figure.savefig("figure.pdf")
)";
}

} // namespace perimeter
