// SPDX-License-Identifier: GPL-3.0-or-later
// An open-loop load generator: request n is due at n/rate seconds, whether or not the service has answered the ones before it, and its
// latency counts from then. A generator that waits for answers would leave out exactly the requests that a pause of the service delays
// ("coordinated omission"). Prints one JSON object.
//
//   DESKBELL_SIM_SECRET=… deskbell-openload <host> <port> <path> --rate 1000 --seconds 60 [--connections 64] [--run 1]
#include <QByteArray>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <deque>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct Plan {
    QByteArray host;
    quint16 port = 0;
    QByteArray path;
    QByteArray secret;
    double rate = 1000;
    int seconds = 60;
    int connections = 64;
    int run = 1;
};

struct Connection {
    int fd = -1;
    bool isBusy = false;
    Clock::time_point due;
    QByteArray unsent;
    QByteArray received;
};

/// Final lines of about 2 KB over 50 calls at a time, each one new, as ingest.lua's.
class Messages final
{
public:
    explicit Messages(const Plan &plan) : m_plan(plan), m_base(qint64(time(nullptr)) * 1000) { }

    [[nodiscard]] QByteArray next()
    {
        const auto number = m_count++;
        const auto call = QByteArray("c") + QByteArray::number(m_plan.run).rightJustified(7, '0') + "-0000-4000-8000-"
            + QByteArray::number(number % 50 + number / 5000 * 50).rightJustified(12, '0');
        QByteArray body = R"({"message":{"type":"transcript","role":"user","transcriptType":"final","timestamp":)" + QByteArray::number(m_base + number)
            + R"(,"transcript":"line )" + QByteArray::number(number) + R"( the guest asks for one more thing and the assistant writes it down",)"
            + R"("call":{"orgId":"o","type":"inboundPhoneCall","status":"in-progress","id":")" + call
            + R"("},"customer":{"number":"+12025550142"},"assistant":{"name":"Desk","firstMessage":")";
        body += QByteArray(std::max<qsizetype>(0, 2048 - body.size() - 5), 'x') + "\"}}}";
        return "POST " + m_plan.path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Vapi-Secret: " + m_plan.secret
            + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

private:
    const Plan &m_plan;
    qint64 m_base;
    qint64 m_count = 0;
};

class Generator final
{
public:
    explicit Generator(const Plan &plan) : m_plan(plan), m_messages(plan), m_connections(size_t(plan.connections)) { }

    [[nodiscard]] bool run()
    {
        m_epoll = epoll_create1(EPOLL_CLOEXEC);
        for (size_t i = 0; i < m_connections.size(); ++i) {
            if (!connectAgain(i)) {
                return false;
            }
            m_idle.push_back(i);
        }
        const auto began = Clock::now();
        const auto total = qint64(m_plan.rate * m_plan.seconds);
        const auto end = began + std::chrono::seconds(m_plan.seconds) + 30s;
        qint64 made = 0;
        while ((made < total || m_open > 0 || !m_due.empty()) && Clock::now() < end) {
            const auto now = Clock::now();
            while (made < total && dueTime(began, made) <= now) {
                m_due.push_back(dueTime(began, made++));
            }
            while (!m_due.empty() && !m_idle.empty()) {
                start();
            }
            const auto wait = made < total ? std::max<Clock::duration>(dueTime(began, made) - Clock::now(), 0ns) : Clock::duration(10ms);
            serve(wait);
        }
        m_unanswered = m_open + qint64(m_due.size());
        m_took = std::chrono::duration<double>(Clock::now() - began).count();
        return true;
    }

    [[nodiscard]] QJsonObject report()
    {
        std::sort(m_latencies.begin(), m_latencies.end());
        const auto at = [this](double share) {
            return m_latencies.empty() ? 0.0 : m_latencies[std::min(m_latencies.size() - 1, size_t(double(m_latencies.size()) * share))];
        };
        return {{QStringLiteral("answered"), qint64(m_latencies.size())}, {QStringLiteral("seconds"), m_took},
            {QStringLiteral("p50_ms"), at(0.5)}, {QStringLiteral("p95_ms"), at(0.95)}, {QStringLiteral("p99_ms"), at(0.99)},
            {QStringLiteral("p999_ms"), at(0.999)}, {QStringLiteral("max_ms"), at(1)}, {QStringLiteral("non_2xx"), m_refused},
            {QStringLiteral("broken"), m_broken}, {QStringLiteral("unanswered"), m_unanswered}};
    }

private:
    [[nodiscard]] Clock::time_point dueTime(Clock::time_point began, qint64 number) const
    {
        return began + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(double(number) / m_plan.rate));
    }

    [[nodiscard]] bool connectAgain(size_t place)
    {
        auto &connection = m_connections[place];
        if (connection.fd >= 0) {
            close(connection.fd);
        }
        connection = {};
        connection.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_plan.port);
        inet_pton(AF_INET, m_plan.host.constData(), &address.sin_addr);
        if (::connect(connection.fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
            return false;
        }
        const int on = 1;
        setsockopt(connection.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        fcntl(connection.fd, F_SETFL, O_NONBLOCK);
        epoll_event event{EPOLLIN, {}};
        event.data.u64 = place;
        return epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.fd, &event) == 0;
    }

    void start()
    {
        const auto place = m_idle.front();
        m_idle.pop_front();
        auto &connection = m_connections[place];
        connection.isBusy = true;
        connection.due = m_due.front();
        m_due.pop_front();
        connection.received.clear();
        ++m_open;
        const auto request = m_messages.next();
        // A request is far smaller than a socket's buffer.
        if (send(connection.fd, request.constData(), size_t(request.size()), MSG_NOSIGNAL) != request.size()) {
            fail(place);
        }
    }

    void serve(Clock::duration wait)
    {
        epoll_event events[64];
        timespec timeout{0, long(std::chrono::duration_cast<std::chrono::nanoseconds>(std::min<Clock::duration>(wait, 50ms)).count())};
        const int count = epoll_pwait2(m_epoll, events, 64, &timeout, nullptr);
        for (int i = 0; i < count; ++i) {
            receive(size_t(events[i].data.u64));
        }
    }

    void receive(size_t place)
    {
        auto &connection = m_connections[place];
        char buffer[16384];
        const auto got = recv(connection.fd, buffer, sizeof buffer, 0);
        if (got <= 0) {
            if (got < 0 && errno == EAGAIN) {
                return;
            }
            fail(place);
            return;
        }
        connection.received.append(buffer, got);
        const auto end = connection.received.indexOf("\r\n\r\n");
        if (end < 0 || !connection.isBusy) {
            return;
        }
        const auto field = connection.received.toLower().indexOf("content-length:");
        const auto length = connection.received.mid(field + 15, connection.received.indexOf('\r', field) - field - 15).trimmed().toLongLong();
        if (connection.received.size() < end + 4 + length) {
            return;
        }
        m_refused += connection.received.mid(9, 1) == "2" ? 0 : 1;
        m_latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - connection.due).count());
        connection.isBusy = false;
        --m_open;
        m_idle.push_back(place);
    }

    void fail(size_t place)
    {
        auto &connection = m_connections[place];
        if (connection.isBusy) {
            ++m_broken;
            --m_open;
        } else {
            std::erase(m_idle, place);
        }
        if (connectAgain(place)) {
            m_idle.push_back(place);
        }
    }

    const Plan &m_plan;
    Messages m_messages;
    int m_epoll = -1;
    std::vector<Connection> m_connections;
    std::deque<size_t> m_idle;
    std::deque<Clock::time_point> m_due; ///< due and without a free connection
    std::vector<double> m_latencies;
    qint64 m_open = 0;
    qint64 m_refused = 0;
    qint64 m_broken = 0;
    qint64 m_unanswered = 0;
    double m_took = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("rate"), QStringLiteral("requests a second"), QStringLiteral("n"), QStringLiteral("1000")},
        {QStringLiteral("seconds"), QStringLiteral("how long"), QStringLiteral("n"), QStringLiteral("60")},
        {QStringLiteral("connections"), QStringLiteral("at most so many"), QStringLiteral("n"), QStringLiteral("64")},
        {QStringLiteral("run"), QStringLiteral("keeps the messages of several runs apart"), QStringLiteral("n"), QStringLiteral("1")}});
    parser.process(application);
    const auto where = parser.positionalArguments();
    if (where.size() != 3) {
        QTextStream(stderr) << "usage: deskbell-openload <host> <port> <path> [options]" << Qt::endl;
        return 2;
    }
    const Plan plan{where.at(0).toUtf8(), where.at(1).toUShort(), where.at(2).toUtf8(), qgetenv("DESKBELL_SIM_SECRET"),
        parser.value(QStringLiteral("rate")).toDouble(), parser.value(QStringLiteral("seconds")).toInt(),
        parser.value(QStringLiteral("connections")).toInt(), parser.value(QStringLiteral("run")).toInt()};
    Generator generator(plan);
    if (!generator.run()) {
        QTextStream(stderr) << "the service can not be reached" << Qt::endl;
        return 1;
    }
    QTextStream(stdout) << QJsonDocument(generator.report()).toJson(QJsonDocument::Compact) << Qt::endl;
    return 0;
}
