// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/main_window.h"

#include "explorer/phrasing.h"
#include "explorer/samples.h"
#include "figure/canvas.h"
#include "window/appearance.h"
#include "window/code_actions.h"
#include "window/command_palette.h"
#include "window/data_panel.h"
#include "window/detectors_panel.h"
#include "window/dock_title.h"
#include "window/export_dialog.h"
#include "window/file_opener.h"
#include "window/label_actions.h"
#include "window/layout_menus.h"
#include "window/model_trainer.h"
#include "window/open_dialog.h"
#include "window/recent_files.h"
#include "window/row_selection.h"
#include "window/scene_presenter.h"
#include "window/status_line.h"
#include "window/tables_panel.h"
#include "window/tool_tips.h"

#include "ui_main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QScrollArea>
#include <QSettings>
#include <QStatusBar>
#include <QToolButton>

#include <chrono>

namespace perimeter {

namespace {

constexpr int panelWidth = 256;
constexpr int tablesHeight = 208;
constexpr int layoutVersion = 1;
constexpr std::chrono::milliseconds paneRest(80);

QString geometryKey()
{
    return QStringLiteral("window/geometry");
}

QString layoutKey()
{
    return QStringLiteral("window/layout");
}

/// A panel that scrolls where the window is too low for it.
QScrollArea* scrolling(QWidget* panel)
{
    panel->setObjectName(QStringLiteral("panel"));
    auto* const area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(panelWidth - 16);
    area->setWidget(panel);
    return area;
}

} // namespace

MainWindow::MainWindow(ThemeKind theme, QWidget* parent)
    : QMainWindow(parent), m_ui(std::make_unique<Ui::MainWindow>()),
      m_session(new Session(std::make_shared<Pipeline>(), this)), m_selection(new RowSelection(this)), m_actions(this),
      m_layoutMenus(new LayoutMenus(*m_session, this)), m_opener(new FileOpener(this)),
      m_trainer(new ModelTrainer(*m_session, this))
{
    m_ui->setupUi(this);
    applyAppearance(*qApp, theme);
    setupPanels();
    setupActions();
    setupToolBar();
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(0, 0, 0, 0);
    statusBar()->addWidget(new StatusLine(*m_session, *m_selection, this), 1);
    connectSession();
    connectCanvas();
    restoreLayout();
    setTheme(theme);
    canvas()->setFocus();
}

MainWindow::~MainWindow()
{
    // Hiding takes the focus from fields, which then tell what was typed: the session has to hear it. Its jobs end
    // before the widgets they report to.
    hide();
    delete m_session;
}

FigureCanvas* MainWindow::canvas() const
{
    return m_ui->figureCanvas;
}

void MainWindow::setupPanels()
{
    m_dataPanel = new DataPanel(*m_session);
    m_detectorsPanel = new DetectorsPanel(*m_session);
    m_ui->dataDock->setWidget(scrolling(m_dataPanel));
    m_ui->detectorsDock->setWidget(scrolling(m_detectorsPanel));
    m_tables = new TablesPanel(*m_session);
    m_ui->tablesDock->setWidget(m_tables);
    for (QDockWidget* const dock : {m_ui->dataDock, m_ui->detectorsDock})
        dock->setTitleBarWidget(new DockTitle(dock));
    // The tabs are title enough.
    m_ui->tablesDock->setTitleBarWidget(new QWidget);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
}

void MainWindow::setupActions()
{
    connect(m_actions.open, &QAction::triggered, this, [this] { showOpenDialog({}); });
    connect(m_actions.undo, &QAction::triggered, m_session, &Session::undo);
    connect(m_actions.redo, &QAction::triggered, m_session, &Session::redo);
    connect(m_actions.fitView, &QAction::triggered, canvas(), &FigureCanvas::showWhole);
    connect(m_actions.zoomIn, &QAction::triggered, canvas(), [this] { canvas()->zoom(0.8); });
    connect(m_actions.zoomOut, &QAction::triggered, canvas(), [this] { canvas()->zoom(1.25); });
    connect(m_actions.exportFigure, &QAction::triggered, this, &MainWindow::showExportDialog);
    connect(m_actions.trainModel, &QAction::triggered, this, &MainWindow::showTrainDialog);
    connect(m_trainer, &ModelTrainer::trained, this, [this](const QString& path) {
        statusBar()->showMessage(tr("The model was written to %1.").arg(path), 8000);
    });
    connect(m_trainer, &ModelTrainer::failed, m_session, &Session::failed);
    connect(m_actions.palette, &QAction::triggered, this, &MainWindow::showPalette);
    connect(m_actions.dark, &QAction::toggled, this,
            [this](bool dark) { setTheme(dark ? ThemeKind::Dark : ThemeKind::Light); });
    connect(m_actions.goToPanes, &QAction::triggered, canvas(),
            [this] { canvas()->setFocus(Qt::ShortcutFocusReason); });
    connect(m_actions.goToNu, &QAction::triggered, m_detectorsPanel, &DetectorsPanel::focusNu);
    connect(m_actions.goToFilter, &QAction::triggered, m_dataPanel, &DataPanel::focusFilter);
    m_labelActions = new LabelActions(*m_session, *m_selection, canvas(), this);
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    int key = Qt::Key_1;
    for (QDockWidget* const dock : {m_ui->dataDock, m_ui->detectorsDock, m_ui->tablesDock}) {
        QAction* const toggle = dock->toggleViewAction();
        toggle->setText(tr("Show %1").arg(dock->windowTitle()));
        toggle->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key++)));
        addAction(toggle);
    }
}

void MainWindow::setupToolBar()
{
    QToolBar* const bar = m_ui->toolBar;
    const auto addMenu = [&](const QString& text, const char* icon, const QString& explanation, QMenu* menu) {
        auto* const button = new QToolButton(bar);
        button->setText(text + QStringLiteral(" ▾"));
        button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
        button->setToolTip(wrappedToolTip(explanation));
        button->setPopupMode(QToolButton::InstantPopup);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        button->setMenu(menu);
        setIconName(button, QString::fromLatin1(icon));
        bar->addWidget(button);
        return button;
    };
    auto* const openMenu = new QMenu(this);
    openMenu->addAction(m_actions.open);
    QMenu* const samples = openMenu->addMenu(tr("&Samples"));
    samples->setToolTipsVisible(true);
    for (const Sample& sample : bundledSamples()) {
        QAction* const action = samples->addAction(sample.name);
        action->setToolTip(wrappedToolTip(sample.description));
        connect(action, &QAction::triggered, this, [this, exploration = sample.exploration] { open(exploration); });
    }
    m_recentMenu = openMenu->addMenu(tr("&Recent files"));
    connect(openMenu, &QMenu::aboutToShow, this, &MainWindow::showRecentFiles);

    addMenu(tr("&Open"), "open", tr("Open a file, a bundled sample or a recent file. (Alt+O)"), openMenu)
        ->setObjectName(QStringLiteral("openButton"));
    bar->addSeparator();
    for (QAction* const action : {m_actions.undo, m_actions.redo}) {
        bar->addAction(action);
        qobject_cast<QToolButton*>(bar->widgetForAction(action))->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    bar->addSeparator();
    addMenu(tr("&Panes"), "panes", tr("What the panes side by side vary. (Alt+P)"), m_layoutMenus->panes())
        ->setObjectName(QStringLiteral("panesButton"));
    addMenu(tr("&Lines"), "lines", tr("What the frontiers overlaid in a pane vary. (Alt+L)"), m_layoutMenus->lines())
        ->setObjectName(QStringLiteral("linesButton"));
    bar->addSeparator();
    bar->addAction(m_actions.fitView);
    bar->addSeparator();
    bar->addAction(m_actions.exportFigure);
    new CodeActions(*m_session, qobject_cast<QToolButton*>(bar->widgetForAction(m_actions.exportFigure)), this);
    bar->addAction(m_actions.trainModel);
    bar->addSeparator();
    bar->addAction(m_actions.palette);
    auto* const gap = new QWidget(bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    bar->addAction(m_actions.dark);
    QMenu* const panels = m_layoutMenus->panes();
    panels->addSection(tr("Panels"));
    for (const QDockWidget* const dock : {m_ui->dataDock, m_ui->detectorsDock, m_ui->tablesDock})
        panels->addAction(dock->toggleViewAction());
    for (QToolButton* const button : bar->findChildren<QToolButton*>())
        button->setFocusPolicy(Qt::TabFocus);
}

void MainWindow::connectSession()
{
    connect(m_layoutMenus, &LayoutMenus::sampleAsked, this, &MainWindow::open);
    connect(m_session, &Session::explorationChanged, this, [this] {
        m_actions.undo->setEnabled(m_session->canUndo());
        m_actions.redo->setEnabled(m_session->canRedo());
        showTitle();
    });
    auto* const presenter = new ScenePresenter(*m_session, *canvas(), this);
    connect(m_tables, &TablesPanel::depthChanged, presenter, &ScenePresenter::setDepth);
    connect(m_session, &Session::outcomeChanged, this, &MainWindow::followOutcome);
    connect(m_session, &Session::failed, this, &MainWindow::showFailure);
    connect(m_opener, &FileOpener::certain, this, &MainWindow::openSource);
    connect(m_opener, &FileOpener::doubtful, this, &MainWindow::showOpenDialog);
    for (QAction* const action : {m_actions.undo, m_actions.redo, m_actions.exportFigure, m_actions.trainModel})
        action->setEnabled(false);
}

void MainWindow::connectCanvas()
{
    connect(canvas(), &FigureCanvas::viewChanged, this, &MainWindow::followView);
    connect(canvas(), &FigureCanvas::wholeViewRequested, this, [this] { followView(std::nullopt); });
    connect(canvas(), &FigureCanvas::clicked, m_selection, &RowSelection::selectOnly);
    connect(canvas(), &FigureCanvas::rowsSelected, m_selection, &RowSelection::select);
    connect(m_tables, &TablesPanel::rowSelected, m_selection, &RowSelection::selectOnly);
    connect(m_tables, &TablesPanel::rowsSelected, m_selection, &RowSelection::select);
    connect(m_selection, &RowSelection::changed, this, [this] {
        canvas()->setSelected(m_selection->rows());
        m_tables->selectRow(m_selection->only());
    });
    connect(m_labelActions->selectView(), &QAction::triggered, canvas(), &FigureCanvas::selectView);
    m_paneRest.setSingleShot(true);
    m_paneRest.setInterval(paneRest);
    connect(&m_paneRest, &QTimer::timeout, this, [this] { m_session->setPaneSize(canvas()->paneSize()); });
    connect(canvas(), &FigureCanvas::paneSizeChanged, &m_paneRest, qOverload<>(&QTimer::start));
}

void MainWindow::restoreLayout()
{
    resize(1280, 800);
    resizeDocks({m_ui->dataDock, m_ui->detectorsDock}, {panelWidth, panelWidth}, Qt::Horizontal);
    resizeDocks({m_ui->tablesDock}, {tablesHeight}, Qt::Vertical);
    const QSettings settings;
    restoreGeometry(settings.value(geometryKey()).toByteArray());
    restoreState(settings.value(layoutKey()).toByteArray(), layoutVersion);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    QSettings settings;
    settings.setValue(geometryKey(), saveGeometry());
    settings.setValue(layoutKey(), saveState(layoutVersion));
    m_session->cancel();
    QMainWindow::closeEvent(event);
}

void MainWindow::setTheme(ThemeKind kind)
{
    QSettings().setValue(QStringLiteral("theme"),
                         kind == ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    const Theme colours = theme(kind);
    applyAppearance(*qApp, kind);
    refreshIcons(this, colours);
    canvas()->setTheme(colours);
    m_tables->setTheme(colours);
    m_actions.dark->setChecked(kind == ThemeKind::Dark);
}

void MainWindow::open(const Exploration& exploration)
{
    m_selection->select({});
    m_session->open(exploration);
}

void MainWindow::openSource(const Source& source)
{
    // Axes, preparation, labels and view start over; detectors and scaling stay.
    Exploration exploration = m_session->exploration();
    exploration.source = source;
    exploration.preparation = {};
    exploration.labels = {};
    exploration.x = {};
    exploration.y = {};
    exploration.panes.axes.clear();
    exploration.lines.axes.clear();
    exploration.view.reset();
    rememberRecentFile(text(source.path));
    open(exploration);
}

void MainWindow::openFile(const QString& path)
{
    m_opener->look(path);
}

void MainWindow::followOutcome()
{
    m_actions.exportFigure->setEnabled(!m_session->outcome().panes.empty());
    m_actions.trainModel->setEnabled(m_actions.exportFigure->isEnabled());
    // The first panes have no size before they are painted.
    m_paneRest.start();
}

void MainWindow::showFailure(const Error& error)
{
    m_tables->showMessages();
    if (!m_session->outcome().panes.empty())
        return;
    ScenePane pane;
    pane.message = phrase(error);
    canvas()->setScene({.panes = {pane}, .footer = {}});
}

void MainWindow::showTitle()
{
    const QString file = QFileInfo(text(m_session->exploration().source.path)).fileName();
    setWindowTitle(file.isEmpty() ? tr("Perimeter") : tr("%1 — Perimeter").arg(file));
}

void MainWindow::showRecentFiles()
{
    m_recentMenu->clear();
    const QStringList files = recentFiles();
    m_recentMenu->setEnabled(!files.isEmpty());
    for (const QString& path : files) {
        QAction* const action = m_recentMenu->addAction(path);
        connect(action, &QAction::triggered, this, [this, path] { openFile(path); });
    }
    if (!files.isEmpty()) {
        m_recentMenu->addSeparator();
        connect(m_recentMenu->addAction(tr("Forget these files")), &QAction::triggered, this,
                [] { forgetRecentFiles(); });
    }
}

void MainWindow::showOpenDialog(const Source& source)
{
    auto* const dialog = new OpenDialog(source, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { openSource(dialog->source()); });
    dialog->open();
}

void MainWindow::showExportDialog()
{
    auto* const dialog =
        new ExportDialog(m_session->pipeline(), m_session->outcome(), depthOf(canvas()->scene()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        statusBar()->showMessage(tr("The figure was written to %1.").arg(dialog->path()), 8000);
    });
    dialog->open();
}

void MainWindow::showTrainDialog()
{
    auto* const dialog = new QFileDialog(this, tr("Write a model"), QString(), tr("Models (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, m_trainer, &ModelTrainer::train);
    dialog->open();
}

void MainWindow::showPalette()
{
    QList<QAction*> commands = actions();
    for (QMenu* const menu : {m_layoutMenus->panes(), m_layoutMenus->lines()}) {
        for (QAction* const action : menu->actions()) {
            if (!action->isSeparator() && !commands.contains(action))
                commands.append(action);
        }
    }
    commands.removeAll(m_actions.palette);
    auto* const palette = new CommandPalette(commands, this);
    palette->move(mapToGlobal(QPoint((width() - palette->width()) / 2, m_ui->toolBar->height() + 8)));
    palette->show();
}

void MainWindow::followView(const std::optional<View>& view)
{
    Exploration exploration = m_session->exploration();
    exploration.view = view;
    m_session->edit(exploration, Session::Step::Continues);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    openFile(event->mimeData()->urls().front().toLocalFile());
    event->acceptProposedAction();
}

} // namespace perimeter
