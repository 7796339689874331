import { read } from './cause-chain.ts';
import { categories, type ErrorCategory } from './error-category.ts';
import { factChecks, factKeys, type ErrorFacts } from './error-facts.ts';
import { IntegrationError, type ErrorCause, type Outcome } from './integration-error.ts';
import { describeCause } from './redact.ts';

/** An `IntegrationError` as plain data: what crosses process boundaries and what the journal keeps. No raw cause, no stack. */
export interface SerializedError {
  readonly category: ErrorCategory;
  readonly message: string;
  readonly retryable: boolean;
  readonly attempts: number;
  readonly outcome: Outcome;
  readonly retryAfterMs?: number;
  readonly statusCode?: number;
  readonly code?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** The chain of causes, redacted; absent where there is none. */
  readonly causes?: readonly ErrorCause[];
  readonly integration?: string;
  readonly connection?: string;
  readonly operation?: string;
  readonly correlationId?: string;
}

const required: ReadonlySet<keyof ErrorFacts> = new Set(['retryable', 'attempts', 'outcome'] as const);

/** The plain form. `cause` and `stack` stay behind, since they may hold paths and secrets: `causes` says what may be said of them. */
export function serializeError(error: IntegrationError): SerializedError {
  const { category, message, retryable, attempts, outcome } = error;
  const described = error.causes ?? describeCause(error.cause);
  const causes = described.length === 0 ? undefined : described;
  const facts = factKeys.map((key) => [key, key === 'causes' ? causes : error[key]] as const);
  return { category, message, retryable, attempts, outcome, ...Object.fromEntries(facts.filter(([, fact]) => fact !== undefined)) };
}

/** The error again, on the other side. */
export function deserializeError(data: SerializedError): IntegrationError {
  return new IntegrationError(data.category, data.message, data);
}

/** Whether a value that came from outside has the shape of a serialized error; keys that are not known do not matter. Never throws. */
export function isSerializedError(value: unknown): value is SerializedError {
  try {
    return isCategory(read(value, 'category')) && typeof read(value, 'message') === 'string' && factKeys.every((key) => isFact(value, key));
  } catch {
    return false;
  }
}

/**
 * One of our errors made anew from what another copy of this module, or another process, made. Reads every property
 * once and leaves out what is not as it should be, so that nothing of a hostile value gets through.
 */
export function rebuildError(value: unknown): IntegrationError | undefined {
  try {
    const category = read(value, 'category');
    const message = read(value, 'message');
    if (!isCategory(category) || typeof message !== 'string') return undefined;
    const facts: ErrorFacts = Object.fromEntries(
      factKeys.map((key) => [key, read(value, key)] as const).filter(([key, fact]) => factChecks[key](fact)),
    );
    return new IntegrationError(category, message, { ...facts, cause: read(value, 'cause') });
  } catch {
    return undefined;
  }
}

function isCategory(value: unknown): value is ErrorCategory {
  return typeof value === 'string' && Object.hasOwn(categories, value);
}

function isFact(value: unknown, key: keyof ErrorFacts): boolean {
  const fact = read(value, key);
  return fact === undefined ? !required.has(key) : factChecks[key](fact);
}
