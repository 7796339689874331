/**
 * What went wrong before encryption was agreed on, told so that it is known: nothing of the request was sent. Node names
 * the call of the system that it noticed it in, which may be a write, and OpenSSL's reason in the message only.
 *
 * @param error as the socket threw it
 * @see https://nodejs.org/api/errors.html#openssl-errors for the codes that are made of reasons
 */
export function handshakeError(error: NodeJS.ErrnoException): Error {
  const code = codeOf(error);
  return code === undefined ? error : Object.assign(new Error('the handshake failed', { cause: error }), { code });
}

function codeOf({ code, message }: NodeJS.ErrnoException): string | undefined {
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'TLS_HANDSHAKE_CUT';
  const reason = /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
  return code === 'EPROTO' && reason !== undefined ? `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}` : undefined;
}
