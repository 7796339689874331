import { describe, expect, it } from 'vitest';
import { isInside, isLoopback } from './host-kind.ts';

/** As `URL` writes it. */
const hostOf = (address: string): string => new URL(`http://${address}`).hostname;

describe('isInside', () => {
  it.each([
    ...['127.0.0.1', '127.255.255.254', '0x7f.1', '2130706433', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '168.63.129.16', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...['[::1]', '[::]', '[fe80::1]', '[febf::1]', '[fc00::1]', '[fdff::1]', '[ff02::1]', '[::ffff:127.0.0.1]', '[::ffff:192.168.0.1]'],
    ...[
      '[64:ff9b::a00:1]',
      '[64:ff9b:1::808:808]',
      '[2001::1]',
      '[2002:a00:1::]',
      '[fec0::1]',
      'localhost',
      'LOCALHOST',
      'a.localhost',
      'localhost.',
      'printer.local',
      'metadata.google.internal',
      'metadata',
    ],
  ])('%s is inside', (address) => {
    expect(isInside(hostOf(address))).toBe(true);
  });

  it.each([
    ...['example.com', '8.8.8.8', '172.15.0.1', '172.32.0.1', '192.169.0.1', '11.0.0.1', '169.253.0.1', '[2606:4700::1111]'],
    ...['[::ffff:8.8.8.8]', '[64:ff9b::808:808]', '168.63.129.17', 'notlocalhost', 'localhost.example.com', 'metadata.example.com'],
  ])('%s is out there', (address) => {
    expect(isInside(hostOf(address))).toBe(false);
  });
});

describe('isLoopback', () => {
  it('is only this computer', () => {
    expect(['localhost', '127.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]'].map((address) => isLoopback(hostOf(address)))).not.toContain(
      false,
    );
    expect(['10.0.0.1', '[::2]', 'example.com', '0.0.0.0'].map((address) => isLoopback(hostOf(address)))).not.toContain(true);
  });
});
