import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { handOver } from './work-folder.ts';

/**
 * Makes it so that the secrets of the only connection were kept weakly on an earlier day, when there was no keychain: as
 * Chromium does it on Linux (components/os_crypt), with a key that everybody knows. The application must not be running.
 */
export async function keepWeakly(userData: string, secrets: Readonly<Record<string, string>>): Promise<void> {
  const folder = path.join(userData, 'data');
  const database = new DatabaseSync(path.join(folder, 'wiz.db'));
  try {
    const before = database.prepare('SELECT connection, sealed FROM vault').get();
    const sealed = JSON.parse(String(before?.['sealed'])) as Readonly<Record<string, unknown>>;
    const weak = { ...sealed, scheme: 'safe-storage-weak', check: weakly('project-wiz vault 1'), data: weakly(JSON.stringify(secrets)) };
    database.exec('BEGIN');
    database.prepare('UPDATE vault SET sealed = ?').run(JSON.stringify(weak));
    database.prepare("UPDATE connections SET secret_storage = 'weak'").run();
    database.exec('COMMIT');
  } finally {
    database.close();
  }
  await handOver(folder);
}

/** How the secrets of the only connection are sealed, as the vault names it. The application must not be running. */
export async function schemeOf(userData: string): Promise<unknown> {
  const folder = path.join(userData, 'data');
  const database = new DatabaseSync(path.join(folder, 'wiz.db'));
  try {
    const row = database.prepare('SELECT sealed FROM vault').get();
    return (JSON.parse(String(row?.['sealed'])) as { readonly scheme?: unknown }).scheme;
  } finally {
    database.close();
    await handOver(folder);
  }
}

function weakly(text: string): string {
  const cipher = createCipheriv('aes-128-cbc', pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1'), Buffer.alloc(16, ' '));
  return Buffer.concat([Buffer.from('v10'), cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}
