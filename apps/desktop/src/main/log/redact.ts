const secretKey = /token|secret|password|passphrase|authorization|cookie|credential|api.?key/i;

/**
 * A copy of what is to be logged, safe to keep: no home folder, nothing under a key that sounds like a secret,
 * errors as plain data, long texts cut, deep and circular things ended.
 */
export function redact(value: unknown, home: string, depth = 0): unknown {
  if (typeof value === 'string') return shortened(withoutHome(value, home));
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return String(value).slice(0, 100);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= 6) return '…';
  if (value instanceof Error) {
    const { name, message, stack } = value;
    const code: unknown = 'code' in value ? value.code : undefined;
    return redact({ name, message, code, stack, cause: value.cause }, home, depth);
  }
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, home, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 50)
      .map(([key, item]) => [
        key,
        secretKey.test(key) && item !== undefined && item !== null ? '[redacted]' : redact(item, home, depth + 1),
      ]),
  );
}

function withoutHome(text: string, home: string): string {
  return home.length > 1 ? text.replaceAll(home, '~') : text;
}

function shortened(text: string): string {
  return text.length > 4000 ? `${text.slice(0, 4000)}… (${String(text.length)} characters)` : text;
}
