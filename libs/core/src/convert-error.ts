import { causeChain, read, readString, type Link } from './cause-chain.ts';
import type { Meaning } from './error-codes.ts';
import { meaningOfCode, meaningOfMessage, meaningOfName } from './error-meaning.ts';
import { IntegrationError, isIntegrationError, type IntegrationErrorOptions } from './integration-error.ts';
import { isSerializedError, rebuildError } from './serialized-error.ts';

/** A meaning with the code that it was told by. */
interface Finding {
  readonly meaning: Meaning | undefined;
  readonly code: string | undefined;
}

const unknown: Meaning = {
  category: 'internal_error',
  sentence: 'Something went wrong inside Project Wiz. Nothing more was tried; the log has the details.',
};

/**
 * Turns anything thrown into an `IntegrationError`. Never throws itself, whatever it is given: a string, null, a frozen
 * or circular object, an object whose getters throw, a revoked proxy, an endless chain of causes.
 *
 * The chain is searched from the outside in. The first error of our own, or the first known code, name or message,
 * decides; a vague one, such as an abort, only where nothing clearer follows.
 *
 * @param facts what the caller knows; wins over what can be read from the thrown value, except that a request which
 *   provably never left has the outcome `none`
 */
export function toIntegrationError(thrown: unknown, facts: IntegrationErrorOptions = {}): IntegrationError {
  const known: IntegrationErrorOptions = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  let clear: Finding | undefined;
  let vague: Finding | undefined;
  let code: string | undefined;
  let allNeverSent = true;
  for (const link of causeChain(thrown)) {
    const own = clear === undefined ? ownError(link.value) : undefined;
    if (own !== undefined) return adopted(own, link, thrown, known);
    const finding = findingOf(link);
    const { meaning } = finding;
    // Of several requests each must have stayed here.
    if (link.oneOfSeveral) allNeverSent &&= meaning?.neverSent === true;
    code ??= finding.code;
    if (meaning?.vague === true) vague ??= finding;
    else if (meaning !== undefined) clear ??= finding;
    if (clear !== undefined && !(allNeverSent && clear.meaning?.neverSent === true)) break;
  }
  const { meaning = unknown, code: told = code } = clear ?? vague ?? {};
  return new IntegrationError(meaning.category, meaning.sentence, {
    code: told,
    ...known,
    ...(allNeverSent && meaning.neverSent === true ? { outcome: 'none' } : {}),
    cause: thrown,
  });
}

/** Our own error, unchanged where nothing is to be added; one that was wrapped keeps its wrapping as its cause. */
function adopted(own: IntegrationError, { depth }: Link, thrown: unknown, known: IntegrationErrorOptions): IntegrationError {
  const facts = depth === 0 ? known : { ...known, cause: thrown };
  return Object.keys(facts).length === 0 ? own : own.with(facts);
}

function ownError(value: unknown): IntegrationError | undefined {
  if (IntegrationError.isGenuine(value)) return value;
  return isIntegrationError(value) || isSerializedError(value) ? rebuildError(value) : undefined;
}

function findingOf({ value, name, message = '', code }: Link): Finding {
  const chromium = /\bnet::(ERR_\w{1,60})/.exec(`${code ?? ''} ${message}`)?.[1];
  const told = chromium ?? code;
  const meaning = meaningOfMessage(message) ?? meaningOfCode(told ?? '') ?? meaningOfName(name ?? '');
  return { meaning: meaning && placed(meaning, value), code: told };
}

/**
 * Node says which system call failed: while connecting nothing was sent, while reading or writing something may have
 * been. What several errors have in common is told by each of them more exactly.
 */
function placed({ category, sentence, neverSent = false, vague = false }: Meaning, value: unknown): Meaning {
  const syscall = readString(value, 'syscall');
  return {
    category,
    sentence,
    neverSent: syscall === 'connect' || (neverSent && syscall !== 'read' && syscall !== 'write'),
    vague: vague || read(value, 'errors') !== undefined,
  };
}
