import { z } from 'zod';
import { field, type FieldHints } from './field.ts';

/**
 * A credential in the main process. It cannot be serialised, logged or cloned by accident: every such way shows
 * `[secret]`, and only `reveal` gives the text.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. Call it only where the credential goes onto the wire. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  /** What Node's `console.log` and `util.inspect` show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

export type SecretSchema = z.ZodPipe<z.ZodString, z.ZodTransform<Secret, string>>;

/** Longest credential that is taken, in characters. Private keys and service account files fit. */
const longestSecret = 20_000;

/** A field of a contract's `secrets`: text as a person types it, a `Secret` once it is parsed. Without spaces and line ends around it. */
export function secret(hints: Pick<FieldHints, 'label' | 'help' | 'placeholder'>): SecretSchema {
  const text = z.string().trim().min(1, 'fill it in').max(longestSecret, 'it is too long');
  return field(
    text.transform((given) => new Secret(given)),
    { ...hints, widget: 'secret', journal: 'omit' },
  );
}
