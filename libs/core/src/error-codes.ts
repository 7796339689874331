import type { ErrorCategory } from './error-category.ts';

/** What a code, a name or a message of the platform means to us. */
export interface Meaning {
  readonly category: ErrorCategory;
  readonly sentence: string;
  /** The request provably never arrived, so even a write may be repeated. */
  readonly neverSent?: boolean;
  /** Says little: anything else in the chain of causes says more. */
  readonly vague?: boolean;
}

/**
 * By category and by what is special about them: codes, a `*` at the end for all that begin so, and the sentence that
 * says what happened and what to do. Chromium's names go without `net::`.
 *
 * @see https://nodejs.org/api/errors.html#common-system-errors and https://nodejs.org/api/tls.html#x509-certificate-error-codes
 * @see https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h
 * @see https://undici.nodejs.org/#/docs/api/Errors
 */
export const codeGroups: readonly (readonly [ErrorCategory, Pick<Meaning, 'neverSent' | 'vague'>, Readonly<Record<string, string>>])[] = [
  // Never got there.
  [
    'network_error',
    { neverSent: true },
    {
      'ECONNREFUSED ERR_CONNECTION_REFUSED': 'The other side refused the connection. Check the address and that the service is running.',
      'ENOTFOUND ERR_NAME_NOT_RESOLVED': 'The address could not be found. Check your network and the address.',
      'EAI_AGAIN ESERVFAIL ERR_NAME_RESOLUTION_FAILED ERR_DNS_*': 'The address could not be looked up just now. Check your network.',
      'EHOSTUNREACH EHOSTDOWN ERR_ADDRESS_UNREACHABLE': 'The other side cannot be reached. Check your network.',
      'ENETUNREACH ENETDOWN EADDRNOTAVAIL ERR_ADDRESS_INVALID': 'The network cannot be reached. Check your connection.',
      ERR_INTERNET_DISCONNECTED: 'You are offline. Connect to a network, then try again.',
      ERR_CONNECTION_FAILED: 'No connection could be made. Check your network, then try again.',
      UND_ERR_CLOSED: 'The connection was closed before the request went out. Try again.',
      'TLS_HANDSHAKE_CUT ERR_QUIC_HANDSHAKE_FAILED': 'The secure connection broke off while it was being made. Try again.',
      'ERR_HTTP2_SERVER_REFUSED_STREAM ERR_QUIC_GOAWAY_REQUEST_CAN_BE_RETRIED ERR_EARLY_DATA_REJECTED':
        'The other side did not take the request. Try again.',
      'ERR_PROXY_CONNECTION_FAILED ERR_SOCKS_CONNECTION_FAILED ERR_TUNNEL_CONNECTION_FAILED':
        'The proxy does not let us through to the other side. Check your network and the proxy settings of this computer.',
    },
  ],
  [
    'timeout_error',
    { neverSent: true },
    {
      'UND_ERR_CONNECT_TIMEOUT ERR_CONNECTION_TIMED_OUT ERR_SOCKET_CONNECTION_TIMEOUT ERR_TLS_HANDSHAKE_TIMEOUT':
        'The other side could not be reached in time. Check your network, then try again.',
    },
  ],
  // Broke on the way: it may have arrived.
  [
    'network_error',
    {},
    {
      'ECONNRESET EPIPE ECONNABORTED UND_ERR_SOCKET UND_ERR_DESTROYED ERR_CONNECTION_RESET ERR_CONNECTION_CLOSED ERR_CONNECTION_ABORTED ERR_SOCKET_NOT_CONNECTED ERR_EMPTY_RESPONSE ERR_HTTP2_PING_FAILED':
        'The connection was lost. Try again.',
      'UND_ERR_RES_CONTENT_LENGTH_MISMATCH ERR_CONTENT_LENGTH_MISMATCH ERR_INCOMPLETE_CHUNKED_ENCODING ERR_RESPONSE_HEADERS_TRUNCATED ERR_STREAM_PREMATURE_CLOSE Z_BUF_ERROR':
        'The answer broke off. Try again.',
      ERR_NETWORK_CHANGED: 'The network changed on the way. Try again.',
      ERR_NETWORK_IO_SUSPENDED: 'The computer slept on the way. Try again.',
    },
  ],
  [
    'network_error',
    { vague: true },
    {
      'FETCH_TERMINATED UND_ERR_REQ_RETRY': 'The connection was lost. Try again.',
      'FETCH_FAILED ERR_FAILED': 'The request failed on the network. Check your connection, then try again.',
    },
  ],
  [
    'timeout_error',
    {},
    {
      'ETIMEDOUT ESOCKETTIMEDOUT ERR_TIMED_OUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT':
        'The other side did not answer in time. Try again.',
      TIMEOUT_ERROR: 'It did not answer in time. Try again.',
    },
  ],
  // Answered, but not as it should.
  [
    'protocol_error',
    {},
    {
      'HPE_* UND_ERR_HEADERS_OVERFLOW UND_ERR_RESPONSE ERR_INVALID_RESPONSE ERR_INVALID_HTTP_RESPONSE ERR_INVALID_CHUNKED_ENCODING ERR_RESPONSE_HEADERS_TOO_BIG ERR_RESPONSE_HEADERS_MULTIPLE_* ERR_HTTP2_PROTOCOL_ERROR ERR_HTTP2_FLOW_CONTROL_ERROR ERR_HTTP2_FRAME_SIZE_ERROR ERR_HTTP2_COMPRESSION_ERROR ERR_QUIC_PROTOCOL_ERROR':
        'The other side gave an answer that cannot be read. Check that the address is the right one.',
      'Z_* ERR__ERROR_FORMAT_* ERR_CONTENT_DECODING_FAILED ERR_CONTENT_DECODING_INIT_FAILED':
        'The answer could not be unpacked. Check that the address is the right one.',
      ERR_TOO_MANY_REDIRECTS: 'The other side redirects in a circle. Check the address.',
      'ERR_UNSAFE_REDIRECT ERR_INVALID_REDIRECT': 'The other side redirects to a place that is not followed. Check the address.',
    },
  ],
  // Certificates and proxies: checked before anything is sent.
  [
    'configuration_error',
    { neverSent: true },
    {
      CERT_HAS_EXPIRED: 'The certificate of the other side has expired. Tell those who run it, and check the clock of this computer.',
      CERT_NOT_YET_VALID: 'The certificate of the other side is not valid yet. Check the clock of this computer.',
      ERR_CERT_DATE_INVALID: 'The certificate of the other side has expired or is not valid yet. Check the clock of this computer.',
      'DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN':
        'The certificate of the other side is self-signed. Have its authority added to the certificates that this computer trusts.',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY CERT_UNTRUSTED ERR_CERT_AUTHORITY_INVALID ERR_QUIC_CERT_ROOT_NOT_KNOWN':
        'The certificate of the other side comes from an authority that this computer does not know. Have it added to the trusted certificates.',
      'ERR_TLS_CERT_ALTNAME_INVALID HOSTNAME_MISMATCH ERR_CERT_COMMON_NAME_INVALID':
        'The certificate of the other side is for another address. Check the address.',
      'CERT_REVOKED ERR_CERT_REVOKED': 'The certificate of the other side was revoked. Tell those who run it.',
      'CERT_* ERR_CERT_* ERR_CERTIFICATE_TRANSPARENCY_REQUIRED ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN':
        'The certificate of the other side is not valid. Tell those who run it.',
      'ERR_SSL_VERSION_OR_CIPHER_MISMATCH ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_UNSUPPORTED_PROTOCOL ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE':
        'The other side does not speak a version of encryption that is safe. Check the address, and whether it begins with http or https.',
      'ERR_PROXY_AUTH_* ERR_UNEXPECTED_PROXY_AUTH':
        'The proxy asks for a sign-in. Sign in to it, or check the proxy settings of this computer.',
      'ERR_PROXY_CERTIFICATE_INVALID ERR_MANDATORY_PROXY_CONFIGURATION_FAILED ERR_PAC_* ERR_NO_SUPPORTED_PROXIES':
        'The proxy settings of this computer do not work. Check them.',
      ERR_UNSAFE_PORT: 'The port in the address is not allowed. Check the address.',
      'ERR_INVALID_URL ERR_DISALLOWED_URL_SCHEME ERR_UNKNOWN_URL_SCHEME': 'The address is not one that can be called. Check the address.',
    },
  ],
  [
    'configuration_error',
    { neverSent: true, vague: true },
    {
      UND_ERR_PRX_TLS: 'The encrypted connection to the proxy failed. Check the proxy settings.',
    },
  ],
  // Some of these come in the middle of a connection.
  [
    'configuration_error',
    {},
    {
      'ERR_SSL_* EPROTO': 'The encrypted connection failed. Check the address, and tell those who run the other side.',
    },
  ],
  [
    'permission_error',
    { neverSent: true },
    {
      'ERR_BLOCKED_BY_CLIENT ERR_BLOCKED_BY_ADMINISTRATOR ERR_NETWORK_ACCESS_DENIED':
        'This computer does not allow the request. Ask who manages it, or check the firewall.',
    },
  ],
  [
    'permission_error',
    {},
    {
      'EACCES EPERM ERR_ACCESS_DENIED': 'Your account may not do this here. Change the permissions or choose another place.',
      EROFS: 'This place is read-only. Choose another place.',
      ELOOP: 'The path runs through a link, which is not followed here. Use the real path.',
    },
  ],
  // Files.
  [
    'not_found',
    {},
    {
      'ENOENT ERR_FILE_NOT_FOUND': 'It is not there any more. Look again, it may have been moved or deleted.',
    },
  ],
  [
    'validation_error',
    {},
    {
      ENOTDIR: 'A part of this path is a file, not a folder. Check the path.',
      EISDIR: 'This is a folder, not a file. Choose a file.',
      'ENAMETOOLONG ERR_FILE_PATH_TOO_LONG': 'The name is too long for this disk. Choose a shorter one.',
      EILSEQ: 'The name has characters that this disk cannot store. Choose another name.',
    },
  ],
  [
    'conflict',
    {},
    {
      'EEXIST ERR_FILE_EXISTS': 'Something with this name exists already. Choose another name.',
      ENOTEMPTY: 'The folder is not empty.',
    },
  ],
  [
    'storage_error',
    {},
    {
      'ENOSPC ERR_FILE_NO_SPACE': 'The disk is full. Free some space, then try again. Nothing was changed.',
      EDQUOT: 'Your disk quota is used up. Free some space, then try again. Nothing was changed.',
      EIO: 'The disk reported a fault. Check the disk, then try again.',
      ESTALE: 'The network drive lost its place. Reconnect the drive, then try again.',
      ENODEV: 'The drive is gone. Reconnect it, then try again.',
    },
  ],
  [
    'too_large',
    {},
    {
      UND_ERR_RES_EXCEEDED_MAX_SIZE: 'The answer is too large. Ask for less at a time.',
      'EFBIG ERR_FILE_TOO_BIG': 'The file is too large for this disk.',
    },
  ],
  // This computer is short of something.
  [
    'overloaded',
    {},
    {
      EMFILE: 'Too many files are open at once. Try again in a moment.',
      ENFILE: 'Too many files are open on this computer. Close something, then try again.',
      EBUSY: 'Another program is using it. Close it there, then try again.',
      'EAGAIN ENOBUFS ENOMEM ERR_INSUFFICIENT_RESOURCES ERR_NO_BUFFER_SPACE ERR_OUT_OF_MEMORY':
        'The system is busy. Try again in a moment.',
    },
  ],
  // An abort may have been a timeout; its cause tells.
  [
    'cancelled',
    { vague: true },
    {
      'ERR_ABORTED UND_ERR_ABORTED UND_ERR_ABORT ABORT_ERR ERR_CANCELED': 'Cancelled.',
    },
  ],
];
