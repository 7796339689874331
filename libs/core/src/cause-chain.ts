/** One value on the way from what was thrown to its first cause, with what could be read from it. */
export interface Link {
  readonly value: unknown;
  /** 0 for what was thrown. */
  readonly depth: number;
  /** Whether it was in a list of `errors`. */
  readonly oneOfSeveral: boolean;
  readonly name: string | undefined;
  /** The text of a thrown string, the `message` of anything else; cut to 4,000 characters. */
  readonly message: string | undefined;
  /** Only what looks like a code: up to 64 letters, digits and `_ . : / -`. */
  readonly code: string | undefined;
}

/** Deep enough for SDK over fetch over undici over socket; bounded, since a chain may be as long as its maker likes. */
const maxDepth = 8;
const maxLinks = 32;
const maxErrors = 8;
const maxText = 4000;

/**
 * What was thrown, then the `errors` of an `AggregateError`, its `cause` and its `reason`, depth first, each value once.
 * Never throws, and reads a value's properties only when the consumer gets there: they may be getters.
 */
export function* causeChain(thrown: unknown): Generator<Link, void> {
  const ahead: Pick<Link, 'value' | 'depth' | 'oneOfSeveral'>[] = [{ value: thrown, depth: 0, oneOfSeveral: false }];
  const seen = new Set<unknown>();
  for (let next = ahead.pop(); next !== undefined && seen.size < maxLinks; next = ahead.pop()) {
    const { value, depth } = next;
    if (value === undefined || value === null || seen.has(value)) continue;
    seen.add(value);
    yield {
      ...next,
      name: readString(value, 'name'),
      message: (typeof value === 'string' ? value : readString(value, 'message'))?.slice(0, maxText),
      code: codeOf(value),
    };
    if (depth >= maxDepth) continue;
    const further = (item: unknown, oneOfSeveral: boolean) => ({ value: item, depth: depth + 1, oneOfSeveral });
    const errors = readList(value, 'errors', maxErrors);
    // OpenSSL's `reason` is a sentence, an abort's an error.
    const reason = read(value, 'reason');
    // The last one is the next one.
    if (typeof reason === 'object') ahead.push(further(reason, false));
    ahead.push(further(read(value, 'cause'), false), ...errors.map((error) => further(error, true)).reverse());
  }
}

/** A property of an object, or undefined where there is none or where reading it throws. */
export function read(value: unknown, key: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  } catch {
    return undefined;
  }
}

export function readString(value: unknown, key: string): string | undefined {
  const found = read(value, key);
  return typeof found === 'string' ? found : undefined;
}

function codeOf(value: unknown): string | undefined {
  const code = readString(value, 'code');
  return code !== undefined && /^[\w.:/-]{1,64}$/.test(code) ? code : undefined;
}

function readList(value: unknown, key: string, limit: number): readonly unknown[] {
  const found = read(value, key);
  try {
    return Array.isArray(found) ? Array.from({ length: Math.min(limit, found.length) }, (_, index) => read(found, String(index))) : [];
  } catch {
    return [];
  }
}
