// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/result.h"

#include <QByteArray>
#include <memory>

struct ssl_ctx_st;

namespace deskbell::http {

/// What all TLS connections of a listener share: certificate, versions, ciphers. TLS 1.2 and 1.3 with forward secrecy and
/// AEAD only; no compression, no renegotiation, no resumption, no early data. Made on any thread, then used on the I/O thread.
class TlsContext final
{
public:
    /// Validation (code "config") for PEM that is none, a key that is not the certificate's, or one that is neither
    /// RSA of 2048 bits and more nor ECDSA.
    [[nodiscard]] static Result<std::shared_ptr<TlsContext>> make(
        const QByteArray &certificatePem, const QByteArray &keyPem);
    ~TlsContext();
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    [[nodiscard]] ssl_ctx_st *handle() const { return m_context; }

private:
    explicit TlsContext(ssl_ctx_st *context) : m_context(context) { }

    ssl_ctx_st *m_context;
};

} // namespace deskbell::http
