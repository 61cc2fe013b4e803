// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/frame/main_window.h"

#include "explorer/session/selection.h"
#include "explorer/wording/phrasing.h"
#include "figure/canvas/canvas.h"
#include "window/data/data_panel.h"
#include "window/detectors/detectors_panel.h"
#include "window/export/code_actions.h"
#include "window/export/export_dialog.h"
#include "window/export/figure_files.h"
#include "window/files/document_actions.h"
#include "window/files/file_opener.h"
#include "window/files/open_dialog.h"
#include "window/files/open_menu.h"
#include "window/files/recent_files.h"
#include "window/frame/command_palette.h"
#include "window/frame/dock_title.h"
#include "window/frame/layout_menus.h"
#include "window/frame/status_line.h"
#include "window/frame/tab_panel.h"
#include "window/frame/undo_keys.h"
#include "window/panes/figure_hints.h"
#include "window/panes/label_actions.h"
#include "window/panes/scene_presenter.h"
#include "window/parts/appearance.h"
#include "window/parts/icons.h"
#include "window/parts/problem_box.h"
#include "window/watch/model_trainer.h"

#include "ui_main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QStatusBar>
#include <QToolButton>

#include <chrono>

namespace perimeter {

namespace {

constexpr int panelWidth = 256;
constexpr int tablesHeight = 208;
constexpr int leastPanes = 240;
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

} // namespace

MainWindow::MainWindow(ThemeKind theme, QWidget* parent)
    : QMainWindow(parent), m_ui(std::make_unique<Ui::MainWindow>()), m_appearance(new Appearance(theme, this)),
      m_session(new Session(std::make_shared<Pipeline>(), this)), m_selection(new Selection(this)), m_actions(this),
      m_layoutMenus(new LayoutMenus(*m_session, this)), m_opener(new FileOpener(this)),
      m_trainer(new ModelTrainer(*m_session, this)), m_documents(new DocumentActions(*m_session, this))
{
    m_ui->setupUi(this);
    setupPanels();
    setupActions();
    setupToolBar();
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(0, 0, 0, 0);
    statusBar()->addWidget(new StatusLine(*m_session, *m_selection, this), 1);
    connectSession();
    connectDocuments();
    connectCanvas();
    restoreLayout();
    m_actions.dark->setChecked(theme == ThemeKind::Dark);
    connect(m_appearance, &Appearance::changed, this, &MainWindow::showAppearance);
    showAppearance();
    connect(m_actions.dark, &QAction::toggled, this,
            [this](bool dark) { changeTheme(dark ? ThemeKind::Dark : ThemeKind::Light); });
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
    // Each with its parent from the start: with a new one, all within would be styled anew.
    m_dataPanel = new DataPanel(*m_session);
    m_detectorsPanel = new DetectorsPanel(*m_session);
    m_ui->dataDock->setWidget(scrollingPanel(m_dataPanel, panelWidth - 16, m_ui->dataDock));
    m_ui->detectorsDock->setWidget(scrollingPanel(m_detectorsPanel, panelWidth - 16, m_ui->detectorsDock));
    m_tables = new TabPanel(*m_session, *m_selection, *m_appearance, m_ui->tablesDock);
    m_tables->addToCorner(foldButton(m_ui->tablesDock));
    m_ui->tablesDock->setWidget(m_tables);
    canvas()->setMinimumHeight(leastPanes);
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
    connect(m_trainer, &ModelTrainer::failed, this, [this](const Error& error) { tellProblem(this, error); });
    connect(m_actions.palette, &QAction::triggered, this, &MainWindow::showPalette);
    connect(m_actions.goToPanes, &QAction::triggered, canvas(),
            [this] { canvas()->setFocus(Qt::ShortcutFocusReason); });
    connect(m_actions.goToNu, &QAction::triggered, m_detectorsPanel, &DetectorsPanel::focusNu);
    connect(m_actions.goToFilter, &QAction::triggered, m_dataPanel, &DataPanel::focusFilter);
    m_labelActions = new LabelActions(*m_session, *m_selection, canvas(), this);
    new UndoKeys(this);
    addActions(m_tables->tabActions());
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
        button->setToolTip(explanation);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        button->setMenu(menu);
        setIconName(button, QString::fromLatin1(icon));
        bar->addWidget(button);
        return button;
    };
    auto* const openMenu =
        new OpenMenu({m_actions.open, m_documents->openDocument()}, {m_documents->save(), m_documents->saveAs()}, this);
    connect(openMenu, &OpenMenu::sampleChosen, this, &MainWindow::open);
    connect(openMenu, &OpenMenu::fileChosen, this, &MainWindow::openFile);
    addMenu(tr("&Open"), "open", tr("Open a file, a bundled sample or a recent file. (Alt+O)"), openMenu)
        ->setObjectName(QStringLiteral("openButton"));
    for (QAction* const action : {m_documents->save(), m_actions.undo, m_actions.redo}) {
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
    auto* const exportButton = qobject_cast<QToolButton*>(bar->widgetForAction(m_actions.exportFigure));
    new CodeActions(*m_session, exportButton, this);
    new FigureFiles(*m_session, exportButton->menu(), this);
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
    connect(m_session, &Session::explorationChanged, this,
            [this] { m_actions.nameChanges(m_session->undoName(), m_session->redoName()); });
    new ScenePresenter(*m_session, *m_selection, *canvas(), this);
    connect(m_session, &Session::outcomeChanged, this, &MainWindow::followOutcome);
    connect(m_session, &Session::sourceChanged, m_selection, [this] { m_selection->select({}); });
    connect(m_session, &Session::failed, this, &MainWindow::showFailure);
    connect(m_opener, &FileOpener::certain, this, &MainWindow::openSource);
    connect(m_opener, &FileOpener::doubtful, this, &MainWindow::showOpenDialog);
    m_actions.nameChanges({}, {});
    m_actions.exportFigure->setEnabled(false);
    m_actions.trainModel->setEnabled(false);
}

void MainWindow::connectDocuments()
{
    connect(m_documents, &DocumentActions::changed, this, &MainWindow::showTitle);
    connect(m_documents, &DocumentActions::opened, this, &rememberRecentFile);
    connect(m_documents, &DocumentActions::saved, this, [this](const QString& path) {
        rememberRecentFile(path);
        statusBar()->showMessage(tr("The exploration was saved to %1.").arg(path), 8000);
    });
    connect(m_documents, &DocumentActions::failed, this, [this](const Error& error) { tellProblem(this, error); });
    connect(m_documents, &DocumentActions::autosaved, this, &MainWindow::followAutosave);
}

void MainWindow::connectCanvas()
{
    connect(canvas(), &FigureCanvas::viewChanged, this, &MainWindow::followView);
    connect(canvas(), &FigureCanvas::wholeViewRequested, this, [this] { followView(std::nullopt); });
    new FigureHints(*canvas(), this);
    connect(canvas(), &FigureCanvas::countsClicked, this,
            [this](std::size_t pane) { m_tables->showOutliersOf(canvas()->scene().panes[pane].fit); });
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
    if (!m_documents->mayClose()) {
        event->ignore();
        return;
    }
    QSettings settings;
    settings.setValue(geometryKey(), saveGeometry());
    settings.setValue(layoutKey(), saveState(layoutVersion));
    m_session->cancel();
    QMainWindow::closeEvent(event);
}

void MainWindow::setTheme(ThemeKind kind)
{
    m_actions.dark->setChecked(kind == ThemeKind::Dark);
}

void MainWindow::changeTheme(ThemeKind kind)
{
    QSettings().setValue(QStringLiteral("theme"),
                         kind == ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    m_appearance->setKind(kind);
}

void MainWindow::showAppearance()
{
    refreshIcons(this, m_appearance->theme());
    canvas()->setTheme(m_appearance->theme());
}

void MainWindow::open(const Exploration& exploration)
{
    m_documents->replace([this, exploration] { showExploration(exploration); });
}

void MainWindow::openSource(const Source& source)
{
    m_documents->replace([this, source] { showSource(source); });
}

void MainWindow::showExploration(const Exploration& exploration)
{
    m_session->open(exploration);
    m_documents->startOver();
}

void MainWindow::showSource(const Source& source)
{
    // Axes, preparation, labels, scaling and view start over, as they belong to the columns; detectors stay.
    Exploration exploration = m_session->exploration();
    exploration.source = source;
    exploration.preparation = {};
    exploration.labels = {};
    exploration.scaling = Exploration().scaling;
    exploration.x = {};
    exploration.y = {};
    exploration.panes.axes.clear();
    exploration.lines.axes.clear();
    exploration.view.reset();
    rememberRecentFile(text(source.path));
    showExploration(exploration);
}

void MainWindow::openFile(const QString& path)
{
    if (!m_documents->open(path))
        m_opener->look(path);
}

void MainWindow::offerRecovery(const QString& file)
{
    m_documents->offerRecovery(file, [this, file] {
        if (!file.isEmpty())
            openFile(file);
    });
}

void MainWindow::followOutcome()
{
    m_selection->keepShown(m_session->outcome());
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

void MainWindow::followAutosave(const std::optional<Error>& problem)
{
    const QString sentence =
        problem ? tr("Unsaved changes are not kept for recovery. %1").arg(phrase(*problem)) : QString();
    if (m_tables->setStandingProblem(sentence) && problem)
        statusBar()->showMessage(sentence, 8000);
}

void MainWindow::showTitle()
{
    const DocumentKeeper& keeper = m_documents->keeper();
    const QString path = keeper.path().isEmpty() ? text(m_session->exploration().source.path) : keeper.path();
    const QString file = QFileInfo(path).fileName();
    setWindowTitle(file.isEmpty() ? tr("Perimeter") : tr("%1[*] — Perimeter").arg(file));
    setWindowModified(keeper.isModified());
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
    if (const std::optional<FigureStyle>& style = m_documents->keeper().figureStyle())
        dialog->setStyle(*style);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_documents->keepFigureStyle(dialog->style());
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
    QList<QMenu*> menus = {m_layoutMenus->panes(), m_layoutMenus->lines()};
    for (const char* const name : {"openMenu", "addStepMenu", "currentTableMenu"})
        menus.append(findChild<QMenu*>(QString::fromLatin1(name)));
    auto* const palette = new CommandPalette(commandsOf(*this, menus), this);
    palette->move(mapToGlobal(QPoint((width() - palette->width()) / 2, m_ui->toolBar->height() + 8)));
    palette->show();
}

void MainWindow::followView(const std::optional<View>& view)
{
    Exploration exploration = m_session->exploration();
    exploration.view = view;
    m_session->edit(exploration, EditStep::Continues);
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
