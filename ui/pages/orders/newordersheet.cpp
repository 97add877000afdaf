// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/orders/newordersheet.h"

#include "ui/pages/orders/dueparser.h"
#include "ui/pages/orders/itemlines.h"
#include "ui/pages/orders/ordertext.h"
#include "ui/widgets/label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace deskbell::ui {

namespace {
const auto DraftState = QStringLiteral("orders/newDraft");
constexpr int ItemsHeight = 92;
constexpr int NotesHeight = 72;
}

NewOrderSheet::NewOrderSheet(const PageContext &context, QWidget *parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_close(new QToolButton)
    , m_room(new QLineEdit)
    , m_items(new QPlainTextEdit)
    , m_department(new QComboBox)
    , m_due(new QLineEdit)
    , m_notes(new QPlainTextEdit)
    , m_create(new QPushButton(tr("Create order")))
    , m_clear(new QPushButton(tr("Clear", "empty the form")))
{
    build();
    nameFields();
    connectFields();
    restore();
    restyle();
}

void NewOrderSheet::build()
{
    const auto &theme = m_context.theme;
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrollContent"));
    auto *column = new QVBoxLayout(content);
    const int inset = theme.space(Space::L);
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(theme.space(Space::XS));
    auto *head = new QHBoxLayout;
    head->addWidget(new Label(theme, TextRole::Title20, ColorRole::Text, tr("New order")), 1);
    head->addWidget(m_close);
    column->addLayout(head);
    m_roomProblem = addField(column, tr("Room", "field of an order"), m_room);
    m_itemsProblem = addField(column, tr("Items, one per line"), m_items);
    addField(column, tr("Department", "field of an order"), m_department);
    m_dueEcho = addField(column, tr("Due", "field of an order"), m_due);
    addField(column, tr("Notes", "field of an order"), m_notes);
    column->addSpacing(theme.space(Space::M));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme.space(Space::S));
    buttons->addWidget(m_create);
    buttons->addWidget(m_clear);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

Label *NewOrderSheet::addField(QVBoxLayout *column, const QString &name, QWidget *field)
{
    auto *label = new Label(m_context.theme, TextRole::Caption12, ColorRole::TextMuted, name);
    auto *below = new Label(m_context.theme, TextRole::Caption12, ColorRole::TextMuted);
    label->setBuddy(field);
    field->setAccessibleName(name);
    below->setWordWrap(true);
    below->hide();
    column->addSpacing(m_context.theme.space(Space::S));
    column->addWidget(label);
    column->addWidget(field);
    column->addWidget(below);
    return below;
}

void NewOrderSheet::nameFields()
{
    setObjectName(QStringLiteral("newOrderScrollArea"));
    setAccessibleName(tr("New order"));
    m_close->setObjectName(QStringLiteral("closeNewOrderToolButton"));
    m_close->setAccessibleName(tr("Close the form; what you typed is kept"));
    m_close->setToolTip(m_close->accessibleName());
    m_room->setObjectName(QStringLiteral("newRoomLineEdit"));
    m_items->setObjectName(QStringLiteral("newItemsPlainTextEdit"));
    m_items->setPlaceholderText(tr("2x towels\nclub sandwich"));
    m_items->setFixedHeight(ItemsHeight);
    m_items->setTabChangesFocus(true);
    m_department->setObjectName(QStringLiteral("newDepartmentComboBox"));
    m_due->setObjectName(QStringLiteral("newDueLineEdit"));
    m_due->setPlaceholderText(tr("20:30, in 30 min, tomorrow 8:00"));
    m_dueEcho->setObjectName(QStringLiteral("dueEchoLabel"));
    m_roomProblem->setObjectName(QStringLiteral("roomProblemLabel"));
    m_itemsProblem->setObjectName(QStringLiteral("itemsProblemLabel"));
    m_notes->setObjectName(QStringLiteral("newNotesPlainTextEdit"));
    m_notes->setFixedHeight(NotesHeight);
    m_notes->setTabChangesFocus(true);
    m_create->setObjectName(QStringLiteral("createOrderButton"));
    m_create->setProperty("kind", QStringLiteral("primary"));
    m_create->setAccessibleName(m_create->text());
    m_create->setToolTip(tr("Create the order (Ctrl+Enter)"));
    m_clear->setObjectName(QStringLiteral("clearOrderButton"));
    m_clear->setProperty("kind", QStringLiteral("quiet"));
    m_clear->setAccessibleName(tr("Empty the form"));
    m_department->addItem(tr("Chosen from the items"), QString());
    const auto departments = ordertext::departments();
    for (const auto &word : departments) {
        m_department->addItem(ordertext::department(word).word, word);
    }
}

void NewOrderSheet::connectFields()
{
    for (auto *text : {m_items, m_notes}) {
        connect(text, &QPlainTextEdit::textChanged, this, &NewOrderSheet::onEdited);
    }
    for (auto *field : {m_room, m_due}) {
        connect(field, &QLineEdit::textChanged, this, &NewOrderSheet::onEdited);
    }
    connect(m_department, &QComboBox::currentIndexChanged, this, &NewOrderSheet::onEdited);
    for (QWidget *field : QList<QWidget *>{m_room, m_items, m_department, m_due, m_notes}) {
        field->installEventFilter(this);
    }
    connect(m_create, &QPushButton::clicked, this, &NewOrderSheet::create);
    connect(m_clear, &QPushButton::clicked, this, &NewOrderSheet::clear);
    connect(m_close, &QToolButton::clicked, this, &NewOrderSheet::closeRequested);
    connect(&m_context.theme, &Theme::changed, this, &NewOrderSheet::restyle);
}

void NewOrderSheet::open()
{
    showDue();
    if (m_room->text().trimmed().isEmpty()) {
        m_room->setFocus(Qt::OtherFocusReason);
    } else {
        m_items->setFocus(Qt::OtherFocusReason);
    }
}

void NewOrderSheet::fill(const Order &order)
{
    QStringList lines;
    for (const auto &item : order.items) {
        lines.append(item.quantity == 1 ? item.name : QStringLiteral("%1 × %2").arg(item.quantity).arg(item.name));
    }
    m_isFilling = true;
    m_room->setText(order.room);
    m_items->setPlainText(lines.join(QLatin1Char('\n')));
    m_department->setCurrentIndex(qMax(0, m_department->findData(order.department)));
    m_due->setText(order.dueAt ? m_formats.local(*order.dueAt).toString(QStringLiteral("yyyy-MM-dd HH:mm")) : QString());
    m_notes->setPlainText(order.notes);
    m_isFilling = false;
    onEdited();
}

bool NewOrderSheet::hasDraft() const
{
    return !(m_room->text() + m_items->toPlainText() + m_due->text() + m_notes->toPlainText()).trimmed().isEmpty();
}

void NewOrderSheet::onEdited()
{
    if (m_isFilling) {
        return;
    }
    showDue();
    if (m_wasTried) {
        static_cast<void>(validate());
    }
    m_clear->setVisible(hasDraft());
    const QJsonObject draft{{QStringLiteral("room"), m_room->text()},
                            {QStringLiteral("items"), m_items->toPlainText()},
                            {QStringLiteral("department"), m_department->currentData().toString()},
                            {QStringLiteral("due"), m_due->text()},
                            {QStringLiteral("notes"), m_notes->toPlainText()}};
    m_context.memory.keep(DraftState, hasDraft() ? QJsonDocument(draft).toJson(QJsonDocument::Compact) : QByteArray());
}

void NewOrderSheet::restore()
{
    const auto draft = QJsonDocument::fromJson(m_context.memory.value(DraftState)).object();
    m_isFilling = true;
    m_room->setText(draft.value(QLatin1String("room")).toString());
    m_items->setPlainText(draft.value(QLatin1String("items")).toString());
    m_department->setCurrentIndex(qMax(0, m_department->findData(draft.value(QLatin1String("department")).toString())));
    m_due->setText(draft.value(QLatin1String("due")).toString());
    m_notes->setPlainText(draft.value(QLatin1String("notes")).toString());
    m_isFilling = false;
    m_clear->setVisible(hasDraft());
}

void NewOrderSheet::tell(Label *problem, const QString &sentence)
{
    problem->setColorRole(ColorRole::Danger);
    problem->setText(sentence);
    problem->setVisible(!sentence.isEmpty());
}

void NewOrderSheet::setInvalid(QLineEdit *field, bool isInvalid)
{
    if (field->property("invalid").toBool() != isInvalid) {
        field->setProperty("invalid", isInvalid);
        field->style()->unpolish(field);
        field->style()->polish(field);
    }
}

void NewOrderSheet::showDue()
{
    const auto now = m_context.clock.now();
    const auto due = parseDue(m_due->text(), now, m_formats);
    setInvalid(m_due, m_wasTried && !due.ok());
    if (due.at) {
        m_dueEcho->setColorRole(ColorRole::Text);
        m_dueEcho->setText(tr("%1 (%2)", "written-out time and how far away it is")
                               .arg(m_formats.fullDateTime(*due.at), m_formats.relative(*due.at, now)));
    } else {
        m_dueEcho->setColorRole(m_wasTried ? ColorRole::Danger : ColorRole::TextMuted);
        m_dueEcho->setText(due.problem);
    }
    m_dueEcho->setVisible(!m_dueEcho->text().isEmpty());
}

bool NewOrderSheet::validate()
{
    const bool hasRoom = !m_room->text().trimmed().isEmpty();
    const auto items = parseItems(m_items->toPlainText());
    tell(m_roomProblem, hasRoom ? QString() : tr("Which room is it for?"));
    setInvalid(m_room, !hasRoom);
    tell(m_itemsProblem, items.items.isEmpty() ? tr("Write at least one item.") : items.problem);
    showDue();
    const bool isDueFine = parseDue(m_due->text(), m_context.clock.now(), m_formats).ok();
    return hasRoom && !items.items.isEmpty() && items.problem.isEmpty() && isDueFine;
}

void NewOrderSheet::create()
{
    m_wasTried = true;
    if (!validate()) {
        QWidget *wrong = m_room->text().trimmed().isEmpty() ? static_cast<QWidget *>(m_room)
            : m_itemsProblem->text().isEmpty()              ? static_cast<QWidget *>(m_due)
                                                            : m_items;
        wrong->setFocus(Qt::OtherFocusReason);
        return;
    }
    NewOrder order;
    order.id = m_context.ids.make<OrderId>();
    order.room = m_room->text().trimmed();
    order.items = parseItems(m_items->toPlainText()).items;
    order.department = m_department->currentData().toString();
    order.dueAt = parseDue(m_due->text(), m_context.clock.now(), m_formats).at;
    order.notes = m_notes->toPlainText().trimmed();
    clear();
    Q_EMIT created(order);
}

void NewOrderSheet::clear()
{
    m_wasTried = false;
    fill({});
    for (auto *problem : {m_roomProblem, m_itemsProblem}) {
        tell(problem, {});
    }
    setInvalid(m_room, false);
    m_room->setFocus(Qt::OtherFocusReason);
}

bool NewOrderSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            create();
            return true;
        }
    }
    return QScrollArea::eventFilter(watched, event);
}

void NewOrderSheet::restyle() { m_close->setIcon(m_context.theme.icon(QStringLiteral("close"), ColorRole::TextMuted)); }

} // namespace deskbell::ui
