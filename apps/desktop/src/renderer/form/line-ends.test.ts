import { describe, expect, it } from 'vitest';
import { asTyped, withLineEndsOf } from './line-ends.ts';

describe('line ends', () => {
  it('survive a text area, which knows only one kind', () => {
    const file = 'one\r\ntwo\r\n';
    expect(asTyped(file)).toBe('one\ntwo\n');
    expect(withLineEndsOf(file, `${asTyped(file)}three\n`)).toBe('one\r\ntwo\r\nthree\r\n');
  });

  it('stay simple where they were simple', () => {
    expect(withLineEndsOf('one\n', 'one\ntwo')).toBe('one\ntwo');
    expect(withLineEndsOf('', 'new\n')).toBe('new\n');
  });
});
