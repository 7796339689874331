// What an integration's page says of its place in the application.
import { kindFacts } from './kind-facts.mjs';
import { fieldsOf } from './schema-fields.mjs';

/** @typedef {import('@wiz/integration-kit/contract').AnyContract} AnyContract */

/**
 * How it fits into a desktop application, what is done for security, how its code reads, and how its data gets to the window.
 * @param {AnyContract} contract
 */
export function inProjectWiz(contract) {
  const operations = Object.entries(contract.operations);
  const omitted = operations.flatMap(([name, { input }]) =>
    fieldsOf(input)
      .filter(({ inJournal }) => !inJournal)
      .map(({ key }) => `\`${name}.${key}\``),
  );
  const confirmed = operations.filter(([, { effect }]) => effect === 'destructive').map(([name]) => `\`${name}\``);
  return [
    `- **Desktop.** The service runs in the main process; the window knows the contract only. ${kindFacts[contract.kind].desktop}`,
    `- **Security.** ${[
      fieldsOf(contract.secrets).length === 0 ? 'There are no secrets.' : 'Secrets go from an input of the window to main, and never back.',
      omitted.length === 0 ? 'The journal keeps every input.' : `The journal leaves out ${omitted.join(', ')}.`,
      confirmed.length === 0 ? 'Nothing here needs a ticket.' : `A ticket is needed for ${confirmed.join(', ')}.`,
    ].join(' ')}`,
    '- **Code.** A handler is the request and the mapping of its answer, in line. Validation, retry, limits, cache and errors are the engine’s, once for all integrations.',
    '- **Data in the window.** TanStack Query holds the answers, TanStack Router the place (`/connections/<connection>/<operation>`). Main repeats, in one layer; the window does not.',
  ].join('\n');
}

/**
 * What its operations do, by what repeating or undoing them means.
 * @param {AnyContract} contract
 */
export function capabilities({ operations }) {
  const titles = /** @type {const} */ ({ read: 'Looks', idempotent: 'Sets', write: 'Changes', destructive: 'Removes' });
  return Object.entries(titles)
    .map(([effect, title]) => ({ title, having: Object.values(operations).filter((operation) => operation.effect === effect) }))
    .filter(({ having }) => having.length > 0)
    .map(({ title, having }) => `- **${title}:** ${having.map((operation) => operation.title).join('; ')}`)
    .join('\n');
}

/**
 * The way of a call as a diagram.
 * @param {AnyContract} contract
 */
export function flow({ id, name }) {
  return [
    '```mermaid',
    'flowchart LR',
    `  window["Window<br>form, TanStack Query, failures"] <-- "trpc.${id}.* over IPC" --> engine["Engine<br>validation, pipeline, journal"]`,
    `  engine <--> service["Service<br>handlers of ${id}"]`,
    `  service <--> system["${name}"]`,
    '```',
  ].join('\n');
}
