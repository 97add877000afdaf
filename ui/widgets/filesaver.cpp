// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filesaver.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QSaveFile>

namespace deskbell::ui {

namespace {

void tellFailure(QWidget *parent, const QString &path)
{
    auto *box = new QMessageBox(parent);
    box->setObjectName(QStringLiteral("saveFailedMessageBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Warning);
    box->setTextFormat(Qt::PlainText);
    box->setText(QCoreApplication::translate("deskbell::ui::FileSaver", "The file could not be written."));
    box->setInformativeText(QCoreApplication::translate(
        "deskbell::ui::FileSaver", "Check that you may write to “%1” and that the disk is not full, then try again.").arg(path));
    box->open();
}

void write(QWidget *parent, const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit()) {
        tellFailure(parent, path);
    }
}

} // namespace

void saveFile(QWidget *parent, const SaveRequest &request, const QByteArray &content)
{
    const auto name = QStringLiteral("%1.%2").arg(request.proposedName, request.ending);
    auto *dialog = new QFileDialog(parent, request.caption, name, request.filter);
    dialog->setObjectName(QStringLiteral("saveFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(request.ending);
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [parent, content](const QString &path) { write(parent, path, content); });
    dialog->open();
}

} // namespace deskbell::ui
