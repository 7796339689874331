import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

describe('the table in README.md', () => {
  it('names only tests that exist', () => {
    const named = Array.from(read('README.md').matchAll(/`((?:src|peers)\/[\w-]+\.test\.ts) › ([^`]+)`/g));
    expect(named.length).toBeGreaterThan(50);
    const missing = named.filter(([, file = '', name = '']) => !read(`../${file}`).includes(`'${name}`));
    expect(missing.map(([all]) => all)).toEqual([]);
  });

  it.each([
    ['cockatiel-3', '3.2.1'],
    ['cockatiel', '4.0.0'],
    ['opossum-9', '9.0.0'],
    ['opossum', '10.0.0'],
    ['p-retry', '7.1.1'],
    ['p-timeout', '7.0.2'],
    ['bottleneck', '2.19.5'],
    ['p-throttle', '8.1.1'],
    ['rate-limiter-flexible', '11.4.0'],
  ])('is about what is installed: %s %s', (name, version) => {
    const manifest: unknown = JSON.parse(read(`../../../node_modules/${name}/package.json`));
    expect(manifest).toMatchObject({ version });
  });
});
