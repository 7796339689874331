const linkAt = /[\s,]*<([^>]*)>/y;
const parameterAt = /\s*;\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\[^])*)"|([^\s;,"]+)))?/y;
const betweenAt = /\s*(?:;\s*)?(?:,|$)/y;

/**
 * The addresses that a Link header names, by relation in small letters. Of two with one relation the first counts; links
 * about another page (`anchor`) are left out. Reading stops where the header is malformed. An address may be relative:
 * resolve it against the answer's own `url`.
 *
 * @see RFC 8288 §3
 */
export function parseLink(header: string | null): Readonly<Record<string, string>> {
  // Without a prototype, so that a relation nobody sent is not found there.
  const links = Object.create(null) as Record<string, string>;
  const text = header ?? '';
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    position += match?.[0].length ?? 0;
    return match;
  };
  for (let link = take(linkAt); link !== null; link = take(linkAt)) {
    const parameters = new Map<string, string>();
    for (let found = take(parameterAt); found !== null; found = take(parameterAt)) {
      const [, name = '', quoted, plain = ''] = found;
      const key = name.toLowerCase();
      if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\([^])/g, '$1') ?? plain);
    }
    if (take(betweenAt) === null) break;
    const [, address = ''] = link;
    const relations = parameters.has('anchor') ? [] : (parameters.get('rel') ?? '').toLowerCase().split(/\s+/);
    for (const relation of relations) if (relation !== '') links[relation] ??= address.trim();
  }
  return links;
}
