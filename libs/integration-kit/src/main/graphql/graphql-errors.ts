import type { ErrorCategory } from '@wiz/core';
import type { Explanation } from '../http/http-client-options.ts';
import { vendorMessage } from '../http/vendor-message.ts';

/** One of the errors of an answer, as far as it can be relied on. */
export interface GraphqlError {
  /** As it came. */
  readonly value: unknown;
  /** `extensions.code`, in capitals. */
  readonly code: string | undefined;
  /** Names on the way to what is missing: "repository.issues". Empty when the request as a whole was refused. */
  readonly path: string;
}

/** What came, read as GraphQL. */
export interface GraphqlBody {
  /** undefined when nothing was executed: the request was refused as a whole. */
  readonly data: unknown;
  readonly errors: readonly GraphqlError[];
}

/** Errors that are looked at, and sentences that are made of them. */
const mostErrors = 10;
const longestPath = 120;

/** The words of Apollo's servers, which others took over, and of large vendors where they mean the same. */
const byCode: Readonly<Record<string, ErrorCategory>> = {
  UNAUTHENTICATED: 'authentication_error',
  UNAUTHORIZED: 'authentication_error',
  AUTHENTICATION_ERROR: 'authentication_error',
  FORBIDDEN: 'permission_error',
  ACCESS_DENIED: 'permission_error',
  PERMISSION_DENIED: 'permission_error',
  NOT_FOUND: 'not_found',
  CONFLICT: 'conflict',
  BAD_REQUEST: 'validation_error',
  BAD_USER_INPUT: 'validation_error',
  GRAPHQL_PARSE_FAILED: 'validation_error',
  GRAPHQL_VALIDATION_FAILED: 'validation_error',
  OPERATION_RESOLUTION_FAILURE: 'validation_error',
  RATE_LIMITED: 'rate_limit_error',
  RATELIMITED: 'rate_limit_error',
  RATE_LIMIT_EXCEEDED: 'rate_limit_error',
  THROTTLED: 'rate_limit_error',
  TOO_MANY_REQUESTS: 'rate_limit_error',
  MAX_COST_EXCEEDED: 'too_large',
  INTERNAL_SERVER_ERROR: 'service_unavailable',
  SERVICE_UNAVAILABLE: 'service_unavailable',
};

/** @returns undefined for what is no GraphQL answer */
export function readGraphqlBody(json: unknown): GraphqlBody | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const [data, listed] = [get(json, 'data'), get(json, 'errors')];
  const errors = Array.isArray(listed) ? listed.slice(0, mostErrors).map(readError) : [];
  return data === undefined && errors.length === 0 ? undefined : { data, errors };
}

/** Whether nothing that was asked for came: no data, or only fields that are null. */
export function holdsNothing(data: unknown): boolean {
  return data === undefined || data === null || (typeof data === 'object' && Object.values(data).every((value) => value === null));
}

/**
 * What the errors mean by their codes. Too many requests come first, since they concern everything that is sent; else the
 * first error with a known code.
 */
export function explainErrors(errors: readonly GraphqlError[]): Explanation | undefined {
  const known = errors.flatMap(({ code }) => {
    const category = code !== undefined && Object.hasOwn(byCode, code) ? byCode[code] : undefined;
    return category === undefined ? [] : [{ category, ...(code === undefined ? {} : { code }) }];
  });
  return known.find(({ category }) => category === 'rate_limit_error') ?? known[0];
}

/** One sentence for each thing that is missing in a partial answer. */
export function missingParts(errors: readonly GraphqlError[], service: string, scrub: (text: string) => string): readonly string[] {
  const sentences = errors.map(({ value, path }) => {
    const what = path === '' ? 'something' : `“${scrub(path)}”`;
    const words = vendorMessage(value, scrub);
    return `${service} left out ${what}${words === undefined ? '' : `: ${words}`}.`;
  });
  return [...new Set(sentences)];
}

function readError(value: unknown): GraphqlError {
  const code = get(get(value, 'extensions'), 'code');
  const path = get(value, 'path');
  const steps = Array.isArray(path) ? path.filter((step) => typeof step === 'string' || typeof step === 'number') : [];
  return {
    value,
    code: typeof code === 'string' ? code.toUpperCase().slice(0, 64) : undefined,
    // Only names: what else stands there is no path.
    path: steps
      .join('.')
      .replace(/[^\w.]/g, '')
      .slice(0, longestPath),
  };
}

function get(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
