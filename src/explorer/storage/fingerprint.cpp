// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer/storage/fingerprint.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace perimeter {

namespace {

constexpr qint64 bytesPerLook = qint64{4} << 20;

} // namespace

Expected<Fingerprint> fingerprint(const std::string& path, Progress& progress)
{
    QFile file(QString::fromStdString(path));
    const auto failure = [&] {
        return Unexpected(ErrorCode::FileUnreadable, {path, file.errorString().toStdString()});
    };
    if (!file.open(QIODevice::ReadOnly))
        return failure();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto size = static_cast<double>(file.size());
    qint64 bytes = 0;
    while (!file.atEnd()) {
        const QByteArray block = file.read(bytesPerLook);
        if (block.isEmpty() && file.error() != QFileDevice::NoError)
            return failure();
        hash.addData(block);
        bytes += block.size();
        if (!progress.advance(size > 0 ? static_cast<double>(bytes) / size : 1))
            return Unexpected(ErrorCode::Cancelled);
    }
    return Fingerprint{.name = QFileInfo(file).fileName().toStdString(),
                       .bytes = bytes,
                       .sha256 = hash.result().toHex().toStdString()};
}

std::vector<std::string> pathsOf(const Source& source)
{
    std::vector<std::string> paths = {source.path};
    for (const Join& join : source.joins)
        paths.push_back(join.path);
    return paths;
}

Expected<std::vector<Fingerprint>> fingerprints(const Source& source, Progress& progress)
{
    const std::vector<std::string> paths = pathsOf(source);
    std::vector<Fingerprint> all;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto files = static_cast<double>(paths.size());
        ProgressPart part(progress, static_cast<double>(i) / files, static_cast<double>(i + 1) / files);
        PERIMETER_TRY(Fingerprint one, fingerprint(paths[i], part));
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace perimeter
