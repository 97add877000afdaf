// SPDX-License-Identifier: GPL-3.0-or-later
// Holds idle connections open, so that a load generator can be run beside them.
//
//   deskbell-httpbench hold <host> <port> <connections>   until stdin closes; prints "ready <n>"
//   deskbell-httpbench serve [port]                       /health inline, the rest on the Qt thread, until stdin
//                                                closes; prints "port <n>"
#include "server/http/httpserver.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QSocketNotifier>
#include <QTextStream>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace deskbell;

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int hold(const QString &host, quint16 port, int connections)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(QHostAddress(host).toIPv4Address());
    std::vector<int> sockets;
    for (int i = 0; i < connections; ++i) {
        const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd < 0 || connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
            QTextStream(stderr) << "connection " << i << ": " << qt_error_string() << Qt::endl;
            return 1;
        }
        sockets.push_back(fd);
    }
    QTextStream(stdout) << "ready " << sockets.size() << Qt::endl;
    char byte = 0;
    while (read(STDIN_FILENO, &byte, 1) > 0) { }
    for (const int fd : sockets) {
        close(fd);
    }
    return 0;
}

int serve(quint16 port)
{
    const auto answer = [](const http::Reply &reply) {
        reply(http::Response{
            200, "application/json", {}, QByteArrayLiteral(R"({"success":true,"data":{"status":"ok"}})")});
    };
    http::ServerOptions options;
    options.port = port;
    options.idleTimeout = std::chrono::minutes(10);
    http::ServerCallbacks callbacks;
    callbacks.inlineHandler = [answer](const http::Request &request, const http::Reply &reply) {
        if (request.path != "/health") {
            return false;
        }
        answer(reply);
        return true;
    };
    callbacks.handler = [answer](const http::Request &, const http::Reply &reply) { answer(reply); };
    http::HttpServer server(options, callbacks);
    const auto listening = server.listen();
    if (!listening) {
        QTextStream(stderr) << listening.error().detail << Qt::endl;
        return 1;
    }
    QTextStream(stdout) << "port " << listening.value() << Qt::endl;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, QCoreApplication::instance(), [] {
        char byte = 0;
        if (read(STDIN_FILENO, &byte, 1) <= 0) {
            QCoreApplication::quit();
        }
    });
    const int code = QCoreApplication::exec();
    server.shutdown(std::chrono::seconds(1));
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    raiseDescriptorLimit();
    if (arguments.size() == 5 && arguments.at(1) == QLatin1String("hold")) {
        return hold(arguments.at(2), arguments.at(3).toUShort(), arguments.at(4).toInt());
    }
    if (arguments.size() >= 2 && arguments.at(1) == QLatin1String("serve")) {
        return serve(arguments.value(2).toUShort());
    }
    QTextStream(stderr) << "usage: deskbell-httpbench hold <host> <port> <connections> | serve [port]" << Qt::endl;
    return 2;
}
