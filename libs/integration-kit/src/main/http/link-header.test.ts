import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLink } from './link-header.ts';

describe('parseLink', () => {
  it('reads the header of a page in the middle', () => {
    const header =
      '<https://api.github.com/repositories/1300192/issues?page=2>; rel="prev", <https://api.github.com/repositories/1300192/issues?page=4>; rel="next"';
    expect({ ...parseLink(header) }).toEqual({
      prev: 'https://api.github.com/repositories/1300192/issues?page=2',
      next: 'https://api.github.com/repositories/1300192/issues?page=4',
    });
  });

  it('reads what others write', () => {
    expect({ ...parseLink('<a,b>;REL=Next ; title="x, <y>; rel=\\"z\\"",</c>; rel="last start";rel=no') }).toEqual({
      next: 'a,b',
      last: '/c',
      start: '/c',
    });
  });

  it('leaves out links without relation and links about another page, and takes the first of two', () => {
    expect({ ...parseLink('<a>, <b>; rel=next; anchor="#x", <c>; rel=next, <d>; rel=next') }).toEqual({ next: 'c' });
  });

  it('finds nothing where nothing is, not even what objects inherit', () => {
    for (const header of [null, '', ',', 'next', '<a', '<a> rel=next']) expect({ ...parseLink(header) }).toEqual({});
    expect('constructor' in parseLink('<a>; rel=next')).toBe(false);
    expect(parseLink('<a>; rel=__proto__')['__proto__']).toBe('a');
  });

  it('gives back whatever was written by the rules', () => {
    const relation = fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/);
    const address = fc.stringMatching(/^https:\/\/[a-z.]{1,10}\/[\w,;="&?<]{0,12}$/);
    const links = fc.uniqueArray(fc.tuple(relation, address, fc.string()), { selector: ([name]) => name, maxLength: 6 });
    fc.assert(
      fc.property(links, (written) => {
        const header = written.map(([name, url, title]) => `<${url}>; title=${JSON.stringify(title)}; rel="${name}"`).join(', ');
        expect({ ...parseLink(header) }).toEqual(Object.fromEntries(written.map(([name, url]) => [name, url])));
      }),
    );
  });

  it('takes anything', () => {
    const pieces = fc.constantFrom('<', '>', ';', ',', '"', '\\', '=', 'rel', 'next', ' ', 'a');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: pieces, maxLength: 200 })), (header) => {
        for (const value of Object.values(parseLink(header))) expect(typeof value).toBe('string');
      }),
    );
  });

  it('needs no more time for a hostile header than for an honest one of its length', () => {
    for (const piece of ['<', '<a>;', '<a>;a="', '<a>; rel="\\', ' ', ';', '<a> ', '<a>; a '])
      parseLink(piece.repeat(16_384 / piece.length));
  });
});
