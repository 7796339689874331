import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBaseUrl } from './base-url.ts';
import { targetUrl } from './target-url.ts';

describe('parseBaseUrl', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com', ''],
    ['https://api.example.com/', 'https://api.example.com', ''],
    ['https://ghe.example.com:8443/api/v3/', 'https://ghe.example.com:8443', '/api/v3'],
    ['http://localhost:3000', 'http://localhost:3000', ''],
    ['http://127.8.9.1', 'http://127.8.9.1', ''],
    ['http://[::1]:8080/x', 'http://[::1]:8080', '/x'],
    ['https://192.168.0.7', 'https://192.168.0.7', ''],
  ])('reads %s', (text, origin, prefix) => {
    expect(parseBaseUrl(text, 'Acme')).toEqual({ origin, prefix });
  });

  it.each([
    ['', /cannot be read/],
    ['api.example.com', /cannot be read/],
    ['ftp://api.example.com', /must begin with https/],
    ['file:///etc', /must begin with https/],
    ['http://api.example.com', /begins with http:/],
    ['http://192.168.0.7', /begins with http:/],
    ['http://localhost.example.com', /begins with http:/],
    ['http://127.0.0.1.example.com', /begins with http:/],
    ['https://ada:secret@api.example.com', /user name or password/],
    ['https://api.example.com?x=1', /“\?” or “#”/],
    ['https://api.example.com#x', /“\?” or “#”/],
    ['https://api.example.com:25', /port 25/],
  ])('refuses %s and says why', (text, why) => {
    let message = '';
    try {
      parseBaseUrl(text, 'Acme');
    } catch (error) {
      expect(error).toMatchObject({ category: 'configuration_error' });
      ({ message } = error as Error);
    }
    expect(message).toMatch(why);
    expect(message).not.toContain('secret');
  });
});

describe('targetUrl', () => {
  const base = { origin: 'https://ghe.example.com', prefix: '/api/v3' };
  const target = (path: string, query = {}): string => targetUrl(base, { path, query }, 'Acme');

  it.each([
    ['/user', 'https://ghe.example.com/api/v3/user'],
    ['user', 'https://ghe.example.com/api/v3/user'],
    ['', 'https://ghe.example.com/api/v3'],
    ['?a=1', 'https://ghe.example.com/api/v3?a=1'],
    ['/x#part', 'https://ghe.example.com/api/v3/x'],
    ['//evil.example', 'https://ghe.example.com/api/v3//evil.example'],
    ['@evil.example', 'https://ghe.example.com/api/v3/@evil.example'],
    ['https://ghe.example.com/api/v3/items?page=2&q=a+b', 'https://ghe.example.com/api/v3/items?page=2&q=a+b'],
  ])('“%s” leads to %s', (path, url) => {
    expect(target(path)).toBe(url);
  });

  it.each([
    '/../admin',
    '/%2e%2e/admin',
    '/a/..\\..\\..\\admin',
    '/..',
    'https://ghe.example.com/api/v30',
    'https://ghe.example.com/',
    'https://evil.example/api/v3/x',
    'http://ghe.example.com/api/v3/x',
    'https://ghe.example.com:444/api/v3/x',
    'https://ada@ghe.example.com/api/v3/x',
    'javascript:alert(1)',
    'https://',
  ])('refuses %s, which lies outside', (path) => {
    expect(() => target(path)).toThrow(expect.objectContaining({ category: 'protocol_error', outcome: 'none' }));
  });

  it('adds the query to what is there, blanks as %20, and leaves out what is undefined', () => {
    expect(target('/x?sort=a+b', { q: 'a b+c&d', n: 2, on: false, none: undefined })).toBe(
      'https://ghe.example.com/api/v3/x?sort=a+b&q=a%20b%2Bc%26d&n=2&on=false',
    );
  });

  it('never leaves the base, whatever the path', () => {
    const pieces = fc.constantFrom('/', '\\', '.', '..', '%2e', '%2f', '@', ':', '?', '#', 'evil.example', 'https:', 'a', '\t', '\n', ' ');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: pieces, maxLength: 12 })), (path) => {
        let url: URL;
        try {
          url = new URL(target(path));
        } catch (error) {
          expect(error).toMatchObject({ category: 'protocol_error' });
          return;
        }
        expect(url.origin).toBe(base.origin);
        expect(url.pathname).toMatch(/^\/api\/v3(?:\/|$)/);
        expect(url.username + url.password).toBe('');
      }),
    );
  });
});
