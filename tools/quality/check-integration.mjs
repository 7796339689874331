// What `check.mjs` does.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { judgeIntegration } from './judge-integration.mjs';
import { isKept } from './judge.mjs';
import { junitOf, reportOf } from './report.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const id = /^integration-(.+)$/.exec(process.argv[2] ?? '')?.[1];
if (id === undefined) {
  console.error('usage: node tools/quality/check.mjs integration-<id>');
  process.exit(2);
}
const judgement = await judgeIntegration(root, id, { measured: false });
const folder = path.join(root, 'dist', 'test-output', `integration-${id}`);
await mkdir(folder, { recursive: true });
await writeFile(path.join(folder, 'quality.xml'), junitOf(judgement));
console.log(reportOf(judgement));
process.exitCode = isKept(judgement) ? 0 : 1;
