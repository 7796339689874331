import { categories, type ErrorCategory } from './error-category.ts';
import { IntegrationError, type IntegrationErrorOptions, type Outcome } from './integration-error.ts';

/** An `IntegrationError` as plain data: what crosses process boundaries and what the journal keeps. No cause, no stack. */
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
  readonly integration?: string;
  readonly connection?: string;
  readonly operation?: string;
  readonly correlationId?: string;
}

const optionalKeys = ['retryAfterMs', 'statusCode', 'code', 'fields', 'integration', 'connection', 'operation', 'correlationId'] as const;

/** The plain form. `cause` and `stack` stay behind: they may hold paths and secrets. */
export function serializeError(error: IntegrationError): SerializedError {
  const { category, message, retryable, attempts, outcome } = error;
  const optional = Object.fromEntries(optionalKeys.filter((key) => error[key] !== undefined).map((key) => [key, error[key]]));
  return { category, message, retryable, attempts, outcome, ...optional };
}

/** The error again, on the other side. */
export function deserializeError(data: SerializedError): IntegrationError {
  const options: IntegrationErrorOptions = data;
  return new IntegrationError(data.category, data.message, options);
}

/** Whether a value that came from outside has the shape of a serialized error. */
export function isSerializedError(value: unknown): value is SerializedError {
  if (typeof value !== 'object' || value === null) return false;
  const { category, message, retryable, attempts, outcome } = value as Record<string, unknown>;
  return (
    typeof category === 'string' &&
    Object.hasOwn(categories, category) &&
    typeof message === 'string' &&
    typeof retryable === 'boolean' &&
    typeof attempts === 'number' &&
    (outcome === 'none' || outcome === 'unknown')
  );
}
