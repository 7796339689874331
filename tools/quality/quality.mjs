// `npm run quality -- [id …] [--json] [--as-is]`: how good the integrations are, which rules they miss, and how to meet those.
// `--as-is` runs nothing and takes what earlier runs left. Ends with 1 where one is less than its quality.json says, or less than bronze.
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { readMachine } from '../electron/machine.mjs';
import { findIntegrationIds } from './integration-ids.mjs';
import { judgeIntegration } from './judge-integration.mjs';
import { isKept } from './judge.mjs';
import { RecordError } from './record.mjs';
import { reportOf } from './report.mjs';
import { runTasks } from './run-tasks.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, 'as-is': { type: 'boolean' } } });
const known = findIntegrationIds(root);
const unknown = positionals.find((id) => !known.includes(id));
if (unknown !== undefined) {
  console.error(`There is no integration “${unknown}”. There are: ${known.join(', ')}.`);
  process.exit(2);
}
const ids = positionals.length === 0 ? known : positionals;
// Progress goes beside the report, so that `--json` can be read by a machine.
const code = values['as-is'] === true ? 0 : await runTasks(root, readMachine().env, ids);
const judgements = [];
for (const id of ids) {
  try {
    judgements.push(await judgeIntegration(root, id, { measured: true }));
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
if (values.json === true) console.log(JSON.stringify(judgements, undefined, 2));
else console.log(`\n${judgements.map(reportOf).join('\n\n')}`);
if (code !== 0) console.error('\nA check failed; the rules above say which.');
process.exitCode = judgements.every(isKept) ? 0 : 1;
