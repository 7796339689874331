import { expect, it } from 'vitest';
import { xauthority } from './xauthority.mjs';

it('writes one cookie that fits every display', () => {
  const cookie = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
  const name = Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex');
  expect(xauthority(cookie).toString('hex')).toBe(`ffff00000000${'0012'}${name}${'0010'}${cookie.toString('hex')}`);
});
