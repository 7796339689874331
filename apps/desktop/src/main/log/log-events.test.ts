import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntegrationError, serializeError } from '@wiz/core';
import { Secret } from '@wiz/integration-kit/contract';
import { describe, expect, it } from 'vitest';
import { logEvents } from './log-events.ts';
import { logLine } from './log-line.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..', '..', '..');
const canary = 'CANARY letter to my doctor';

const lineOf = (event: string, facts: object): unknown => JSON.parse(logLine({ at: 0, level: 'error', event, facts }, '/home/someone'));

describe('a line of the log', () => {
  it('holds what the catalogue lists of the event, and nothing else', () => {
    expect(lineOf('child_process_gone', { type: 'GPU', reason: 'killed', exitCode: 9, environment: canary })).toEqual({
      ...{ at: '1970-01-01T00:00:00.000Z', level: 'error' },
      ...{ event: 'child_process_gone', type: 'GPU', reason: 'killed', exitCode: 9 },
    });
  });

  it('leaves out a fact that does not fit, and keeps the others', () => {
    expect(lineOf('store_opened', { tookMs: canary, notices: 2 })).toMatchObject({ event: 'store_opened', notices: 2 });
    expect(JSON.stringify(lineOf('store_opened', { tookMs: canary, notices: 2 }))).not.toContain('CANARY');
  });

  it('names an event that is not listed, and writes nothing of it', () => {
    expect(lineOf('new_event', { text: canary })).toEqual({
      ...{ at: '1970-01-01T00:00:00.000Z', level: 'error' },
      ...{ event: 'unlisted_event', name: 'new_event' },
    });
    expect(lineOf('toString', {})).toMatchObject({ event: 'unlisted_event' });
  });

  it('tells of an error its kind, its codes and its place, of its causes too, and quotes none of their messages', () => {
    const inner = Object.assign(new TypeError(canary), { code: 'ENOENT' });
    const outer = new IntegrationError('storage_error', `${canary}!`, { cause: inner, code: 'SQLITE_FULL', operation: 'read' });
    const line = lineOf('engine_not_started', { error: outer });
    expect(line).toMatchObject({
      error: {
        category: 'storage_error',
        code: 'SQLITE_FULL',
        operation: 'read',
        causes: [{ name: 'TypeError', code: 'ENOENT' }],
      },
    });
    expect(JSON.stringify(line)).toMatch(/log-events\.test\.ts:\d+:\d+/);
    expect(JSON.stringify(line)).not.toContain('CANARY');
    for (const error of [canary, { message: canary }, serializeError(outer), new Error(`\n    at ${canary} (a.js:1:2)`)])
      expect(JSON.stringify(lineOf('uncaught_exception', { error }))).not.toContain('CANARY');
  });

  // The name of an event is no fact: the catalogue's own test reads where it is written.
  it.each(Object.keys(logEvents).filter((event) => event !== 'unlisted_event'))(
    'never holds a sensitive text or a secret, whichever fact of “%s” it is handed over as',
    (event) => {
      const { shape } = logEvents[event as keyof typeof logEvents];
      const token = `ghp_CANARY${'0'.repeat(30)}`;
      for (const text of [canary, new Secret(canary), token, { [canary]: canary }, new Error(canary), [canary]]) {
        const facts = Object.fromEntries(Object.keys(shape).map((key) => [key, text]));
        expect(JSON.stringify(lineOf(event, facts))).not.toContain('CANARY');
      }
    },
  );
});

describe('the catalogue of log events', () => {
  const folders = ['libs/engine/src', 'libs/ipc-contract/src/main', 'apps/desktop/src/main'];
  const sources = folders.flatMap((folder) =>
    globSync('**/*.ts', { cwd: path.join(root, folder), exclude: ['**/*.test.ts', '**/testing/**', 'log/**'] }).map((file) =>
      readFileSync(path.join(root, folder, file), 'utf8'),
    ),
  );
  const called = sources.flatMap((text) => [
    ...[...text.matchAll(/\b(?:logger|log|port)\.(?:info|error)\(\s*([^,)\s]+(?: [^,)]*)?)/g)].map(([, event = '']) => event),
    ...[...text.matchAll(/(?:\.|\b)log\(\s*('[^']+')/g)].map(([, event = '']) => event),
  ]);
  const names = called.flatMap((event) => (/^'.*'$/.test(event) ? [event.slice(1, -1)] : []));

  it('lists every event that engine, router, guard, store and application tell of', () => {
    expect(names.filter((name) => !Object.hasOwn(logEvents, name))).toEqual([]);
    expect(names.length).toBeGreaterThan(20);
  });

  it('lists nothing that nobody tells of', () => {
    const own = ['log_lines_dropped', 'unlisted_event'];
    expect(Object.keys(logEvents).filter((event) => !own.includes(event) && !names.includes(event))).toEqual([]);
  });

  it('is not passed by: events are named where they happen', () => {
    // The store's thread hands its events on, each named there.
    expect(called.filter((event) => !event.startsWith("'"))).toEqual(['message.event']);
  });
});
