// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/shell/palettedelegate.h"
#include "ui/shell/palettemodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
constexpr int MaxWidth = 620;
constexpr int MaxRows = 10;
}

CommandPalette::CommandPalette(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_model(new PaletteModel(this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new Label(theme, TextRole::Body13, ColorRole::TextMuted, tr("Nothing here fits what you typed."), this))
{
    setObjectName(QStringLiteral("commandPaletteFrame"));
    setAccessibleName(tr("Search and commands"));
    auto *column = new QVBoxLayout(this);
    const int inset = theme.space(Space::S);
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(inset);
    m_field->setObjectName(QStringLiteral("paletteLineEdit"));
    m_field->setPlaceholderText(tr("Search guests, rooms, orders… or type a command"));
    m_field->setAccessibleName(tr("Search or command"));
    m_list->setObjectName(QStringLiteral("paletteListView"));
    m_list->setAccessibleName(tr("Results"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(theme, this));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
    m_field->installEventFilter(this);
    parent->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::onTyped);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::open(QList<PaletteAction> actions)
{
    m_focusBefore = QApplication::focusWidget();
    m_model->setActions(std::move(actions));
    m_field->clear();
    onTyped({});
    place();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::dismiss()
{
    hide();
    if (m_focusBefore) {
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    }
}

void CommandPalette::onTyped(const QString &pattern)
{
    m_model->setPattern(pattern);
    const bool isEmpty = m_model->rowCount() == 0;
    m_list->setVisible(!isEmpty);
    m_nothing->setVisible(isEmpty);
    m_list->setCurrentIndex(m_model->index(0));
    place();
}

void CommandPalette::runCurrent()
{
    const auto *action = m_model->action(m_list->currentIndex().row());
    if (!action) {
        return;
    }
    const auto run = action->run;
    hide();
    if (run) {
        run();
    }
}

void CommandPalette::step(int rows)
{
    const int count = m_model->rowCount();
    if (count > 0) {
        m_list->setCurrentIndex(m_model->index((m_list->currentIndex().row() + rows + count) % count));
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        place();
    } else if (watched == m_field && event->type() == QEvent::FocusOut) {
        hide();
    } else if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            step(key == Qt::Key_Down ? 1 : -1);
            return true;
        }
        if (key == Qt::Key_Escape) {
            dismiss();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::place()
{
    const auto area = parentWidget()->rect();
    const int width = qMin(MaxWidth, area.width() - 2 * m_theme.space(Space::XL));
    const int rows = qBound(2, m_model->rowCount(), MaxRows);
    const int wanted = m_field->sizeHint().height() + 3 * m_theme.space(Space::S) + rows * m_theme.rowHeight();
    const int height = qMin(wanted, area.height() - 2 * m_theme.space(Space::XXL));
    setGeometry((area.width() - width) / 2, m_theme.space(Space::S), width, height);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.color(ColorRole::Window));
    painter.setBrush(m_theme.color(ColorRole::Surface));
    painter.setPen(QPen(m_theme.color(ColorRole::BorderStrong), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.radius() + 2, m_theme.radius() + 2);
}

} // namespace deskbell::ui
