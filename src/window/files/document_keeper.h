// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explorer/documents/autosave.h"
#include "explorer/documents/verification.h"
#include "explorer/session/jobs.h"
#include "explorer/session/session.h"

#include <QBasicTimer>
#include <QObject>

#include <optional>

namespace perimeter {

/// The document that a session's exploration is saved as: where it lies, whether it is up to date, and its autosave.
/// Files are read and written in the background.
class DocumentKeeper final : public QObject {
    Q_OBJECT

public:
    explicit DocumentKeeper(Session& session, QObject* parent = nullptr);

    /// Of the document; empty where the exploration was never saved, or undoing has led to other data than the
    /// document's.
    [[nodiscard]] QString path() const;
    /// "hbk.perimeter": what a document is called after its data, in no folder.
    [[nodiscard]] QString usualName() const;
    /// A document by its name, and not a figure that carries its recipe.
    [[nodiscard]] static bool isDocument(const QString& path);
    /// Something was changed that would be missed, the view aside.
    [[nodiscard]] bool isModified() const;
    /// Changes that would be missed if another exploration took its place: those of a document, of recovered work, and
    /// what was prepared or labelled. Settings alone are made again in a moment, and undoing brings them back.
    [[nodiscard]] bool wouldBeMissed() const;
    /// How the exploration's figure was drawn: as opened with it, or exported last.
    [[nodiscard]] const std::optional<FigureStyle>& figureStyle() const { return m_figureStyle; }
    void keepFigureStyle(const FigureStyle& style) { m_figureStyle = style; }
    [[nodiscard]] bool isSaving() const { return m_saving.isRunning(); }

    void save(const QString& path);
    /// Reads a document, or the recipe of a figure, and looks for its data; found() or failed() follow.
    void open(const QString& path);
    /// The same of a document that was read, whose data the user has said to be elsewhere.
    void lookAgain(const QString& path, const Document& document);
    /// Shows a document whose data were found. Of a figure verified() or failed() follow.
    void show(const Document& document, const std::vector<DataFile>& files, const QString& path);
    /// The exploration as it is now needs no saving: it was just opened from a data file, or is not wanted.
    void startOver();
    /// What another program left unsaved, if anything; it is there for the next one too unless it is recovered or
    /// dropped.
    [[nodiscard]] std::optional<Autosave::Leftover> takeLeftover();
    void recover(const Autosave::Leftover& leftover);
    void dropLeftover(const Autosave::Leftover& leftover) { m_autosave.dropLeftover(leftover); }

Q_SIGNALS:
    void saved(const QString& path);
    /// A document and its data, in whatever state they are.
    void found(const QString& path, const perimeter::Document& document, const std::vector<perimeter::DataFile>& files);
    void verified(const perimeter::Verification& verification);
    /// What was asked for by hand could not be done.
    void failed(const perimeter::Error& error);
    /// Unsaved changes were kept, or why not.
    void autosaved(const std::optional<perimeter::Error>& problem);
    /// isModified() or path() may be another.
    void changed();

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    struct Saved {
        QString path;
        Exploration exploration;
        Expected<void> result;
    };
    struct Found {
        QString path;
        Document document;
        std::vector<DataFile> files;
    };

    [[nodiscard]] static Expected<Found> look(const QString& path, const Document& document, Progress& progress);
    void followExploration();
    void nothingUnsaved();
    void take(const Saved& saved);
    void setPath(const QString& path, const Exploration& exploration);

    Session& m_session;
    QString m_path;         ///< of the document
    std::string m_dataPath; ///< of its data
    Exploration m_saved;    ///< as it was last saved or opened
    bool m_isRecovered = false;
    Autosave m_autosave;
    QBasicTimer m_rest; ///< since the last change that is not kept yet
    JobRunner<Saved> m_saving;
    JobRunner<Expected<Found>> m_opening;
    JobRunner<Expected<void>> m_keeping;
    std::optional<FigureStyle> m_figureStyle;
    JobRunner<Expected<Verification>> m_verifying;
};

} // namespace perimeter
