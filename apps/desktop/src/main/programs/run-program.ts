import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { abortError, IntegrationError } from '@wiz/core';
import type { ProgramEnd } from '@wiz/engine';

export interface RunOptions {
  /** All that it gets of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** It is ended when it prints more. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Runs a program to its end: no shell, nothing to read, no terminal, from its own folder. Where it is given up, it is
 * ended with everything that it has started.
 *
 * No error has what was printed: it may be a secret.
 * @throws IntegrationError `configuration_error`, `protocol_error`, or the signal's reason
 */
export function runProgram(file: string, args: readonly string[], { env, mostBytes, signal }: RunOptions): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortError(signal));
      return;
    }
    const grouped = process.platform !== 'win32';
    const child = spawn(file, args, {
      cwd: path.dirname(file),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // A group of its own, so that what it has started can be ended with it; and no terminal that it could ask on.
      detached: grouped,
    });
    const out: Buffer[] = [];
    const complaints: Buffer[] = [];
    let size = 0;
    const giveUp = (reason: IntegrationError): void => {
      release();
      end();
      reject(reason);
    };
    const onAbort = (): void => {
      giveUp(abortError(signal));
    };
    const release = (): void => {
      signal.removeEventListener('abort', onAbort);
      // What somebody else holds open must not keep us.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const end = (): void => {
      try {
        if (grouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It has ended already.
      }
    };
    const collect = (into: Buffer[]) => (bytes: Buffer) => {
      size += bytes.length;
      if (size <= mostBytes) into.push(bytes);
      else
        giveUp(new IntegrationError('protocol_error', `${path.basename(file)} printed far too much and was ended.`, { outcome: 'none' }));
    };
    signal.addEventListener('abort', onAbort);
    child.stdout.on('data', collect(out));
    child.stderr.on('data', collect(complaints));
    child.once('error', (error) => {
      giveUp(
        new IntegrationError('configuration_error', `${file} could not be started. Start it in a terminal to see why.`, { cause: error }),
      );
    });
    child.once('close', (exitCode) => {
      release();
      resolve({ exitCode, printed: Buffer.concat(out).toString('utf8'), complaint: Buffer.concat(complaints).toString('utf8') });
    });
  });
}
