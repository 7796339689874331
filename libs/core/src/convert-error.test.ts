import { describe, expect, it } from 'vitest';
import { toIntegrationError } from './convert-error.ts';
import { IntegrationError } from './integration-error.ts';

describe('toIntegrationError', () => {
  it.each([
    ['ECONNREFUSED', 'network_error'],
    ['ENOENT', 'not_found'],
    ['EACCES', 'permission_error'],
    ['ENOSPC', 'storage_error'],
    ['EMFILE', 'overloaded'],
    ['ELOOP', 'permission_error'],
  ])('maps %s to %s', (code, category) => {
    const error = toIntegrationError(Object.assign(new Error('raw text with /home/someone'), { code }));
    expect(error).toMatchObject({ category, code });
    expect(error.message).not.toContain('/home/someone');
  });

  it('finds the code of a cause, as fetch wraps it', () => {
    expect(toIntegrationError(new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } })).category).toBe('network_error');
  });

  it('keeps our own error and adds what the caller knows', () => {
    const own = new IntegrationError('conflict', 'Changed meanwhile.', { code: 'X' });
    const converted = toIntegrationError(own, { operation: 'write', connection: undefined });
    expect(converted).toMatchObject({ category: 'conflict', message: 'Changed meanwhile.', code: 'X', operation: 'write' });
  });

  it('says that a refused connection never arrived, whatever the caller assumed', () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(toIntegrationError(refused, { outcome: 'unknown' }).outcome).toBe('none');
    const reset = Object.assign(new Error('x'), { code: 'ECONNRESET' });
    expect(toIntegrationError(reset, { outcome: 'unknown' }).outcome).toBe('unknown');
  });

  it('never throws, whatever was thrown', () => {
    const circular: Record<string, unknown> = {};
    circular['cause'] = circular;
    const hostile = {
      get code(): string {
        throw new Error('getter');
      },
      get name(): string {
        throw new Error('getter');
      },
    };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    for (const thrown of [
      null,
      undefined,
      'text',
      42,
      Symbol('s'),
      Object.freeze({ name: 'x' }),
      circular,
      hostile,
      revoked.proxy,
      () => undefined,
    ]) {
      expect(toIntegrationError(thrown).category).toBe('internal_error');
    }
  });

  it('reads AbortError as a cancel and TimeoutError as a timeout', () => {
    expect(toIntegrationError(new DOMException('x', 'AbortError')).category).toBe('cancelled');
    expect(toIntegrationError(new DOMException('x', 'TimeoutError')).category).toBe('timeout_error');
  });
});
