// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/voice/callsentences.h"

#include <algorithm>
#include <array>

namespace deskbell::server::sentences {
namespace {

struct Row {
    const char *language;
    const char *greeting;
    const char *disclosure;
    const char *consent;
    const char *warning;
};

constexpr std::array Rows{
    Row{"en", "Hello, this is the AI assistant of %1. How can I help you?", "You are speaking with an AI assistant.",
        "May I record this call? Please say yes or no.", "I have to end this call in one minute. A colleague will call you back if anything is still open."},
    Row{"de", "Guten Tag, hier ist der KI-Assistent von %1. Wie kann ich Ihnen helfen?", "Sie sprechen mit einem KI-Assistenten.",
        "Darf ich dieses Gespräch aufzeichnen? Bitte sagen Sie ja oder nein.",
        "Ich muss dieses Gespräch in einer Minute beenden. Ein Kollege ruft Sie zurück, falls noch etwas offen ist."},
    Row{"es", "Hola, soy el asistente de inteligencia artificial de %1. ¿En qué puedo ayudarle?", "Está hablando con un asistente de inteligencia artificial.",
        "¿Puedo grabar esta llamada? Diga sí o no, por favor.",
        "Tengo que terminar esta llamada en un minuto. Un compañero le llamará si queda algo pendiente."},
    Row{"fr", "Bonjour, ici l’assistant à intelligence artificielle de %1. Comment puis-je vous aider ?",
        "Vous parlez avec un assistant à intelligence artificielle.", "Puis-je enregistrer cet appel ? Dites oui ou non, s’il vous plaît.",
        "Je dois terminer cet appel dans une minute. Un collègue vous rappellera s’il reste quelque chose."},
    Row{"ru", "Здравствуйте, это ИИ-ассистент %1. Чем я могу вам помочь?", "Вы говорите с ассистентом на основе искусственного интеллекта.",
        "Можно записать этот разговор? Скажите, пожалуйста, да или нет.",
        "Через минуту мне придётся завершить разговор. Если что-то останется нерешённым, вам перезвонит мой коллега."},
    Row{"zh", "您好，这里是%1的人工智能助手。请问有什么可以帮您？", "正在和您通话的是人工智能助手。", "我可以对本次通话录音吗？请说可以或不可以。",
        "本次通话将在一分钟后结束。如果还有未解决的事情，我们的同事会给您回电。"},
    Row{"ar", "مرحبًا، معك مساعد الذكاء الاصطناعي في %1. كيف يمكنني مساعدتك؟", "أنت تتحدث مع مساعد يعمل بالذكاء الاصطناعي.",
        "هل يمكنني تسجيل هذه المكالمة؟ قل نعم أو لا من فضلك.", "يجب أن أنهي هذه المكالمة خلال دقيقة. سيتصل بك أحد الزملاء إذا بقي شيء لم يُحل."},
    Row{"vi", "Xin chào, đây là trợ lý trí tuệ nhân tạo của %1. Tôi có thể giúp gì cho quý khách?", "Quý khách đang nói chuyện với trợ lý trí tuệ nhân tạo.",
        "Tôi có thể ghi âm cuộc gọi này không? Xin hãy nói có hoặc không.",
        "Tôi phải kết thúc cuộc gọi sau một phút nữa. Nhân viên của chúng tôi sẽ gọi lại nếu còn việc chưa xong."},
};

const Row &rowOf(const QString &language)
{
    const auto row = std::find_if(Rows.begin(), Rows.end(), [&language](const Row &known) { return language == QLatin1String(known.language); });
    return row == Rows.end() ? Rows.front() : *row;
}

} // namespace

QString languageFor(const QString &tag)
{
    const auto language = tag.section(QLatin1Char('-'), 0, 0).section(QLatin1Char('_'), 0, 0).toLower();
    const bool isOurs = std::any_of(Rows.begin(), Rows.end(), [&language](const Row &row) { return language == QLatin1String(row.language); });
    return isOurs ? language : QString();
}

QString greeting(const QString &language, const QString &house) { return QString::fromUtf8(rowOf(language).greeting).arg(house); }

QString disclosure(const QString &language) { return QString::fromUtf8(rowOf(language).disclosure); }

QString consentQuestion(const QString &language) { return QString::fromUtf8(rowOf(language).consent); }

QString endWarning(const QString &language) { return QString::fromUtf8(rowOf(language).warning); }

} // namespace deskbell::server::sentences
