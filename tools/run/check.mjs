// Runs one check (a linter, the type checker) and leaves its verdict as JUnit beside the test runners' files,
// so that the final count speaks for everything that ran.
// usage: node check.mjs <target> <project> <command> [argument ...]
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const [target, project, command, ...args] = process.argv.slice(2);
if (target === undefined || project === undefined || command === undefined) {
  console.error('usage: check.mjs <target> <project> <command> [argument ...]');
  process.exit(2);
}
const root = path.resolve(import.meta.dirname, '..', '..');
const entries = { eslint: 'eslint/bin/eslint.js', tsc: 'typescript/bin/tsc' };
const entry = entries[/** @type {keyof typeof entries} */ (command)];
if (entry === undefined) {
  console.error(`check.mjs knows ${Object.keys(entries).join(' and ')}, not ${command}.`);
  process.exit(2);
}
const startedAt = performance.now();
const child = spawn(process.execPath, [path.join(root, 'node_modules', entry), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
let output = '';
for (const stream of [child.stdout, child.stderr]) {
  stream.setEncoding('utf8');
  stream.on('data', (/** @type {string} */ text) => {
    output += text;
    process.stdout.write(text);
  });
}
child.on('close', (code) => {
  void report(code ?? 1);
});

/** @param {number} code */
async function report(code) {
  const escape = (/** @type {string} */ text) =>
    text
      // eslint-disable-next-line no-control-regex -- XML 1.0 knows no control characters
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
      .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  const time = ((performance.now() - startedAt) / 1000).toFixed(3);
  const failure = code === 0 ? '' : `<failure message="exit ${String(code)}">${escape(output)}</failure>`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="1" failures="${code === 0 ? '0' : '1'}">
<testsuite name="${escape(`${project} ${target}`)}" tests="1" failures="${code === 0 ? '0' : '1'}" skipped="0" time="${time}">
<testcase classname="${escape(project)}" name="${escape(target)}" time="${time}">${failure}</testcase>
</testsuite>
</testsuites>
`;
  const folder = path.join(root, 'dist', 'test-output', project);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${target}.xml`), xml);
  process.exitCode = code;
}
