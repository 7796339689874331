import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { IntegrationError } from '@wiz/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
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
const lines = (file = path.join(folder, 'logs', 'a.log')): readonly Readonly<Record<string, unknown>>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));

describe('the log', () => {
  it('holds one JSON object a line, in the order of the calls', async () => {
    const log = logger();
    log.info('started', { version: '1', electron: '45.0.1', packaged: true });
    log.error('store_opened', { tookMs: 3, notices: 0 });
    await log.flush();
    expect(lines()).toEqual([
      { at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'started', version: '1', electron: '45.0.1', packaged: true },
      { at: '1970-01-01T00:00:00.000Z', level: 'error', event: 'store_opened', tookMs: 3, notices: 0 },
    ]);
  });

  it('holds what knows no catalogue to it all the same', async () => {
    const log = logger();
    log.port.error('the journal could not be written', { error: new Error('x'), input: 'typed' });
    await log.flush();
    expect(Object.keys(lines()[0] ?? {})).toEqual(['at', 'level', 'event', 'error']);
  });

  it('survives a folder that cannot be written, and then says how many lines are missing', async () => {
    const blocked = path.join(folder, 'blocked');
    writeFileSync(blocked, '');
    const log = logger(path.join(blocked, 'a.log'));
    log.info('quit', {});
    await log.flush();
    log.info('quit', {});
    await log.flush();
    rmSync(blocked);
    log.info('quit', {});
    await log.flush();
    expect(lines(path.join(blocked, 'a.log'))).toMatchObject([{ event: 'quit' }, { event: 'log_lines_dropped', count: 2 }]);
  });

  it('survives values that cannot be described', async () => {
    const log = logger();
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const hostile = {
      get error(): string {
        throw new Error('no');
      },
    };
    log.error('uncaught_exception', { error: circular });
    log.port.error('uncaught_exception', hostile);
    log.info('quit', {});
    await log.flush();
    expect(lines()).toMatchObject([{ event: 'uncaught_exception' }, { event: 'quit' }, { event: 'log_lines_dropped', count: 1 }]);
  });
});

describe('the files of the log', () => {
  const file = (name = ''): string => path.join(folder, 'logs', `a.log${name}`);
  const full = async (log: FileLogger, count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      log.info('log_lines_dropped', { count: n });
      await log.flush();
    }
  };

  // Windows keeps rights in another way: what is in the folder of an account is that account's.
  it.skipIf(process.platform === 'win32')('are the account’s alone, with their folder, the old ones too', async () => {
    await full(logger(undefined, 200), 20);
    const rights = [path.join(folder, 'logs'), file(), file('.1'), file('.2')].map((target) => (statSync(target).mode & 0o777).toString(8));
    expect(rights).toEqual(['700', '600', '600', '600']);
  });

  it('are one that is written and two old ones', async () => {
    await full(logger(undefined, 200), 20);
    expect(readdirSync(path.join(folder, 'logs')).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2']);
    expect(lines()).toMatchObject([{ count: 18 }, { count: 19 }]);
    expect(lines(file('.1'))).toMatchObject([{ count: 15 }, { count: 16 }, { count: 17 }]);
  });

  it('are begun anew when one is found that has grown beyond all measure', async () => {
    mkdirSync(path.join(folder, 'logs'));
    writeFileSync(file(), '');
    truncateSync(file(), 200_000_000);
    await full(logger(), 1);
    expect(lines()).toHaveLength(1);
    expect(statSync(file('.1')).size).toBe(200_000_000);
  });

  it('go on growing where an old one cannot be set aside, up to five times their size, and no line is lost until then', async () => {
    // A folder with something in it: no file can be renamed to that, on any system.
    mkdirSync(file('.1'), { recursive: true });
    mkdirSync(file('.2'));
    for (const name of ['.1', '.2']) writeFileSync(path.join(file(name), 'x'), '');
    const log = logger(undefined, 400);
    await full(log, 60);
    const written = lines().length;
    expect(lines()).toMatchObject(Array.from({ length: written }, (_, n) => ({ count: n })));
    expect(statSync(file()).size).toBeGreaterThanOrEqual(2000);
    expect(statSync(file()).size).toBeLessThan(2200);
    for (const name of ['.1', '.2']) rmSync(file(name), { recursive: true });
    await full(log, 1);
    expect(lines()).toMatchObject([{ count: 0 }, { event: 'log_lines_dropped', count: 60 - written }]);
  });
});

describe('the second net, by names', () => {
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
