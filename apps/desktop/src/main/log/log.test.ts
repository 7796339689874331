import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { IntegrationError } from '@wiz/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileLogger, type FileLogger } from './file-logger.ts';
import { redact } from './redact.ts';

const home = path.join(path.parse(process.cwd()).root, 'home', 'someone');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const logger = (file = path.join(folder, 'logs', 'a.log'), maxBytes?: number): FileLogger =>
  fileLogger({ file, home, now: () => 0, ...(maxBytes === undefined ? {} : { maxBytes }) });
const lines = (file = path.join(folder, 'logs', 'a.log')): unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));

describe('the log', () => {
  it('holds one JSON object a line, in the order of the calls', async () => {
    const log = logger();
    log.info('started', { version: '1' });
    log.error('failed', { count: 2 });
    await log.flush();
    expect(lines()).toEqual([
      { at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'started', version: '1' },
      { at: '1970-01-01T00:00:00.000Z', level: 'error', event: 'failed', count: 2 },
    ]);
  });

  it('begins a new file when one is full and keeps two old ones', async () => {
    const log = logger(undefined, 200);
    for (let n = 0; n < 20; n++) {
      log.info('event', { n, padding: 'x'.repeat(100) });
      await log.flush();
    }
    expect(readdirSync(path.join(folder, 'logs')).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2']);
    expect(lines()).toMatchObject([{ n: 18 }, { n: 19 }]);
  });

  it('survives a folder that cannot be written, and then says how many lines are missing', async () => {
    const blocked = path.join(folder, 'blocked');
    writeFileSync(blocked, '');
    const log = logger(path.join(blocked, 'a.log'));
    log.info('lost');
    await log.flush();
    rmSync(blocked);
    log.info('kept');
    await log.flush();
    expect(lines(path.join(blocked, 'a.log'))).toMatchObject([{ event: 'kept' }, { event: 'log_lines_dropped', count: 1 }]);
  });

  it('survives values that cannot be described', async () => {
    const log = logger();
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const hostile = {
      get trap(): string {
        throw new Error('no');
      },
    };
    log.info('circular', { circular });
    log.info('hostile', { hostile });
    log.info('after');
    await log.flush();
    expect(lines().map((line) => (line as { event: string }).event)).toEqual(expect.arrayContaining(['circular', 'after']));
  });
});

describe('redaction', () => {
  it('shows no home folder, in texts, errors and their causes', () => {
    const error = new IntegrationError('not_found', `No ${path.join(home, 'x')}`, { cause: new Error(home) });
    expect(JSON.stringify(redact({ path: path.join(home, 'a'), error }, home))).not.toContain('someone');
    expect(redact(path.join(home, 'a'), home)).toBe(path.join('~', 'a'));
  });

  it('shows nothing under a key that sounds like a secret', () => {
    const facts = { apiKey: 'k', Authorization: 'Bearer x', nested: [{ refresh_token: 't', name: 'n' }], password: null };
    expect(redact(facts, home)).toEqual({
      apiKey: '[redacted]',
      Authorization: '[redacted]',
      nested: [{ refresh_token: '[redacted]', name: 'n' }],
      password: null,
    });
  });

  it('cuts long texts', () => {
    expect(String(redact('x'.repeat(10_000), home)).length).toBeLessThan(4100);
  });
});
