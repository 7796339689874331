import { codeGroups, type Meaning } from './error-codes.ts';

const meanings: ReadonlyMap<string, Meaning> = new Map(
  codeGroups.flatMap(([category, marks, sentences]) =>
    Object.entries(sentences).flatMap(([codes, sentence]) =>
      codes.split(' ').map((code) => [code, { category, sentence, ...marks }] as const),
    ),
  ),
);

const prefixes = [...meanings].filter(([code]) => code.endsWith('*')).map(([code, meaning]) => [code.slice(0, -1), meaning] as const);

/** What fetch and undici say in words only, and names that stand for a code. */
const inWords: readonly (readonly [RegExp, string])[] = [
  [/^bad port$/, 'ERR_UNSAFE_PORT'],
  [/^redirect count exceeded$/, 'ERR_TOO_MANY_REDIRECTS'],
  [/^unexpected redirect$/, 'ERR_UNSAFE_REDIRECT'],
  [/^terminated$/, 'FETCH_TERMINATED'],
  // Chromium's whole sentence; the reason is only in its console.
  [/^Failed to fetch$/, 'FETCH_FAILED'],
  // Comes as ECONNRESET, which is otherwise no proof of anything.
  [/^Client network socket disconnected before secure TLS connection was established$/, 'TLS_HANDSHAKE_CUT'],
  // Comes as UND_ERR_ABORTED, but nobody cancelled.
  [/^Proxy response \(407\) /, 'ERR_PROXY_AUTH_REQUESTED'],
  [/^Proxy response \(\d+\) /, 'ERR_TUNNEL_CONNECTION_FAILED'],
];

const byName: Readonly<Record<string, string>> = {
  AbortError: 'ERR_ABORTED',
  TimeoutError: 'TIMEOUT_ERROR',
  // undici leaves out the code where its parser has none.
  HTTPParserError: 'HPE_INVALID',
};

/** What a code means; Chromium's without `net::`. */
export function meaningOfCode(code: string): Meaning | undefined {
  return meanings.get(code) ?? prefixes.find(([prefix]) => code.startsWith(prefix))?.[1];
}

/** What a whole message means that comes without a code, or with one that says less. */
export function meaningOfMessage(message: string): Meaning | undefined {
  const found = inWords.find(([pattern]) => pattern.test(message));
  return found && meaningOfCode(found[1]);
}

/** What the name of an error's class means. */
export function meaningOfName(name: string): Meaning | undefined {
  const code = Object.hasOwn(byName, name) ? byName[name] : undefined;
  return code === undefined ? undefined : meaningOfCode(code);
}
