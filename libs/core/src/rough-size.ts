/** Objects, list items and map entries that are looked at; beyond it the rest is taken to be like what was seen. */
const longestLook = 10_000;

/** Levels that are looked at. What lies deeper counts as one reference each. */
const deepestLook = 500;

/** A number, a boolean, a reference. */
const slotBytes = 8;

/** An object's header, its hidden class and its element store, by and large. */
const objectBytes = 32;

interface Look {
  /** Values that may still be looked at. */
  left: number;
  /** Objects that were counted, so that a shared or circular one counts once. */
  readonly seen: Set<object>;
}

/**
 * Bytes that a value occupies, as an estimate that is rather too high than too low: text counts 2 bytes a character
 * (names of properties too, each time), binary data its `byteLength`, a reference 8, an object 32. It never throws, and
 * calls getters. At most 10 000 values are looked at: a longer list is taken to go on as it began, and so are the
 * objects of an object. Only naming the properties of one huge object costs more.
 */
export function roughSize(value: unknown): number {
  if (typeof value === 'string') return slotBytes + 2 * value.length;
  if (typeof value !== 'object' || value === null) return slotBytes;
  return slotBytes + sizeOfObject(value, { left: longestLook, seen: new Set() }, 0);
}

function sizeOfValue(value: unknown, look: Look, depth: number): number {
  look.left -= 1;
  if (typeof value === 'string') return slotBytes + 2 * value.length;
  if (typeof value !== 'object' || value === null) return slotBytes;
  return slotBytes + sizeOfObject(value, look, depth);
}

function sizeOfObject(value: object, look: Look, depth: number): number {
  if (depth === deepestLook || look.seen.has(value)) return 0;
  look.seen.add(value);
  try {
    if (Array.isArray(value)) return objectBytes + sizeOfItems(value, value.length, look, depth);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return objectBytes + value.byteLength;
    if (value instanceof Set || value instanceof Map) return objectBytes + sizeOfItems(value, value.size, look, depth);
    return objectBytes + sizeOfProperties(value, look, depth);
  } catch {
    // A proxy that refuses: nobody can say.
    return objectBytes;
  }
}

function sizeOfItems(items: Iterable<unknown>, count: number, look: Look, depth: number): number {
  let bytes = 0;
  let counted = 0;
  for (const item of items) {
    bytes += sizeOfValue(item, look, depth + 1);
    counted += 1;
    if (look.left <= 0) break;
  }
  return counted === 0 ? 0 : (bytes * count) / counted;
}

function sizeOfProperties(value: object, look: Look, depth: number): number {
  let bytes = 0;
  let objects = 0;
  let objectsBytes = 0;
  let notLookedAt = 0;
  for (const key of Object.keys(value)) {
    bytes += 2 * key.length;
    const property = read(value, key);
    if (typeof property !== 'object' || property === null) bytes += sizeOfValue(property, look, depth);
    else if (look.left <= 0) notLookedAt += 1;
    else {
      objects += 1;
      objectsBytes += sizeOfValue(property, look, depth + 1);
    }
  }
  return bytes + objectsBytes + notLookedAt * (objects === 0 ? slotBytes : objectsBytes / objects);
}

function read(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key);
  } catch {
    return undefined;
  }
}
