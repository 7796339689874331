import type { CallScope } from '../main/index.ts';

/** What one call is given, for tests that call a client without the engine. */
export function testScope(scope: Partial<CallScope> = {}): CallScope & Required<Pick<CallScope, 'warn'>> {
  return {
    signal: new AbortController().signal,
    correlationId: 'test',
    idempotencyKey: 'test',
    rate: { pause: () => undefined, observe: () => undefined },
    warn: () => undefined,
    ...scope,
  };
}
