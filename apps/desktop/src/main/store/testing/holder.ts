// A program of its own that holds a database file until its input ends. It says `held` once it does.
import process from 'node:process';
import { openSql } from '../sql-database.ts';

const [file = '', how = ''] = process.argv.slice(2);
const database = openSql(file);
if (how === 'alone') database.exec('PRAGMA locking_mode = EXCLUSIVE');
database.exec('BEGIN EXCLUSIVE');
process.stdout.write('held\n');
process.stdin.resume().once('end', () => {
  database.exec('ROLLBACK');
  database.close();
});
