import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextCursor, placeOf } from './cursor.ts';

const link = (query: string) =>
  `<https://api.github.com/repositories/1296269/issues?${query}>; rel="next", <https://api.github.com/repositories/1296269/issues?page=9>; rel="last"`;

describe('a cursor', () => {
  it('is where the next page begins', () => {
    const cursor = nextCursor(link('state=open&per_page=100&page=2'));
    expect(placeOf(cursor ?? undefined)).toEqual({ page: '2' });
  });

  it('is a place in the list where GitHub names one', () => {
    const cursor = nextCursor(link('per_page=100&after=Y3Vyc29yOnYyOpLPAAABjQ%3D%3D&page=2'));
    expect(placeOf(cursor ?? undefined)).toEqual({ page: '2', after: 'Y3Vyc29yOnYyOpLPAAABjQ==' });
  });

  it('is null at the end', () => {
    expect(nextCursor(null)).toBeNull();
    expect(nextCursor('<https://api.github.com/user/repos?page=1>; rel="prev"')).toBeNull();
  });

  it('takes over nothing but the place, wherever the link leads', () => {
    const cursor = nextCursor('<https://evil.example/steal?page=3&q=password&per_page=1>; rel="next"');
    expect(placeOf(cursor ?? undefined)).toEqual({ page: '3' });
  });

  it('does not take a list without a way on for its end', () => {
    for (const query of ['', 'page=', 'page=0', 'page=-1', 'page=x', 'page=1e9', 'after=', 'before=x', `after=${'x'.repeat(501)}`])
      expect(() => nextCursor(link(query))).toThrow('GitHub has more to show, but does not say how to get there.');
  });

  it('asks for the first page without one', () => {
    expect(placeOf(undefined)).toEqual({});
  });

  it('is refused unless it was made here', () => {
    const made = (text: string) => Buffer.from(text).toString('base64url');
    for (const cursor of ['x', '2', made(''), made('page=0'), made('page=2&per_page=1'), made('q=x'), made('__proto__=1'), made('page')])
      expect(() => placeOf(cursor)).toThrow('This list cannot be continued from there.');
  });

  it('comes back as it went out', () => {
    const page = fc.integer({ min: 1, max: 999_999_999 }).map(String);
    const after = fc.stringMatching(/^[\w=+/:.~-]{1,500}$/);
    fc.assert(
      fc.property(page, fc.option(after, { nil: undefined }), (number, place) => {
        const query = new URLSearchParams({ per_page: '100', page: number, ...(place === undefined ? {} : { after: place }) });
        const cursor = nextCursor(link(query.toString()));
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(placeOf(cursor ?? undefined)).toEqual({ page: number, ...(place === undefined ? {} : { after: place }) });
      }),
    );
  });

  it('never makes a request out of what somebody typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.string().map((text) => Buffer.from(text).toString('base64url')),
        ),
        (typed) => {
          try {
            for (const [name, value] of Object.entries(placeOf(typed)))
              expect(`${name}=${value}`).toMatch(/^(page=\d+|after=[\w=+/:.~-]+)$/);
          } catch (error) {
            expect(error).toMatchObject({ category: 'validation_error' });
          }
        },
      ),
    );
  });
});
