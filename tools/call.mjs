// Runs one operation through the engine, in plain Node: node tools/call.mjs <integration> <operation> [--input JSON] [--config JSON]
// A secret "token" is read from WIZ_SECRET_TOKEN; nothing is kept. Prints the answer as JSON; exit code 1 with the reason on failure.
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { serializeError, systemClock, toIntegrationError } from '@wiz/core';
import { createEngine } from '@wiz/engine';
import { MemoryStore, MemoryVault } from '@wiz/engine/testing';
import { nodeTransport } from '@wiz/integration-kit/main';
import { contractOf } from '@wiz/ipc-contract';
import { zodOf } from '@wiz/integration-kit/contract';

const text = { type: /** @type {const} */ ('string'), default: '{}' };
const { values, positionals } = parseArgs({ options: { input: text, config: text }, allowPositionals: true });
const [id = '', operation = ''] = positionals;
const contract = contractOf(id);
if (contract === undefined || operation === '') throw new Error('usage: node tools/call.mjs <integration> <operation> [--input JSON]');
const { shape } = /** @type {import('zod').ZodObject} */ (zodOf(contract.secrets));
const secrets = Object.fromEntries(Object.keys(shape).map((name) => [name, process.env[`WIZ_SECRET_${name.toUpperCase()}`] ?? '']));
const engine = await createEngine({
  contracts: { [id]: contract },
  implementations: { [id]: async () => (await import(`@wiz/integration-${id}`)).integration },
  store: new MemoryStore(),
  vault: new MemoryVault(),
  host: { trash: () => Promise.reject(new Error('There is no trash here.')), userAgent: 'ProjectWiz/call' },
  transportFor: () => nodeTransport(),
  clock: systemClock(),
  random: Math.random,
  newId: randomUUID,
  logger: { info: () => undefined, error: (event, facts) => console.error(event, facts) },
});
try {
  const { id: connection } = await engine.connections.add({ integration: id, config: JSON.parse(values.config), secrets });
  console.log(JSON.stringify(await engine.run({ connection, operation, input: JSON.parse(values.input) }), null, 2));
} catch (error) {
  console.error(JSON.stringify(serializeError(toIntegrationError(error)), null, 2));
  process.exitCode = 1;
} finally {
  await engine.dispose();
}
