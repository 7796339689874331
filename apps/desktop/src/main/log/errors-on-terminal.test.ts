import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { IntegrationError, serializeError, toIntegrationError } from '@wiz/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileLogger, type FileLogger } from './file-logger.ts';
import { errorsOnTerminal } from './errors-on-terminal.ts';

const reference = '0f3c2b1a-1111-4222-8333-000000000001';

describe('what a developer sees of an error', () => {
  let folder: string;
  let file: string;
  let shown: string[];
  let logger: FileLogger;
  const logged = async (): Promise<string> => {
    await logger.flush();
    return readFileSync(file, 'utf8');
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'wiz-errors-'));
    file = path.join(folder, 'a.log');
    shown = [];
    logger = errorsOnTerminal(fileLogger({ file, home: os.homedir(), now: () => 0 }), (text) => {
      shown.push(text);
    });
  });
  afterEach(async () => {
    await logger.flush();
    rmSync(folder, { recursive: true, force: true });
  });

  it('of a handler is its message, its stack and the reference, and the log still has no message', async () => {
    const fault = new TypeError('a planted fault', { cause: new RangeError('what lay behind') });
    const stack = '    at listOrders (/work/libs/integrations/acme/main/src/orders.ts:9:27)';
    logger.port.error('unexpected error in a handler', {
      ...{ error: serializeError(toIntegrationError(fault)), stack },
      ...{ correlationId: reference, connection: 'c1', operation: 'listOrders' },
    });
    expect(shown).toEqual([
      [
        `unexpected error in a handler (listOrders), reference ${reference}`,
        'TypeError: a planted fault',
        stack,
        '  [cause]: RangeError: what lay behind',
      ].join('\n'),
    ]);
    const log = await logged();
    expect(log).toContain(reference);
    expect(log).toContain('listOrders (orders.ts:9:27)');
    expect(log).not.toContain('planted');
    expect(log).not.toContain('behind');
  });

  it('of a procedure is what Node shows of it', async () => {
    logger.port.error('unexpected error in a procedure', { error: new TypeError('a \u001B[31mred\u001B[0m fault'), path: 'runs.get' });
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(
      /^unexpected error in a procedure \(runs\.get\)\nTypeError: a red fault\n {4}at .*errors-on-terminal\.test\.ts/,
    );
    expect(await logged()).not.toContain('red');
  });

  it('of our own that came as plain data is its sentence and what lay behind', () => {
    const full = Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    const error = serializeError(new IntegrationError('storage_error', 'It could not be kept.', { cause: full }));
    logger.error('limits could not be kept', { error });
    logger.error('limits could not be kept', { error: serializeError(new IntegrationError('storage_error', 'It was not kept.')) });
    expect(shown).toEqual([
      'limits could not be kept\nstorage_error: It could not be kept.\n  [cause]: Error: disk full (ENOSPC)',
      'limits could not be kept\nstorage_error: It was not kept.',
    ]);
  });

  it('is also what held the process up or tried to end it', () => {
    logger.port.error('exit_refused', { call: 'exit', stack: '    at end (a.ts:1:2)' });
    logger.port.error('main_blocked', { silentMs: 7000, cpuMs: 6900, operation: 'listIssues' });
    expect(shown).toEqual([
      "exit_refused\n{ call: 'exit' }\n    at end (a.ts:1:2)",
      "main_blocked (listIssues)\n{ silentMs: 7000, cpuMs: 6900, operation: 'listIssues' }",
    ]);
  });

  it('is nothing of what is no error, and costs the log no line where it cannot be shown', async () => {
    logger.info('quit', {});
    logger.port.error('child_process_gone', { type: 'GPU', reason: 'crashed', exitCode: 1 });
    expect(shown).toEqual([]);
    const mute = errorsOnTerminal(logger, () => {
      throw new Error('the terminal is gone');
    });
    mute.error('uncaught_exception', { error: 5 });
    expect(shown).toEqual(['uncaught_exception\n5']);
    expect((await logged()).split('\n')).toHaveLength(4);
    expect(mute.files).toBe(logger.files);
  });
});
