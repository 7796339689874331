import { describe, expect, it } from 'vitest';
import { quoted } from './file-error.ts';

describe('a name in a sentence', () => {
  it('neither ends its line nor turns it around', () => {
    expect(quoted('a\nb\u2028c\u001b[31m')).toBe('“a\ufffdb\ufffdc\ufffd[31m”');
    expect(quoted('inv\u202efdp.exe\u2066')).toBe('“inv\ufffdfdp.exe\ufffd”');
  });

  it('is not cut within a character', () => {
    expect(quoted('\u{1f600}'.repeat(70))).toBe(`“…${'\u{1f600}'.repeat(59)}”`);
  });
});
