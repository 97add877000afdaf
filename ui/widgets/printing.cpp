// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/printing.h"

#include <QBuffer>
#include <QPageSize>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QTextDocument>

#include <memory>

namespace deskbell::ui {

namespace {

std::unique_ptr<QTextDocument> documentOf(const QString &html)
{
    auto document = std::make_unique<QTextDocument>();
    QFont font = document->defaultFont();
    font.setPointSize(9);
    document->setDefaultFont(font);
    document->setHtml(html);
    return document;
}

} // namespace

void printDocument(QWidget *parent, const QString &html)
{
    auto *dialog = new QPrintDialog(parent);
    dialog->setObjectName(QStringLiteral("printDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), dialog,
                     [html](QPrinter *printer) { documentOf(html)->print(printer); });
    dialog->open();
}

QByteArray pdfDocument(const QString &html)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    documentOf(html)->print(&writer);
    return buffer.data();
}

} // namespace deskbell::ui
