import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hintsOf, parse, Secret, secret } from './index.ts';

const word = 'canary-4711-secret';

describe('a secret', () => {
  const held = new Secret(word);

  it('is given only to who asks for it', () => {
    expect(held.reveal()).toBe(word);
  });

  it.each([
    ['as text', () => String(held)],
    ['when it is joined to text', () => ['Token: ', held].join('')],
    ['as JSON', () => JSON.stringify({ held, list: [held] })],
    ['to a log', () => inspect({ held }, { depth: 9, showHidden: true })],
    ['as a structured clone', () => inspect(structuredClone<unknown>({ held }), { depth: 9 })],
    ['by its keys', () => inspect([Object.entries(held), Reflect.ownKeys(held)])],
    ['when it is copied', () => inspect(Object.assign({}, held))],
    ['in an error', () => inspect(new Error('x', { cause: held }))],
  ])('shows nothing %s', (_way, show) => {
    expect(show()).not.toContain('canary');
  });

  it('is parsed from what a person types, without what clings to a paste', () => {
    const parsed = parse(z.object({ token: secret({ label: 'Token' }) }), { token: `  ${word}\n` }, 'validation_error', 'Credentials');
    expect(parsed.token).toBeInstanceOf(Secret);
    expect(parsed.token.reveal()).toBe(word);
  });

  it('refuses an empty or endless one without repeating it', () => {
    const schema = z.object({ token: secret({ label: 'Token' }) });
    expect(() => parse(schema, { token: '   ' }, 'validation_error', 'Credentials')).toThrow(/fill it in/);
    expect(() => parse(schema, { token: word.repeat(5000) }, 'validation_error', 'Credentials')).toThrow(
      /^Credentials “token”: it is too long\.$/,
    );
  });

  it('is marked for forms and journal', () => {
    expect(hintsOf(secret({ label: 'Token', help: 'Where.' }))).toEqual({
      label: 'Token',
      help: 'Where.',
      widget: 'secret',
      journal: 'omit',
    });
  });
});
