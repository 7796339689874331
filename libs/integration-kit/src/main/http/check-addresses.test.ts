import { describe, expect, it } from 'vitest';
import { checkAddresses, checkedLookup, checkNumber } from './check-addresses.ts';

const refusal = (...[hostname, addresses, isForeign]: Parameters<typeof checkAddresses>): string | undefined => {
  try {
    checkAddresses(hostname, addresses, isForeign);
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ category: 'configuration_error', outcome: 'none' });
    return (error as Error).message;
  }
};

const outThere = ['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'];
const inside = ['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.0.7', '100.64.0.1', '::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'];
const offLimits = [
  ...['0.0.0.0', '169.254.169.254', '169.254.0.1', '168.63.129.16', '192.0.0.192', '100.100.100.200', '224.0.0.1', '255.255.255.255'],
  ...['::', 'fe80::1', 'fe80::a9fe:a9fe%eth0', 'ff02::1', 'fd00:ec2::254', 'fd20:ce::254', '::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe'],
];

describe('checkAddresses', () => {
  it.each(outThere)('lets %s pass, whoever named it', (address) => {
    expect([refusal('a.example', [address], false), refusal('a.example', [address], true)]).toEqual([undefined, undefined]);
  });

  it.each(inside)('lets %s pass for the user alone', (address) => {
    expect(refusal('a.example', [address], false)).toBeUndefined();
    expect(refusal('a.example', [address], true)).toBe(
      `Unsafe redirect: a.example (${address}) lies inside your own computer or network. It was not followed. Check the address.`,
    );
  });

  it.each(offLimits)('refuses %s for everybody', (address) => {
    expect(refusal('a.example', [address], false)).toBe(`No service may be called at a.example (${address}). Check the address.`);
    expect(refusal('a.example', [address], true)).toMatch(/^Unsafe redirect/);
  });

  it('refuses a name of which one number is refused, wherever in the row it stands', () => {
    for (const row of [
      ['8.8.8.8', '10.0.0.1'],
      ['10.0.0.1', '8.8.8.8'],
    ])
      expect(refusal('a.example', row, true)).toContain('a.example (10.0.0.1)');
  });
});

it('checkNumber judges a number as `URL` writes it, and leaves names alone', () => {
  expect(() => {
    checkNumber('[fe80::1]', false);
  }).toThrow('No service may be called at [fe80::1]. ');
  for (const host of ['[2606:4700::1111]', '8.8.8.8', 'metadata.google.internal', 'localhost'])
    expect(() => {
      checkNumber(host, true);
    }).not.toThrow();
});

describe('checkedLookup', () => {
  const ask = (found: string | { address: string; family: number }[], error: Error | null = null): unknown => {
    let told: unknown;
    checkedLookup((_name, _options, callback) => {
      callback(error, found, 4);
    }, true)('a.example', {}, (problem, address) => {
      told = problem ?? address;
    });
    return told;
  };

  it('hands on what was found, in the form that it was asked for', () => {
    expect(ask('8.8.8.8')).toBe('8.8.8.8');
    expect(ask([{ address: '8.8.8.8', family: 4 }])).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  it('finds nothing that may not be called', () => {
    const refused = expect.objectContaining({ category: 'configuration_error' }) as unknown;
    expect(ask('10.0.0.1')).toEqual(refused);
    expect(ask([{ address: '10.0.0.1', family: 4 }])).toEqual(refused);
  });

  it('hands on that nothing was found', () => {
    const error = new Error('ENOTFOUND');
    // As Node calls back then, whatever its types say.
    expect(ask(undefined as never, error)).toBe(error);
  });
});
