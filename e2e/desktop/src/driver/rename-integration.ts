import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { handOver } from './work-folder.ts';

/**
 * Makes it so that every connection, and every run in the journal, was saved by a version that had an integration of this
 * name in place of the one it was. The application must not be running.
 */
export async function renameIntegration(userData: string, integration: string): Promise<void> {
  const folder = path.join(userData, 'data');
  const database = new DatabaseSync(path.join(folder, 'wiz.db'));
  try {
    database.exec('BEGIN');
    database.prepare('UPDATE connections SET integration = ?').run(integration);
    database.prepare('UPDATE runs SET integration = ?').run(integration);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
  await handOver(folder);
}
