/** One change to an answer. */
export interface Drift {
  /** What was done, for a failure’s sentence. */
  readonly what: string;
  readonly value: unknown;
}

/** Fields of one answer that are changed: enough to meet every kind, few enough to be quick. */
const mostFields = 8;

/** JSON texts of an answer that is something else altogether. */
export const otherValues: readonly string[] = [
  ...['null', 'true', '0', '-1e308', '""', '"text"', '[]', '{}', '[null]', '[[]]', '[{}]', '[1,"2"]'],
  ...['{"items":null}', '{"data":null}', '{"message":"fine"}', '{"items":[null]}', '{"length":1e9}', '{"toString":1,"valueOf":2}'],
  ...['{"__proto__":{"polluted":true}}', '[{"__proto__":{"polluted":true}}]', '{"constructor":{"prototype":{"polluted":true}}}'],
];

/** The value with a field more in every object. */
export function withExtras(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withExtras);
  if (!isRecord(value)) return value;
  const inner = Object.entries(value).map(([key, part]) => [key, withExtras(part)]);
  return { ...Object.fromEntries(inner), wizExtra: { added: ['tomorrow'] } };
}

/** The value with one field missing, null, or of another type; each time another field. */
export function driftsOf(value: unknown): readonly Drift[] {
  return spread(pathsOf(value), mostFields).flatMap((path) => {
    const where = path.join('.');
    return [
      { what: `“${where}” missing`, value: changed(value, path, undefined) },
      { what: `“${where}” null`, value: changed(value, path, null) },
      { what: `“${where}” of another type`, value: changed(value, path, otherType(at(value, path))) },
    ];
  });
}

type Path = readonly (string | number)[];

/** Every field once: of a list’s rows only the first is looked at, since the others are like it. */
function pathsOf(value: unknown): readonly Path[] {
  const entries = Array.isArray(value)
    ? value.slice(0, 1).map((part: unknown) => [0, part] as const)
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, part]) => [[key], ...pathsOf(part).map((path) => [key, ...path])]);
}

/** The same paths, as many as asked for, from everywhere; the shortest first, since they matter most. */
function spread(paths: readonly Path[], most: number): readonly Path[] {
  const sorted = [...paths].sort((a, b) => a.length - b.length);
  const step = Math.max(1, sorted.length / most);
  return Array.from({ length: Math.min(most, sorted.length) }, (_, index) => sorted[Math.floor(index * step)] ?? []);
}

/** A copy with another value there; without the field for undefined. */
function changed(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) return value.map((part: unknown, index) => (index === key ? changed(part, rest, replacement) : part));
  if (!isRecord(value)) return value;
  const inner = changed(value[key], rest, replacement);
  // `undefined` does not survive JSON, so the field is gone.
  return { ...value, [key]: inner };
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value);
}

function otherType(value: unknown): unknown {
  if (typeof value === 'string') return 7;
  if (typeof value === 'number') return 'seven';
  if (typeof value === 'boolean') return 'no';
  return Array.isArray(value) ? { not: 'a list' } : ['not', 'that'];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
