import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** One line of the application's log. */
export interface LogLine {
  readonly event: string;
  readonly text: string;
}

/** What the application has logged so far. It writes a moment later than it speaks: poll. */
export async function readLog(userData: string): Promise<string> {
  return readFile(path.join(userData, 'logs', 'project-wiz.log'), 'utf8').catch(() => '');
}
