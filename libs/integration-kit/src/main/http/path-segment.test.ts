import { isIntegrationError } from '@wiz/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segment } from './path-segment.ts';

describe('segment', () => {
  it('stays one part of the address, and comes out as it went in, whatever the name', () => {
    const names = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', 'f', '?', '#', ' ', '@', ':') }));
    fc.assert(
      fc.property(names, (name) => {
        fc.pre(name !== '' && name !== '.' && name !== '..');
        const url = new URL(`https://host.example/a/${segment(name)}/b`);
        const parts = url.pathname.split('/');
        expect(parts.length).toBe(4);
        expect(decodeURIComponent(parts[2] ?? '')).toBe(name);
        expect([url.host, url.search, url.hash]).toEqual(['host.example', '', '']);
      }),
    );
  });

  it.each(['', '.', '..', '\ud800'])('refuses “%s”', (name) => {
    expect(() => segment(name)).toThrow(expect.toSatisfy((error) => isIntegrationError(error) && error.category === 'validation_error'));
  });
});
