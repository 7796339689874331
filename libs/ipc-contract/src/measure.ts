/** What every value adds to the weight of its content: reading many small ones costs more than reading one long text. */
const valueWeight = 32;
/** Deeper than this nobody looks. */
const deepest = 64;

/** The heaviest message that goes as a whole: handled in a few milliseconds on either side. */
export const lightWeight = 512 * 1024;

export interface Measured {
  /** Characters and bytes, and 32 for each value. */
  readonly weight: number;
  /** Whether JSON says exactly the same: no dates, no bytes, nothing undefined, no odd numbers. */
  readonly isJson: boolean;
}

/**
 * What a value costs on its way. Ends as soon as it is clear that it is heavier than `limit`.
 *
 * @returns undefined when it is heavier
 */
export function measure(value: unknown, limit = lightWeight): Measured | undefined {
  let weight = 0;
  let isJson = true;
  const look = (part: unknown, depth: number): boolean => {
    weight += valueWeight;
    switch (typeof part) {
      case 'string':
        weight += part.length;
        break;
      case 'number':
        isJson &&= Number.isFinite(part) && !Object.is(part, -0);
        break;
      case 'boolean':
        break;
      case 'object':
        if (part === null) break;
        if (depth >= deepest) isJson = false;
        else if (Array.isArray(part)) {
          for (const item of part) if (!look(item, depth + 1)) return false;
        } else if (isRecord(part)) {
          for (const key of Object.keys(part)) {
            weight += key.length;
            if (!look(part[key], depth + 1)) return false;
          }
        } else {
          if (part instanceof Uint8Array) weight += part.length;
          isJson = false;
        }
        break;
      case 'undefined':
      case 'bigint':
      case 'symbol':
      case 'function':
        isJson = false;
    }
    return weight <= limit;
  };
  return look(value, 0) ? { weight, isJson } : undefined;
}

/** An object with names and values, and nothing else to it. */
export function isRecord(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
