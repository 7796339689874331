import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeCause, redact } from './redact.ts';
import { hostileValues } from './testing/hostile.ts';

/** No marks of a secret in it: only where it stands tells that it is one. */
const secret = 'hunter2';
const hex = '3f786850e387550fdab836ed7e6dc881de23001b';
const base64 = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const pem = (kind: string): string => `-----BEGIN ${kind}PRIVATE KEY-----\nMIIB${secret}\n${secret}==\n-----END ${kind}PRIVATE KEY-----`;

describe('redact', () => {
  it.each([
    // Headers.
    [`Authorization: Bearer ${secret}`, 'Authorization: [redacted]'],
    [`authorization: Digest username="bob", response="${secret}"\nHost: a`, 'authorization: [redacted]\nHost: a'],
    [`{"authorization":"Basic ${secret}","a":1}`, '{"authorization":[redacted],"a":1}'],
    [`{'Proxy-Authorization': 'x \\'${secret}', a: 1}`, "{'Proxy-Authorization': [redacted], a: 1}"],
    [`{"authorization":"Digest r=\\"${secret}\\"","a":1}`, '{"authorization":[redacted],"a":1}'],
    [`{\\"authorization\\":\\"Basic ${secret}\\",\\"a\\":1}`, '{\\"authorization\\":[redacted],\\"a\\":1}'],
    [`Set-Cookie: a=${secret}; path=/; b=${secret}`, 'Set-Cookie: [redacted]'],
    [`cookie=${secret}`, 'cookie=[redacted]'],
    [`sent bearer  ${secret} twice`, 'sent bearer [redacted] twice'],
    [`Basic dXNlcjpodW50ZXIy+/=.~:- x`, 'Basic [redacted] x'],
    // URLs.
    [`GET https://bob:${secret}@a.example:8443/b/c?d=${secret}#${secret} failed`, 'GET https://a.example:8443/b/c failed'],
    [`https://${secret}@a.example/b`, 'https://a.example/b'],
    [`https://bob:x@${secret}@a.example/b`, 'https://a.example/b'],
    [`postgres://bob:x/${secret}?#${secret}@db.example/b`, 'postgres://db.example/b'],
    [`postgres://bob:1x/${secret}@db.example/b`, 'postgres://db.example/b'],
    ['https://a.example:8443/@scope/b', 'https://a.example:8443/@scope/b'],
    ['https://a.example:65536/@scope/b', 'https://a.example:65536/@scope/b'],
    [`https://a.example/b?mail=x@y.example`, 'https://a.example/b'],
    [`https://bob:${secret}@a.example/b?mail=x@y.example`, 'https://a.example/b'],
    [`https://a.example#${secret}`, 'https://a.example'],
    [`https://a.example?${secret}`, 'https://a.example'],
    [`"https://a.example/b?x=${secret}"`, '"https://a.example/b"'],
    [`<https://a.example/b?x=${secret}>`, '<https://a.example/b>'],
    [`'https://a.example/b?x=${secret}'`, "'https://a.example/b'"],
    [`git+ssh://bob:${secret}@a.example/b`, 'git+ssh://a.example/b'],
    [`GET /b/c?code=${secret}&d=${secret} failed`, 'GET /b/c failed'],
    [`https:\\/\\/a.example\\/b?x=${secret}`, 'https:\\/\\/a.example\\/b'],
    ['What? a = b', 'What? a = b'],
    // Pairs.
    ...[
      'token',
      'access_token',
      'refreshToken',
      'client_secret',
      'password',
      'PASSWD',
      'passphrase',
      'db.pwd',
      'pass',
      'db_pass',
      'api_key',
    ].map(same),
    ...['apiKey', 'x-api-key', 'api.key', 'api key', 'access-key', 'accessKeyId', 'private_key', 'auth', 'x-auth', 'oauth_x'].map(same),
    ...['sessionId', 'credentials', 'signature', 'refresh', 'jwt', 'secret-of-x'].map(same),
    [`password : ${secret}`, 'password : [redacted]'],
    [`{"password": "a ${secret}", "b": 1}`, '{"password": [redacted], "b": 1}'],
    [`{"password":"a\\"${secret}","b":1}`, '{"password":[redacted],"b":1}'],
    [`{'token':'a ${secret}','b':1}`, "{'token':[redacted],'b':1}"],
    [`{\\"token\\":\\"a ${secret}\\",\\"b\\":1}`, '{\\"token\\":[redacted],\\"b\\":1}'],
    [`Server=a;Password=${secret};User=b`, 'Server=a;Password=[redacted];User=b'],
    [`a=b&token=${secret}&c=d`, 'a=b&token=[redacted]&c=d'],
    [`message: token=${secret}`, 'message: token=[redacted]'],
    [`run --password ${secret} --verbose yes`, 'run --password [redacted] --verbose yes'],
    [`run --my-token-file "a ${secret}" x`, 'run --my-token-file [redacted] x'],
    ['author: Bob, passed: 5, bypass: x', 'author: Bob, passed: 5, bypass: x'],
    ['key: id, name=x, monkey=banana', 'key: id, name=x, monkey=banana'],
    [`Unexpected token '<', "<html>" is not valid JSON`, `Unexpected token '<', "<html>" is not valid JSON`],
    // Shapes.
    ...[
      'ghp_',
      'gho_',
      'ghu_',
      'ghs_',
      'ghr_',
      'github_pat_',
      'glpat-',
      'xoxb-1-',
      'xapp-1-',
      'lin_api_',
      'lin_oauth_',
      'AIza',
      'ya29.',
    ].map(shape),
    ...['sk_live_', 'rk_test_'].map(shape),
    ['(sk-abcd1234)', '([redacted])'],
    ['sk-abc risk-abcdefghij', 'sk-abc risk-abcdefghij'],
    ['AKIAIOSFODNN7EXAMPLE ASIAIOSFODNN7EXAMPLE', '[redacted] [redacted]'],
    ['AKIATOO npm_config', 'AKIATOO npm_config'],
    ['npm_0123456789abcdefghij', '[redacted]'],
    ['eyJhbGciOi.eyJzdWIi.SflKx-w_ x', '[redacted] x'],
    ['xghp_abc', 'xghp_abc'],
    [`a ${pem('')} b`, 'a [redacted] b'],
    [`a ${pem('RSA ')} b`, 'a [redacted] b'],
    [`${pem('EC ')}${pem('ENCRYPTED ')} b`, '[redacted][redacted] b'],
    [`a -----BEGIN PRIVATE KEY-----\n${secret}\n${secret}`, 'a [redacted]'],
    ['-----BEGIN CERTIFICATE-----', '-----BEGIN CERTIFICATE-----'],
    // Long and opaque.
    [`commit ${hex} x`, 'commit [redacted] x'],
    [`etag ${hex.slice(0, 32)}`, 'etag [redacted]'],
    [`etag ${hex.slice(0, 31)}`, `etag ${hex.slice(0, 31)}`],
    ['deadbeef'.repeat(4), '[redacted]'],
    [`aws ${base64} x`, 'aws [redacted] x'],
    ['x dGhpcyBpcyBhIHNlY3JldCB0b2tlbiE+== y', 'x [redacted] y'],
    ['id 123e4567-e89b-12d3-a456-426614174000', 'id [redacted]'],
    [`/repos/acme/app2/issues/12345/comments/67890/of/something`, '/repos/acme/app2/issues/12345/comments/67890/of/something'],
    [
      `/repos/acme/app/commits/123e4567-e89b-12d3-a456-426614174000/and/a/longer/way/to/go`,
      '/repos/acme/app/commits/[redacted]/and/a/longer/way/to/go',
    ],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'],
    ['a-long-but-quite-ordinary-file-name-of-2026', 'a-long-but-quite-ordinary-file-name-of-2026'],
    // Homes.
    ['open /home/bob/x, /Users/bob/y', 'open ~/x, ~/y'],
    ['open "/home/bob" now', 'open "~" now'],
    ["open '/home/bob': x", "open '~': x"],
    ['file:///home/bob/x.txt', 'file://~/x.txt'],
    ['open C:\\Users\\Bob Miller\\x and d:/users/bob/y', 'open ~\\x and ~/y'],
    ['open C:\\\\Users\\\\bob\\\\x', 'open ~\\\\x'],
    ['in C:\\Users\\bob and D:\\x', 'in ~ and D:\\x'],
    ['in "C:\\Users\\bob"', 'in "~"'],
    // Nothing to hide.
    ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'],
    ["ENOENT: no such file, open '/srv/data/x.json'", "ENOENT: no such file, open '/srv/data/x.json'"],
    ['', ''],
  ])('%j becomes %j', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it('leaves at most 500 characters, and says where it cut', () => {
    const words = 'word '.repeat(100);
    expect(redact(words)).toBe(words);
    expect(redact(`${words}x`)).toBe(`${words.slice(0, 499)}…`);
  });

  it('looks at 2,000 characters, and drops the word that this cuts', () => {
    // What goes away in front brings into view what was far behind.
    const front = (length: number): string => `/x?a=${'%'.repeat(length - 6)} `;
    expect(redact(`${front(1990)}123456789`)).toBe('/x 123456789');
    expect(redact(`${front(1990)}1234567890`)).toBe('/x 1234567890');
    expect(redact(`${front(1990)}12345678901`)).toBe('/x …');
    expect(redact(`${front(1980)}a, ${hex}`)).toBe('/x a, …');
    expect(redact('%'.repeat(2001))).toBe('…');
  });

  it.each([
    ['a'],
    ['-'],
    ['"'],
    ['\\'],
    [' '],
    ['/'],
    ['='],
    [':'],
    ['@'],
    ['?a'],
    ['token'],
    ['token='],
    ['token="'],
    ['token=\\"'],
    ['token \\"'],
    ['Bearer '],
    ['-----BEGIN PRIVATE KEY-----'],
    ['-----BEGIN '],
    ['a://'],
    ['a.a'],
    ['a://b:c'],
    ['--token '],
    ['--'],
    ['eyJ.'],
    ['sk-'],
    ['/home/'],
    ['C:\\Users\\'],
    ['C:\\'],
    ['authorization: "'],
    ['api key '],
    ['A1a'],
    ['\n'],
    ['\u{1f600}'],
  ])('ends, whatever is repeated: %j', (part) => {
    expect(redact(part.repeat(100_000 / part.length)).length).toBeLessThanOrEqual(500);
  });

  it('lets no secret through, whatever is around it', () => {
    const around = fc.string({ maxLength: 50 }).filter((text) => !text.includes(secret));
    const carriers = [
      `Bearer ${secret}`,
      ` token=${secret}`,
      ` "password":"${secret}"`,
      ` ghp_${secret}`,
      ` https://a.example/?${secret}`,
      ` /home/${secret}`,
    ];
    fc.assert(
      fc.property(around, fc.constantFrom(...carriers), around, (before, carrier, after) => {
        expect(redact(`${before} ${carrier} ${after}`)).not.toContain(secret);
      }),
    );
  });
});

describe('describeCause', () => {
  const chain = (depth: number): Error => (depth === 0 ? new Error('0') : new Error(String(depth), { cause: chain(depth - 1) }));
  const messages = (thrown: unknown): readonly string[] => describeCause(thrown).map(({ message }) => message);

  it('tells name, message and code of each cause, outermost first', () => {
    const inner = Object.assign(new RangeError(`token=${secret}`), { code: 'E2' });
    const outer = Object.assign(new TypeError('fetch failed', { cause: inner }), { code: 'E1' });
    expect(describeCause(outer)).toStrictEqual([
      { name: 'TypeError', message: 'fetch failed', code: 'E1' },
      { name: 'RangeError', message: 'token=[redacted]', code: 'E2' },
    ]);
  });

  it('lets no secret through as a name or as a code', () => {
    expect(describeCause({ name: `Bearer ${secret}`, code: 'ghp_0123456789' })).toStrictEqual([
      { name: 'Bearer [redacted]', message: '', code: '[redacted]' },
    ]);
  });

  it('goes four levels deep', () => {
    expect(messages(chain(2))).toEqual(['2', '1', '0']);
    expect(messages(chain(9))).toEqual(['9', '8', '7', '6']);
  });

  it('tells the first of several errors, each with its causes, eight in all', () => {
    expect(messages(new AggregateError([chain(1), new Error('x')], 'all'))).toEqual(['all', '1', '0', 'x']);
    expect(
      messages(
        new AggregateError(
          Array.from({ length: 20 }, (_, index) => new Error(String(index))),
          'all',
        ),
      ),
    ).toEqual(['all', '0', '1', '2', '3', '4', '5', '6']);
  });

  it('tells what a cause has brought along from another process, redacted again', () => {
    const causes = [
      { name: `Bearer ${secret}`, message: `token=${secret}`, code: 'E' },
      { name: 'B', message: 'b' },
    ];
    expect(describeCause({ name: 'A', message: 'a', causes })).toStrictEqual([
      { name: 'A', message: 'a' },
      { name: 'Bearer [redacted]', message: 'token=[redacted]', code: 'E' },
      { name: 'B', message: 'b' },
    ]);
    expect(messages({ message: 'a', causes: Array.from({ length: 16 }, () => causes[1]) })).toHaveLength(8);
    expect(messages({ message: 'a', causes: ['x'] })).toEqual(['a']);
  });

  it.each([
    ['text', [{ name: 'string', message: 'text' }]],
    ['', [{ name: 'string', message: '' }]],
    [42, [{ name: 'number', message: '42' }]],
    [42n, [{ name: 'bigint', message: '42' }]],
    [false, [{ name: 'boolean', message: 'false' }]],
    [Symbol('s'), [{ name: 'symbol', message: 'Symbol(s)' }]],
    [() => 1, [{ name: 'function', message: '' }]],
    [{}, [{ name: 'object', message: '' }]],
    [null, []],
    [undefined, []],
  ])('tells what can be told of %o', (thrown, causes) => {
    expect(describeCause(thrown)).toStrictEqual(causes);
  });

  it.each(hostileValues())('never throws, and stays small, for %s', (_, thrown) => {
    for (const value of [
      thrown,
      { causes: thrown },
      { causes: [thrown] },
      new Error('x', { cause: thrown }),
      { errors: [thrown, thrown] },
    ]) {
      const causes = describeCause(value);
      expect(JSON.stringify(causes).length).toBeLessThan(10_000);
      expect(structuredClone(causes)).toEqual(causes);
    }
  });
});

function same(key: string): [string, string] {
  return [`${key}=${secret} x`, `${key}=[redacted] x`];
}

function shape(prefix: string): [string, string] {
  return [`(${prefix}Ab-_1) x`, '([redacted]) x'];
}
