// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/session/session.h"
#include "figure/scene/theme.h"
#include "window/frame/window_actions.h"

#include <QMainWindow>
#include <QTimer>

#include <memory>

namespace perimeter {

namespace Ui {
class MainWindow;
}

class Appearance;
class DataPanel;
class DetectorsPanel;
class DocumentActions;
class FileOpener;
class FigureCanvas;
class LabelActions;
class LayoutMenus;
class ModelTrainer;
class Selection;
class StatusLine;
class TabPanel;

/// The window: it wires controls, panes and tables to one session.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(ThemeKind theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] Session& session() const { return *m_session; }
    [[nodiscard]] FigureCanvas* canvas() const;

public Q_SLOTS:
    /// Shows an exploration in place of the current one, once unsaved changes of a document are settled.
    void open(const perimeter::Exploration& exploration);
    /// Opens a document, a figure that carries its recipe, or data: at once where the file leaves no doubt how it is
    /// written, else asks with a preview.
    void openFile(const QString& path);
    /// Asks whether work that an earlier run left behind is wanted; if not, opens `file` where one is named.
    void offerRecovery(const QString& file = {});
    void setTheme(perimeter::ThemeKind theme);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void setupPanels();
    void setupActions();
    void setupToolBar();
    void changeTheme(ThemeKind kind);
    void showAppearance();
    void connectSession();
    void connectDocuments();
    void connectCanvas();
    void restoreLayout();

    void followOutcome();
    void showFailure(const Error& error);
    void showTitle();
    void showOpenDialog(const Source& source);
    void showExportDialog();
    void showTrainDialog();
    void showPalette();
    void followAutosave(const std::optional<Error>& problem);
    void openSource(const Source& source);
    void showExploration(const Exploration& exploration);
    void showSource(const Source& source);
    void followView(const std::optional<View>& view);

    std::unique_ptr<Ui::MainWindow> m_ui;
    Appearance* m_appearance; ///< before any widget is there: each would be styled anew
    Session* m_session;
    Selection* m_selection;
    WindowActions m_actions;
    LayoutMenus* m_layoutMenus;
    FileOpener* m_opener;
    ModelTrainer* m_trainer;
    DocumentActions* m_documents;
    LabelActions* m_labelActions = nullptr;
    DataPanel* m_dataPanel = nullptr;
    DetectorsPanel* m_detectorsPanel = nullptr;
    TabPanel* m_tables = nullptr;
    QTimer m_paneRest{this}; ///< the panes' size is taken over when it comes to rest
};

} // namespace perimeter
