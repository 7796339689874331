import { expect, it } from 'vitest';
import { assertSilent } from './canaries.ts';

const secret = 'a word/with=signs!';

function found(text: string): boolean {
  try {
    assertSilent({ token: secret }, text, 'a test');
    return false;
  } catch (error) {
    expect(String(error)).not.toContain(secret);
    return true;
  }
}

it.each([
  ['plain', secret],
  ['URL-encoded', encodeURIComponent(secret)],
  ['base64', Buffer.from(secret).toString('base64')],
  ['base64 with a name before it', Buffer.from(`ada:${secret}`).toString('base64')],
  ['base64 in the middle', Buffer.from(`ab:${secret}:and more`).toString('base64')],
  ['base64 at the third place', Buffer.from(`a:${secret}`).toString('base64url')],
])('finds a secret that is %s, and does not repeat it', (_form, text) => {
  expect(found(`before ${text} after`)).toBe(true);
});

it('finds nothing where there is nothing', () => {
  expect(found(`a word, with signs; ${Buffer.from('something else altogether').toString('base64')}`)).toBe(false);
});
