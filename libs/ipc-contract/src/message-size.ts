/** What one message may be. */
export interface MessageLimits {
  /** Characters and bytes in all. */
  readonly size: number;
  readonly depth: number;
  /** Values in all, so that looking is quick. */
  readonly values: number;
}

/** Room for a file of 16 MiB in base64, and to spare. */
export const messageLimits: MessageLimits = { size: 24 * 1024 * 1024, depth: 32, values: 250_000 };

export type MessageFault = 'too_large' | 'too_deep' | 'not_plain';

/**
 * Looks whether a value is plain data of a reasonable size: null, booleans, numbers, strings, dates, bytes, and arrays
 * and objects of these. Ends early on the first fault, cycles included. Keys named `__proto__` are refused.
 *
 * @returns undefined when nothing is wrong
 */
export function faultOf(value: unknown, limits: MessageLimits = messageLimits): MessageFault | undefined {
  let size = 0;
  let values = 0;
  const look = (part: unknown, depth: number): MessageFault | undefined => {
    values += 1;
    if (values > limits.values || size > limits.size) return 'too_large';
    if (typeof part === 'string') {
      size += part.length;
      return size > limits.size ? 'too_large' : undefined;
    }
    if (part === null || part === undefined || typeof part === 'boolean' || typeof part === 'number') return undefined;
    if (typeof part !== 'object') return 'not_plain';
    if (part instanceof Date) return undefined;
    if (ArrayBuffer.isView(part) || part instanceof ArrayBuffer) {
      size += part.byteLength;
      return size > limits.size ? 'too_large' : undefined;
    }
    if (depth >= limits.depth) return 'too_deep';
    if (Array.isArray(part)) {
      for (const item of part) {
        const fault = look(item, depth + 1);
        if (fault !== undefined) return fault;
      }
      return undefined;
    }
    const prototype: unknown = Object.getPrototypeOf(part);
    if (prototype !== null && prototype !== Object.prototype) return 'not_plain';
    for (const [key, item] of Object.entries(part)) {
      if (key === '__proto__') return 'not_plain';
      size += key.length;
      const fault = look(item, depth + 1);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
  return look(value, 0);
}

/** What is said to the person who sent it. */
export const faultSentences: Readonly<Record<MessageFault, string>> = {
  too_large: 'This is too large to be handed over at once. Make it smaller, then try again. Nothing was done.',
  too_deep: 'This is nested too deeply to be handed over. Nothing was done.',
  not_plain: 'This holds something that cannot be handed over. Use text, numbers, dates and lists only. Nothing was done.',
};
