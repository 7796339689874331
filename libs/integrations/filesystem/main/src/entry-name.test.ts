import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryName } from './entry-name.ts';

it('shows a name that is text as it is, also one with the placeholder character itself', () => {
  for (const name of ['plain.txt', 'grün', 'e\u0301', '日本', '🙂', 'odd \ufffd one', 'a\\xff'])
    expect(entryName(Buffer.from(name))).toMatchObject({ shown: name, exact: true });
});

it('writes bytes that are no text as hexadecimal digits and says that it did', () => {
  expect(entryName(Buffer.from([0x61, 0xff, 0xc3, 0xa4, 0xc3]))).toMatchObject({ shown: 'a\\xffä\\xc3', exact: false });
});

it('never takes two names for one when both are exact, and never fails', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (bytes) => {
      const { shown, exact, raw } = entryName(Buffer.from(bytes));
      expect(shown.length).toBeGreaterThan(0);
      if (exact) expect(Buffer.from(shown)).toEqual(raw);
    }),
  );
});
