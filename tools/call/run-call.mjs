// What `tools/call.mjs` does.
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { serializeError, systemClock, toIntegrationError } from '@wiz/core';
import { createEngine } from '@wiz/engine';
import { MemoryStore, MemoryVault } from '@wiz/engine/testing';
import { nodeTransport } from '@wiz/integration-kit/main';
import { zodOf } from '@wiz/integration-kit/contract';
import { contracts } from '@wiz/ipc-contract';
import { findStandIn } from '../dev/find-stand-in.mjs';
import { callOrder, CallUsageError } from './call-order.mjs';
import { exampleInput } from './example-input.mjs';

try {
  endWith(await call(await callOrder(process.argv.slice(2), { ...contracts }, exampleInput)));
} catch (error) {
  if (!(error instanceof CallUsageError)) throw error;
  console.error(error.message);
  endWith(2);
}

/** What a stand-in is made with may end the process by itself, and says that all is well. @param {number} code */
function endWith(code) {
  process.exitCode = code;
  process.once('exit', () => {
    process.exitCode = code;
  });
}

/**
 * @param {import('./call-order.mjs').CallOrder} order
 * @returns {Promise<number>} the exit code
 */
async function call({ contract, operation, input, config, standIn: wanted }) {
  const { id } = contract;
  const start = wanted ? await findStandIn(id) : undefined;
  if (wanted && start === undefined)
    throw new CallUsageError(`${contract.name} has no stand-in: its testing entry exports no “devStandIn”.`);
  if (!wanted) checkSecrets(contract);
  const standIn = await start?.(({ text, requestId }) =>
    console.error(`stand-in${requestId === undefined ? '' : ` [${requestId}]`}: ${text}`),
  );
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
    const connected = standIn?.connection ?? { config, secrets: secretsFromEnvironment(contract) };
    const { id: connection } = await engine.connections.add({ integration: id, config: connected.config, secrets: connected.secrets });
    const correlationId = randomUUID();
    const request = { connection, operation, input, correlationId };
    if (contract.operations[operation]?.chunk === undefined) print({ ...(await engine.run(request)), correlationId });
    else {
      for await (const event of engine.stream(request)) {
        if (event.type === 'chunk') console.log(JSON.stringify(event.chunk));
        if (event.type === 'done') print({ ...event.answer, correlationId });
      }
    }
    return 0;
  } catch (error) {
    console.error(JSON.stringify(serializeError(toIntegrationError(error)), null, 2));
    return 1;
  } finally {
    await engine.dispose();
    await standIn?.close();
  }
}

/** @param {import('@wiz/integration-kit/contract').AnyContract} contract */
function shapeOf(contract) {
  return /** @type {import('zod').ZodObject} */ (zodOf(contract.secrets)).shape;
}

/** @param {string} name of a secret */
function variableOf(name) {
  return `WIZ_SECRET_${name.toUpperCase()}`;
}

/**
 * @param {import('@wiz/integration-kit/contract').AnyContract} contract
 * @throws {CallUsageError} where a secret that it cannot do without is not there
 */
function checkSecrets(contract) {
  const missing = Object.entries(shapeOf(contract))
    .filter(([name, schema]) => (process.env[variableOf(name)] ?? '') === '' && !schema.safeParse(undefined).success)
    .map(([name]) => variableOf(name));
  if (missing.length > 0) throw new CallUsageError(`${contract.name} needs credentials: set ${missing.join(' and ')}, or add --stand-in.`);
}

/** @param {import('@wiz/integration-kit/contract').AnyContract} contract */
function secretsFromEnvironment(contract) {
  return Object.fromEntries(Object.keys(shapeOf(contract)).map((name) => [name, process.env[variableOf(name)] ?? '']));
}

/** @param {object} answer */
function print(answer) {
  console.log(JSON.stringify(answer, null, 2));
}
