/** Levels of an input; deeper is refused, and with it everything circular. */
const deepest = 100;

/** Up to here keys are put in order by hand, which is several times quicker than `sort`. */
const fewKeys = 16;

/**
 * Names an operation with its input for `Call.cacheKey`: equal for equal inputs, different for different ones. Each part
 * says where it ends, text by its length, so no content can be taken for structure.
 *
 * An input is made of plain objects, arrays, strings, numbers, bigints, booleans, dates, null and undefined. The order of
 * properties does not matter; a property that is undefined counts as missing, a hole in an array as undefined, -0 as 0.
 * What is not enumerable, or named by a symbol, is not looked at.
 *
 * @throws TypeError for anything else (functions, symbols, instances of classes, Map and Set among them), and for inputs
 * that are circular or more than 100 levels deep
 */
export function cacheKey(operation: string, input: unknown): string {
  return `${String(operation.length)}:${operation}${encode(input, 0)}`;
}

function encode(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return `"${String(value.length)}:${value}`;
    case 'number':
      return `#${String(value)};`;
    case 'boolean':
      return value ? 'T' : 'F';
    case 'undefined':
      return 'U';
    case 'bigint':
      return `B${String(value)};`;
    case 'object':
      return value === null ? 'N' : encodeObject(value, depth);
    case 'function':
    case 'symbol':
      throw unfit(`a ${typeof value}`);
  }
}

function encodeObject(value: object, depth: number): string {
  if (depth === deepest) throw unfit(`what is circular or more than ${String(deepest)} levels deep`);
  if (Array.isArray(value)) {
    let items = '[';
    for (const item of value) items += encode(item, depth + 1);
    return `${items}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    if (value instanceof Date) return `D${String(value.getTime())};`;
    const maker: unknown = Reflect.get(value, 'constructor');
    throw unfit(typeof maker === 'function' ? `an instance of ${maker.name}` : 'an object with a prototype of its own');
  }
  let properties = '{';
  for (const key of sorted(Object.keys(value))) {
    const property: unknown = Reflect.get(value, key);
    if (property !== undefined) properties += `${String(key.length)}:${key}${encode(property, depth + 1)}`;
  }
  return `${properties}}`;
}

function sorted(keys: string[]): string[] {
  if (keys.length > fewKeys) return keys.sort();
  for (let end = 1; end < keys.length; end += 1) {
    const key = keys[end] ?? '';
    let at = end;
    for (let before = keys[at - 1]; before !== undefined && before > key; before = keys[at - 1]) {
      keys[at] = before;
      at -= 1;
    }
    keys[at] = key;
  }
  return keys;
}

function unfit(what: string): TypeError {
  return new TypeError(`A cache key cannot be made of ${what}. Use plain objects, arrays, text, numbers, booleans, dates and null.`);
}
