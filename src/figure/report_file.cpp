// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/report_file.h"

#include "explorer/document.h"
#include "explorer/report_html.h"
#include "explorer/written_file.h"
#include "figure/export.h"
#include "figure/recipe.h"
#include "figure/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextObjectInterface>

namespace perimeter {

namespace {

constexpr int figureObject = QTextFormat::UserObject + 1;
constexpr double millimetresPerInch = 25.4;
constexpr double marginMm = 15;

/// As wide as the text of a page, as high as its panes need.
ExportOptions figureOptions(std::size_t panes)
{
    return {.widthMm = 180, .heightMm = panes > 1 ? 70.0 : 110.0};
}

/// More points than this make a file of vectors that nobody can open.
constexpr Eigen::Index mostVectorPoints = 100'000;

bool isPaintedAsVectors(const Outcome& outcome)
{
    Eigen::Index points = 0;
    for (const PaneOutcome& pane : outcome.panes)
        points += pane.drawn ? pane.drawn->points.rows() : 0;
    return points <= mostVectorPoints;
}

Expected<QByteArray> painted(const Outcome& outcome, const QLocale& locale, const QString& extension,
                             const std::string& recipe)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"figure." + extension);
    const Expected<void> exported =
        exportFigure(buildScene(outcome, locale), figureOptions(outcome.panes.size()), path, recipe);
    if (!exported)
        return exported.unexpected();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(ErrorCode::FileUnreadable, {path.toStdString(), file.errorString().toStdString()});
    return file.readAll();
}

/// With the recipe in the SVG unless that is empty.
Expected<ReportPicture> pictureOf(const Outcome& outcome, const QLocale& locale, const std::string& recipe)
{
    const bool isVectors = isPaintedAsVectors(outcome);
    const Expected<QByteArray> picture = isVectors ? painted(outcome, locale, QStringLiteral("svg"), recipe)
                                                   : painted(outcome, locale, QStringLiteral("png"), {});
    if (!picture)
        return picture.unexpected();
    if (isVectors)
        return ReportPicture{.svg = *picture};
    const QByteArray hidden = "<svg xmlns=\"http://www.w3.org/2000/svg\" hidden=\"hidden\"></svg>";
    return ReportPicture{.svg = recipe.empty() ? hidden : withRecipe(hidden, recipe), .png = *picture};
}

/// Qt's own reader of SVG takes a list of typefaces for the name of one.
QByteArray withOneTypeface(QByteArray svg)
{
    return svg.replace(", Inter, sans-serif\"", "\"");
}

/// A figure among text, as wide as the page leaves room.
class FigureObject final : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    explicit FigureObject(const ReportPicture& picture)
        : m_renderer(withOneTypeface(picture.svg)), m_image(QImage::fromData(picture.png, "PNG"))
    {
    }

    [[nodiscard]] QSizeF intrinsicSize(QTextDocument* document, int, const QTextFormat&) override
    {
        const QSizeF size = m_image.isNull() ? m_renderer.viewBoxF().size() : QSizeF(m_image.size());
        const double width = document->pageSize().width();
        return size.isEmpty() ? QSizeF(0, 0) : QSizeF(width, width * size.height() / size.width());
    }

    void drawObject(QPainter* painter, const QRectF& rectangle, QTextDocument*, int, const QTextFormat&) override
    {
        if (m_image.isNull())
            m_renderer.render(painter, rectangle);
        else
            painter->drawImage(rectangle, m_image);
    }

private:
    QSvgRenderer m_renderer;
    QImage m_image; ///< null where the figure is of vectors
};

void placeFigure(QTextDocument& document)
{
    QTextCursor place = document.find(figurePlace());
    if (place.isNull())
        return;
    QTextCharFormat format;
    format.setObjectType(figureObject);
    place.insertText(QString(QChar::ObjectReplacementCharacter), format);
}

/// The typeface of the figure. Its alternates for signs between words would be signs without a name to whoever searches
/// or copies the text: shaping is for the scripts that need it.
QFont textFont()
{
    QFont font = figureFont(12);
    font.setPointSizeF(9);
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

void layOut(QTextDocument& document, const Report& report, FigureObject& figure, QPdfWriter& writer)
{
    document.documentLayout()->registerHandler(figureObject, &figure);
    document.documentLayout()->setPaintDevice(&writer);
    document.setDefaultFont(textFont());
    document.setDocumentMargin(0);
    document.setHtml(asRichText(report));
    placeFigure(document);
    document.setPageSize(QSizeF(writer.width(), writer.height()));
}

/// Page by page, each with its number below the text.
bool paintPages(QTextDocument& document, QPdfWriter& writer)
{
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    const QSizeF size = document.pageSize();
    const double below = marginMm / 2 / millimetresPerInch * writer.resolution();
    for (int page = 0; page < document.pageCount(); ++page) {
        if (page > 0 && !writer.newPage())
            return false;
        painter.save();
        painter.translate(0, -page * size.height());
        const QRectF seen(QPointF(0, page * size.height()), size);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = seen;
        context.palette = QPalette(Qt::black, Qt::white);
        painter.setClipRect(seen);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
        painter.setFont(textFont());
        painter.setPen(Qt::darkGray);
        painter.drawText(QRectF(0, size.height(), size.width(), below), Qt::AlignRight | Qt::AlignBottom,
                         QLocale().toString(page + 1));
    }
    return painter.end();
}

Expected<std::string> asPdf(const Report& report, const ReportPicture& picture, const std::string& recipe,
                            const std::string& path)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm), QPageLayout::Millimeter);
    writer.setTitle(report.title);
    writer.setCreator(QStringLiteral("Perimeter"));
    writer.setDocumentXmpMetadata(asXmp(recipe));
    FigureObject figure(picture);
    QTextDocument document;
    layOut(document, report, figure, writer);
    if (!paintPages(document, writer))
        return Unexpected(ErrorCode::FigureNotPainted, {path});
    return buffer.data().toStdString();
}

} // namespace

PaneSize reportPaneSize(std::size_t panes)
{
    return exportPaneSize(figureOptions(panes), panes);
}

Expected<void> writeReport(const Outcome& outcome, const ReportInput& input, const QLocale& locale,
                           const std::string& path)
{
    if (const Expected<void> checked = checkReportPath(path); !checked)
        return checked;
    const std::string recipe = asDocument(documentOf(outcome, input.files), noPath);
    const Report report = reportOf(outcome, input);
    const bool isPdf = QFileInfo(QString::fromStdString(path)).suffix().toLower() == u"pdf";
    const Expected<ReportPicture> picture = pictureOf(outcome, locale, isPdf ? std::string() : recipe);
    if (!picture)
        return picture.unexpected();
    const Expected<std::string> content =
        isPdf ? asPdf(report, *picture, recipe, path) : Expected<std::string>(asHtml(report, *picture).toStdString());
    return content ? writeText(path, *content) : content.unexpected();
}

} // namespace perimeter

#include "report_file.moc"
