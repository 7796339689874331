import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toIntegrationError } from './convert-error.ts';
import { categories, type ErrorCategory } from './error-category.ts';
import { IntegrationError } from './integration-error.ts';
import { serializeError } from './serialized-error.ts';
import { hostileValues } from './testing/hostile.ts';

/** Every code, by what it means: the category, whether the request provably never left, whether it is only a vague hint. */
const table: readonly (readonly [ErrorCategory, 'left' | 'stayed', 'clear' | 'vague', codes: string])[] = [
  [
    'network_error',
    'stayed',
    'clear',
    'ECONNREFUSED ENOTFOUND EAI_AGAIN ESERVFAIL EHOSTUNREACH EHOSTDOWN ENETUNREACH ENETDOWN EADDRNOTAVAIL',
  ],
  ['network_error', 'stayed', 'clear', 'ERR_CONNECTION_REFUSED ERR_NAME_NOT_RESOLVED ERR_NAME_RESOLUTION_FAILED ERR_DNS_TIMED_OUT'],
  ['network_error', 'stayed', 'clear', 'ERR_ADDRESS_UNREACHABLE ERR_ADDRESS_INVALID ERR_INTERNET_DISCONNECTED ERR_CONNECTION_FAILED'],
  ['network_error', 'stayed', 'clear', 'ERR_HTTP2_SERVER_REFUSED_STREAM ERR_QUIC_GOAWAY_REQUEST_CAN_BE_RETRIED ERR_EARLY_DATA_REJECTED'],
  ['network_error', 'stayed', 'clear', 'ERR_PROXY_CONNECTION_FAILED ERR_SOCKS_CONNECTION_FAILED ERR_TUNNEL_CONNECTION_FAILED'],
  ['network_error', 'stayed', 'clear', 'UND_ERR_CLOSED ERR_QUIC_HANDSHAKE_FAILED'],
  ['network_error', 'left', 'clear', 'ECONNRESET EPIPE ECONNABORTED UND_ERR_SOCKET UND_ERR_DESTROYED UND_ERR_RES_CONTENT_LENGTH_MISMATCH'],
  [
    'network_error',
    'left',
    'clear',
    'ERR_CONNECTION_RESET ERR_CONNECTION_CLOSED ERR_CONNECTION_ABORTED ERR_SOCKET_NOT_CONNECTED ERR_EMPTY_RESPONSE',
  ],
  [
    'network_error',
    'left',
    'clear',
    'ERR_CONTENT_LENGTH_MISMATCH ERR_INCOMPLETE_CHUNKED_ENCODING ERR_RESPONSE_HEADERS_TRUNCATED Z_BUF_ERROR',
  ],
  ['network_error', 'left', 'clear', 'ERR_STREAM_PREMATURE_CLOSE ERR_HTTP2_PING_FAILED ERR_NETWORK_CHANGED ERR_NETWORK_IO_SUSPENDED'],
  ['network_error', 'left', 'vague', 'UND_ERR_REQ_RETRY ERR_FAILED'],
  [
    'timeout_error',
    'stayed',
    'clear',
    'UND_ERR_CONNECT_TIMEOUT ERR_CONNECTION_TIMED_OUT ERR_SOCKET_CONNECTION_TIMEOUT ERR_TLS_HANDSHAKE_TIMEOUT',
  ],
  ['timeout_error', 'left', 'clear', 'ETIMEDOUT ESOCKETTIMEDOUT ERR_TIMED_OUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT'],
  ['protocol_error', 'left', 'clear', 'HPE_INVALID_CONSTANT HPE_HEADER_OVERFLOW UND_ERR_HEADERS_OVERFLOW UND_ERR_RESPONSE'],
  [
    'protocol_error',
    'left',
    'clear',
    'ERR_INVALID_RESPONSE ERR_INVALID_HTTP_RESPONSE ERR_INVALID_CHUNKED_ENCODING ERR_RESPONSE_HEADERS_TOO_BIG',
  ],
  ['protocol_error', 'left', 'clear', 'ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION ERR_HTTP2_PROTOCOL_ERROR ERR_HTTP2_FLOW_CONTROL_ERROR'],
  ['protocol_error', 'left', 'clear', 'ERR_HTTP2_FRAME_SIZE_ERROR ERR_HTTP2_COMPRESSION_ERROR ERR_QUIC_PROTOCOL_ERROR'],
  [
    'protocol_error',
    'left',
    'clear',
    'Z_DATA_ERROR ERR__ERROR_FORMAT_PADDING_1 ERR_CONTENT_DECODING_FAILED ERR_CONTENT_DECODING_INIT_FAILED',
  ],
  ['protocol_error', 'left', 'clear', 'ERR_TOO_MANY_REDIRECTS ERR_UNSAFE_REDIRECT ERR_INVALID_REDIRECT'],
  ['too_large', 'left', 'clear', 'UND_ERR_RES_EXCEEDED_MAX_SIZE EFBIG ERR_FILE_TOO_BIG'],
  [
    'configuration_error',
    'stayed',
    'clear',
    'CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_UNTRUSTED CERT_REVOKED CERT_SIGNATURE_FAILURE HOSTNAME_MISMATCH',
  ],
  ['configuration_error', 'stayed', 'clear', 'DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['configuration_error', 'stayed', 'clear', 'UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY ERR_TLS_CERT_ALTNAME_INVALID'],
  [
    'configuration_error',
    'stayed',
    'clear',
    'ERR_CERT_DATE_INVALID ERR_CERT_AUTHORITY_INVALID ERR_CERT_COMMON_NAME_INVALID ERR_CERT_REVOKED ERR_CERT_WEAK_KEY',
  ],
  [
    'configuration_error',
    'stayed',
    'clear',
    'ERR_CERTIFICATE_TRANSPARENCY_REQUIRED ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN ERR_QUIC_CERT_ROOT_NOT_KNOWN',
  ],
  [
    'configuration_error',
    'stayed',
    'clear',
    'ERR_SSL_VERSION_OR_CIPHER_MISMATCH ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_UNSUPPORTED_PROTOCOL',
  ],
  [
    'configuration_error',
    'stayed',
    'clear',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  ],
  [
    'configuration_error',
    'left',
    'clear',
    'ERR_SSL_PROTOCOL_ERROR ERR_SSL_BAD_RECORD_MAC_ALERT ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED EPROTO',
  ],
  [
    'configuration_error',
    'stayed',
    'clear',
    'ERR_PROXY_AUTH_UNSUPPORTED ERR_PROXY_AUTH_REQUESTED ERR_PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION',
  ],
  [
    'configuration_error',
    'stayed',
    'clear',
    'ERR_PROXY_CERTIFICATE_INVALID ERR_MANDATORY_PROXY_CONFIGURATION_FAILED ERR_NO_SUPPORTED_PROXIES',
  ],
  [
    'configuration_error',
    'stayed',
    'clear',
    'ERR_PAC_SCRIPT_FAILED ERR_UNSAFE_PORT ERR_INVALID_URL ERR_DISALLOWED_URL_SCHEME ERR_UNKNOWN_URL_SCHEME',
  ],
  ['configuration_error', 'stayed', 'vague', 'UND_ERR_PRX_TLS'],
  ['permission_error', 'stayed', 'clear', 'ERR_BLOCKED_BY_CLIENT ERR_BLOCKED_BY_ADMINISTRATOR ERR_NETWORK_ACCESS_DENIED'],
  ['permission_error', 'left', 'clear', 'EACCES EPERM ERR_ACCESS_DENIED EROFS ELOOP'],
  ['not_found', 'left', 'clear', 'ENOENT ERR_FILE_NOT_FOUND'],
  ['validation_error', 'left', 'clear', 'ENOTDIR EISDIR ENAMETOOLONG ERR_FILE_PATH_TOO_LONG EILSEQ'],
  ['conflict', 'left', 'clear', 'EEXIST ERR_FILE_EXISTS ENOTEMPTY'],
  ['storage_error', 'left', 'clear', 'ENOSPC ERR_FILE_NO_SPACE EDQUOT EIO ESTALE ENODEV'],
  [
    'overloaded',
    'left',
    'clear',
    'EMFILE ENFILE EBUSY EAGAIN ENOBUFS ENOMEM ERR_INSUFFICIENT_RESOURCES ERR_NO_BUFFER_SPACE ERR_OUT_OF_MEMORY',
  ],
  ['cancelled', 'left', 'vague', 'ERR_ABORTED UND_ERR_ABORTED UND_ERR_ABORT ABORT_ERR ERR_CANCELED'],
];

const codes = table.flatMap(([category, place, weight, list]) =>
  list.split(' ').map((code) => ({ code, category, outcome: place === 'stayed' ? 'none' : 'unknown', vague: weight === 'vague' })),
);

const coded = (code: string, facts: object = {}): Error => Object.assign(new Error('raw text with /home/someone'), { code, ...facts });
/** As the engine asks: a change was under way, so what is not proven is unknown. */
const convert = (thrown: unknown): IntegrationError => toIntegrationError(thrown, { outcome: 'unknown' });

describe('a code', () => {
  it.each(codes)('$code is $category', ({ code, category, outcome }) => {
    const thrown = coded(code);
    const error = convert(thrown);
    expect(error).toMatchObject({ category, code, outcome, attempts: 1, cause: thrown });
    expect(error.retryable).toBe(['network_error', 'timeout_error', 'overloaded'].includes(category));
    expect(error.message).toMatch(/^[A-Z][^/]+\.$/);
  });

  it.each(codes)('$code decides over its cause, unless it is vague', ({ code, category, vague }) => {
    expect(convert(coded(code, { cause: coded('EISDIR') })).category).toBe(vague ? 'validation_error' : category);
    expect(convert(new Error('wrapper', { cause: coded(code) })).category).toBe(category);
  });

  it.each(codes.filter(({ code }) => code.startsWith('ERR_') && !code.includes('/')))(
    '$code is found as Electron and Chromium write it',
    ({ code, category, outcome }) => {
      const written = [
        `net::${code}`,
        new Error(`net::${code}`),
        coded(`net::${code}`),
        new Error(`Error invoking remote method 'x': Error: net::${code} at https://a.example/`),
      ];
      for (const thrown of written) expect(convert(thrown)).toMatchObject({ category, code, outcome });
    },
  );

  it.each([
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['CERT_NOT_YET_VALID', 'not valid yet. Check the clock'],
    ['ERR_CERT_DATE_INVALID', 'expired or is not valid yet'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'an authority that this computer does not know'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'for another address'],
    ['ERR_CERT_REVOKED', 'revoked'],
    ['ERR_CERT_INVALID', 'certificate of the other side is not valid. '],
    ['ERR_PROXY_AUTH_REQUESTED', 'proxy asks for a sign-in'],
    ['ERR_INTERNET_DISCONNECTED', 'offline'],
    ['ERR_NETWORK_IO_SUSPENDED', 'slept'],
  ])('%s says its reason: %s', (code, reason) => {
    expect(convert(coded(code)).message).toContain(reason);
  });

  it('that is not known is kept, of the outermost error that has one', () => {
    expect(convert(new Error('x', { cause: coded('E_OUTER', { cause: coded('E_INNER') }) }))).toMatchObject({
      category: 'internal_error',
      code: 'E_OUTER',
      retryable: false,
      outcome: 'unknown',
      message: 'Something went wrong inside Project Wiz. Nothing more was tried; the log has the details.',
    });
  });

  it('is looked for below one that is not known', () => {
    expect(convert(coded('ERR_BAD_REQUEST', { cause: coded('ENOSPC') }))).toMatchObject({ category: 'storage_error', code: 'ENOSPC' });
  });

  it.each([['a code with blanks'], ['x'.repeat(65)], [''], [42], [null], [{}]])(
    'that does not look like one counts as none: %j',
    (code) => {
      expect(convert(Object.assign(new Error('x'), { code })).code).toBeUndefined();
    },
  );

  it.each([['xnet::ERR_FAILED'], ['ERR_FAILED'], ['net::err_failed'], ['ECONNREFUSED']])('is not seen in the text %j', (text) => {
    expect(convert(text)).toMatchObject({ category: 'internal_error', code: undefined });
  });
});

describe('the system call that failed', () => {
  it.each([
    ['connect', 'ETIMEDOUT', 'none'],
    ['connect', 'ECONNRESET', 'none'],
    ['connect', 'ENOENT', 'none'],
    ['read', 'EHOSTUNREACH', 'unknown'],
    ['write', 'ENETDOWN', 'unknown'],
    ['read', 'ETIMEDOUT', 'unknown'],
    ['getaddrinfo', 'ENOTFOUND', 'none'],
    ['open', 'ENOENT', 'unknown'],
  ])('%s %s: the outcome is %s', (syscall, code, outcome) => {
    expect(convert(coded(code, { syscall })).outcome).toBe(outcome);
  });
});

describe('what has no code', () => {
  it.each([
    ['bad port', 'configuration_error', 'none', 'The port in the address is not allowed. Check the address.'],
    ['redirect count exceeded', 'protocol_error', 'unknown', 'The other side redirects in a circle. Check the address.'],
    ['unexpected redirect', 'protocol_error', 'unknown', 'The other side redirects to a place that is not followed. Check the address.'],
    ['terminated', 'network_error', 'unknown', 'The connection was lost. Try again.'],
    ['Failed to fetch', 'network_error', 'unknown', 'The request failed on the network. Check your connection, then try again.'],
  ])('but says “%s” is %s', (message, category, outcome, sentence) => {
    const inside = new TypeError('fetch failed', { cause: new Error(message) });
    for (const thrown of [new TypeError(message), inside, message]) {
      expect(convert(thrown)).toMatchObject({ category, outcome, message: sentence, code: undefined });
    }
  });

  it.each([
    ['a bad port'],
    ['bad ports'],
    ['fetch failed'],
    ['it was terminated'],
    ['terminated.'],
    ['x Failed to fetch'],
    ['Failed to fetch x'],
    ['not an unexpected redirect'],
    ['unexpected redirects'],
    ['a redirect count exceeded'],
    ['redirect count exceeded x'],
  ])('and says only something like it is none of them: “%s”', (message) => {
    expect(convert(new TypeError(message)).category).toBe('internal_error');
  });

  it.each([
    ['AbortError', 'cancelled', 'unknown', 'Cancelled.'],
    ['TimeoutError', 'timeout_error', 'unknown', 'It did not answer in time. Try again.'],
    [
      'HTTPParserError',
      'protocol_error',
      'unknown',
      'The other side gave an answer that cannot be read. Check that the address is the right one.',
    ],
  ])('but is called %s is %s', (name, category, outcome, sentence) => {
    const thrown = Object.assign(new Error('x'), { name });
    for (const it of [thrown, { name }, { reason: thrown }, new Error('wrapper', { cause: thrown })]) {
      expect(convert(it)).toMatchObject({ category, outcome, message: sentence, code: undefined });
    }
  });

  it.each([['toString'], ['__proto__'], ['constructor'], ['aborterror']])('and is called %s is nothing special', (name) => {
    expect(convert({ name }).category).toBe('internal_error');
  });

  it('is a timeout where an abort was caused by one (nodejs/undici#2590)', () => {
    const timeout = new DOMException('x', 'TimeoutError');
    expect(convert(new DOMException('x', 'AbortError')).category).toBe('cancelled');
    expect(convert(timeout).category).toBe('timeout_error');
    expect(convert(Object.assign(new Error('x', { cause: timeout }), { name: 'AbortError' })).category).toBe('timeout_error');
    expect(convert(Object.assign(new Error('x', { cause: new DOMException('x', 'AbortError') }), { name: 'TimeoutError' })).category).toBe(
      'timeout_error',
    );
  });
});

describe('words that tell more than the code', () => {
  const proxy = (status: number): Error =>
    coded('UND_ERR_ABORTED', { message: `Proxy response (${String(status)}) !== 200 when HTTP Tunneling` });

  it('a TLS handshake that is cut never let the request out', () => {
    const cut = coded('ECONNRESET', { message: 'Client network socket disconnected before secure TLS connection was established' });
    expect(convert(new TypeError('fetch failed', { cause: cut }))).toMatchObject({
      category: 'network_error',
      code: 'ECONNRESET',
      outcome: 'none',
      message: 'The secure connection broke off while it was being made. Try again.',
    });
  });

  it.each([
    ['x Client network socket disconnected before secure TLS connection was established'],
    ['Client network socket disconnected before secure TLS connection was established x'],
  ])('nearly the same words do not count: %s', (message) => {
    expect(convert(coded('ECONNRESET', { message })).outcome).toBe('unknown');
  });

  it('a proxy that refuses is not a cancel', () => {
    expect(convert(proxy(407))).toMatchObject({ category: 'configuration_error', outcome: 'none' });
    expect(convert(proxy(407)).message).toContain('asks for a sign-in');
    expect(convert(proxy(502))).toMatchObject({ category: 'network_error', outcome: 'none' });
    expect(convert(proxy(502)).message).toContain('does not let us through');
    expect(convert(coded('UND_ERR_ABORTED', { message: 'x Proxy response (407) x' })).category).toBe('cancelled');
    expect(convert(coded('UND_ERR_ABORTED', { message: 'Proxy response (x) x' })).category).toBe('cancelled');
    expect(convert(coded('UND_ERR_ABORTED', { message: 'x Proxy response (502) x' })).category).toBe('cancelled');
  });
});

describe('several errors at once', () => {
  const connecting = (code: string): Error => coded(code, { syscall: 'connect' });
  const several = (errors: readonly unknown[], facts: object = {}): Error => Object.assign(new AggregateError(errors), facts);

  it('are told by the first of them that is known', () => {
    expect(convert(several([new Error('x'), coded('ENOSPC'), coded('EIO')]))).toMatchObject({ category: 'storage_error', code: 'ENOSPC' });
  });

  it('never left when all of them failed to connect, as an address with several numbers does', () => {
    const all = several([connecting('ETIMEDOUT'), connecting('ECONNREFUSED')], { code: 'ETIMEDOUT' });
    expect(convert(new TypeError('fetch failed', { cause: all }))).toMatchObject({ category: 'timeout_error', outcome: 'none' });
  });

  it.each([
    ['a later one', [connecting('ECONNREFUSED'), coded('ECONNRESET')]],
    ['an unknown one', [connecting('ECONNREFUSED'), new Error('x')]],
    ['an unknown one before', [new Error('x'), connecting('ECONNREFUSED')]],
    ['a vague one', [connecting('ECONNREFUSED'), new DOMException('x', 'AbortError')]],
  ])('may have left when %s did', (_, errors) => {
    expect(convert(several(errors))).toMatchObject({ category: 'network_error', code: 'ECONNREFUSED', outcome: 'unknown' });
  });

  it('have the code of the whole where none of them is known', () => {
    expect(convert(several([new Error('x')], { code: 'ENOSPC' }))).toMatchObject({ category: 'storage_error', code: 'ENOSPC' });
  });
});

describe('our own error', () => {
  const own = new IntegrationError('conflict', 'Changed meanwhile.', { code: 'X', outcome: 'unknown' });
  /** As another copy of this module would make it. */
  const foreign = (facts: object): Error =>
    Object.assign(new Error('Changed meanwhile.'), { name: 'IntegrationError', category: 'conflict', ...facts });

  it('stays the very same where nothing is to be added', () => {
    expect(toIntegrationError(own)).toBe(own);
    expect(toIntegrationError(own, { operation: undefined })).toBe(own);
  });

  it('is given what the caller knows, without losing what it said', () => {
    const converted = toIntegrationError(own, { operation: 'write', connection: undefined });
    expect(converted).not.toBe(own);
    expect(converted).toMatchObject({
      category: 'conflict',
      message: 'Changed meanwhile.',
      code: 'X',
      operation: 'write',
      outcome: 'unknown',
    });
  });

  it('is found where somebody wrapped it, and keeps the wrapping as its cause', () => {
    const wrapped = Object.assign(new Error('x', { cause: own }), { name: 'AbortError' });
    expect(toIntegrationError(wrapped, { operation: 'write' })).toMatchObject({
      category: 'conflict',
      code: 'X',
      operation: 'write',
      cause: wrapped,
    });
  });

  it('is not asked where something clear stands before it', () => {
    expect(toIntegrationError(coded('ECONNREFUSED', { cause: own })).category).toBe('network_error');
  });

  it('of another copy of this module is made anew, without what is not as it should be', () => {
    const cause = new Error('y');
    const thrown = foreign({
      statusCode: 409,
      attempts: 'many',
      retryable: 1,
      code: 7,
      fields: { a: 1 },
      causes: [1],
      outcome: 'unknown',
      cause,
    });
    const error = toIntegrationError(thrown);
    expect(error).toBeInstanceOf(IntegrationError);
    expect(error).not.toBe(thrown);
    expect(error).toMatchObject({
      category: 'conflict',
      message: 'Changed meanwhile.',
      statusCode: 409,
      attempts: 1,
      retryable: false,
      outcome: 'unknown',
      cause,
    });
    expect(error).toMatchObject({ code: undefined, fields: undefined, causes: undefined });
  });

  it('as plain data becomes an error again', () => {
    const error = toIntegrationError({ ...serializeError(own), cause: 'x' });
    expect(error).toBeInstanceOf(IntegrationError);
    expect(serializeError(error)).toEqual({ ...serializeError(own), causes: [{ name: 'string', message: 'x' }] });
  });

  it.each([
    ['less than all that data must have', { category: 'conflict', message: 'x' }],
    ['no category', { message: 'x', retryable: true, attempts: 1, outcome: 'none' }],
    ['a category of our prototype', foreign({ category: 'toString' })],
    ['a message that is no text', foreign({ message: 7 })],
  ])('is not seen in data with %s', (_, thrown) => {
    expect(toIntegrationError(thrown).category).toBe('internal_error');
  });

  it('is safe to read although a proxy pretends to be one', () => {
    const proxy = new Proxy(own, { get: (target, key) => (key === 'with' ? undefined : (Reflect.get(target, key) as unknown)) });
    expect(toIntegrationError(proxy, { operation: 'write' })).toMatchObject({ category: 'conflict', operation: 'write' });
  });
});

describe('what the caller knows', () => {
  it('wins over what was thrown', () => {
    expect(toIntegrationError(coded('ENOSPC'), { code: 'X', retryable: true, attempts: 3, outcome: 'unknown', cause: 'x' })).toMatchObject({
      ...{ category: 'storage_error', code: 'X', retryable: true, attempts: 3, outcome: 'unknown' },
      cause: expect.any(Error) as Error,
    });
  });

  it('takes nothing away where it is undefined', () => {
    expect(toIntegrationError(coded('ENOSPC'), { code: undefined }).code).toBe('ENOSPC');
  });

  it('leaves the outcome to the category where it says nothing: what may have arrived is unknown', () => {
    expect(toIntegrationError(coded('ECONNRESET')).outcome).toBe('unknown');
    expect(toIntegrationError(coded('ECONNREFUSED')).outcome).toBe('none');
    expect(toIntegrationError(coded('ENOENT')).outcome).toBe('none');
  });
});

describe('how far it looks', () => {
  const nested = (depth: number, code: string): unknown =>
    depth === 0 ? coded(code) : new Error('outer', { cause: nested(depth - 1, code) });

  it('sees eight causes deep, not nine', () => {
    expect(convert(nested(8, 'ENOSPC')).category).toBe('storage_error');
    expect(convert(nested(9, 'ENOSPC')).category).toBe('internal_error');
  });

  it('sees the first eight of several errors', () => {
    const among = (place: number): AggregateError =>
      new AggregateError(Array.from({ length: 20 }, (_, index) => (index === place ? coded('ENOSPC') : {})));
    expect(convert(among(7)).category).toBe('storage_error');
    expect(convert(among(8)).category).toBe('internal_error');
  });

  it('looks at no more than 32 values', () => {
    let reads = 0;
    const get = (_: object, key: string | symbol): unknown => {
      if (key === 'code') reads += 1;
      return key === 'errors' ? Array.from({ length: 8 }, bush) : undefined;
    };
    const bush = (): unknown => new Proxy({}, { get });
    expect(convert(bush()).category).toBe('internal_error');
    expect(reads).toBe(32);
  });

  it('does not even ask for the cause of what is clear', () => {
    const asked = new Set<unknown>();
    const get = (target: object, key: string | symbol): unknown => {
      asked.add(key);
      return Reflect.get(target, key) as unknown;
    };
    convert(new Proxy({ code: 'ENOSPC' }, { get }));
    expect(asked).toContain('code');
    expect(asked).not.toContain('cause');
    expect(asked).not.toContain('reason');
  });

  it('ignores a reason that is no object: OpenSSL puts words there', () => {
    expect(convert({ reason: 'net::ERR_FAILED' }).category).toBe('internal_error');
  });
});

describe('the real fetch', () => {
  it('does not go to a port that is not allowed', async () => {
    const thrown: unknown = await fetch('http://127.0.0.1:1').catch((error: unknown) => error);
    expect(convert(thrown)).toMatchObject({ category: 'configuration_error', retryable: false, outcome: 'none' });
  });

  it('is cancelled before it begins', async () => {
    const thrown: unknown = await fetch('http://127.0.0.1:8', { signal: AbortSignal.abort() }).catch((error: unknown) => error);
    expect(convert(thrown).category).toBe('cancelled');
  });

  it('is not given an address', async () => {
    const thrown: unknown = await fetch('http://').catch((error: unknown) => error);
    expect(convert(thrown)).toMatchObject({ category: 'configuration_error', code: 'ERR_INVALID_URL' });
  });
});

describe('whatever is thrown', () => {
  it.each(hostileValues())('%s is an internal error', (_, thrown) => {
    for (const value of [thrown, { cause: thrown }, { errors: [thrown] }, new Error('x', { cause: thrown })]) {
      const error = toIntegrationError(value);
      expect(error.category).toBe('internal_error');
      expect(error.message).toMatch(/\.$/);
    }
  });

  it('becomes an error of a known category with a sentence that has nothing of the thrown text, and never throws', () => {
    // As functions that give them: fast-check looks into what it makes, which these do not bear.
    const give = (value: unknown) => () => value;
    const value = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSet: true, maxDepth: 3 }).map(give),
      fc.constantFrom(...hostileValues().map(([, hostile]) => give(hostile))),
      fc.constantFrom(...codes.map(({ code }) => give(code))),
    );
    const keys = ['name', 'message', 'code', 'cause', 'errors', 'reason', 'category', 'syscall'];
    const facts = fc.dictionary(fc.constantFrom(...keys), value);
    const build = (given: Readonly<Record<string, () => unknown>>, target: object): object =>
      Object.defineProperties(target, Object.fromEntries(Object.entries(given).map(([key, get]) => [key, { get, enumerable: true }])));
    const thrown = fc.oneof(
      value,
      facts.map((given) => () => build(given, {})),
      facts.map((given) => () => build(given, new Error('x'))),
      facts.map((given) => () => new Error('x', { cause: new AggregateError([build(given, {})]) })),
    );
    fc.assert(
      fc.property(thrown, (get) => {
        const converted = toIntegrationError(get());
        expect(Object.keys(categories)).toContain(converted.category);
        expect(structuredClone(serializeError(converted))).toEqual(serializeError(converted));
      }),
      { numRuns: 2000 },
    );
  });
});
