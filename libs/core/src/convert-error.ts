import { IntegrationError, isIntegrationError, type IntegrationErrorOptions } from './integration-error.ts';
import type { ErrorCategory } from './error-category.ts';

interface Meaning {
  readonly category: ErrorCategory;
  readonly sentence: string;
  readonly retryable?: boolean;
  /** The request provably never arrived, so even a write may be repeated. */
  readonly neverSent?: boolean;
}

const byCode: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: {
    category: 'network_error',
    sentence: 'The other side refused the connection. Check the address and that the service is running.',
    neverSent: true,
  },
  ENOTFOUND: {
    category: 'network_error',
    sentence: 'The address could not be found. Check your network and the address.',
    neverSent: true,
  },
  EAI_AGAIN: { category: 'network_error', sentence: 'The address could not be looked up just now. Check your network.', neverSent: true },
  ECONNRESET: { category: 'network_error', sentence: 'The connection was lost. Try again.' },
  EPIPE: { category: 'network_error', sentence: 'The connection was lost. Try again.' },
  ETIMEDOUT: { category: 'timeout_error', sentence: 'The other side did not answer in time. Try again.' },
  EHOSTUNREACH: { category: 'network_error', sentence: 'The other side cannot be reached. Check your network.', neverSent: true },
  ENETUNREACH: { category: 'network_error', sentence: 'The network cannot be reached. Check your connection.', neverSent: true },
  ENOENT: { category: 'not_found', sentence: 'It is not there any more. Look again, it may have been moved or deleted.' },
  ENOTDIR: { category: 'validation_error', sentence: 'A part of this path is a file, not a folder. Check the path.' },
  EISDIR: { category: 'validation_error', sentence: 'This is a folder, not a file. Choose a file.' },
  EEXIST: { category: 'conflict', sentence: 'Something with this name exists already. Choose another name.' },
  ENOTEMPTY: { category: 'conflict', sentence: 'The folder is not empty.' },
  EACCES: { category: 'permission_error', sentence: 'Your account may not do this here. Change the permissions or choose another place.' },
  EPERM: { category: 'permission_error', sentence: 'Your account may not do this here. Change the permissions or choose another place.' },
  EROFS: { category: 'permission_error', sentence: 'This place is read-only. Choose another place.' },
  ELOOP: { category: 'permission_error', sentence: 'The path runs through a link, which is not followed here. Use the real path.' },
  ENAMETOOLONG: { category: 'validation_error', sentence: 'The name is too long for this disk. Choose a shorter one.' },
  EILSEQ: { category: 'validation_error', sentence: 'The name has characters that this disk cannot store. Choose another name.' },
  ENOSPC: { category: 'storage_error', sentence: 'The disk is full. Free some space, then try again. Nothing was changed.' },
  EDQUOT: { category: 'storage_error', sentence: 'Your disk quota is used up. Free some space, then try again. Nothing was changed.' },
  EFBIG: { category: 'too_large', sentence: 'The file is too large for this disk.' },
  EIO: { category: 'storage_error', sentence: 'The disk reported a fault. Check the disk, then try again.' },
  ESTALE: { category: 'storage_error', sentence: 'The network drive lost its place. Reconnect the drive, then try again.' },
  ENODEV: { category: 'storage_error', sentence: 'The drive is gone. Reconnect it, then try again.' },
  EMFILE: { category: 'overloaded', sentence: 'Too many files are open at once. Try again in a moment.' },
  ENFILE: { category: 'overloaded', sentence: 'Too many files are open on this computer. Close something, then try again.' },
  EBUSY: { category: 'overloaded', sentence: 'Another program is using it. Close it there, then try again.' },
  EAGAIN: { category: 'overloaded', sentence: 'The system is busy. Try again in a moment.' },
};

/**
 * Turns anything thrown into an `IntegrationError`. Never throws itself, whatever it is given:
 * a string, null, a frozen or circular object, an object whose getters throw.
 *
 * @param facts what the caller knows; wins over what can be read from the thrown value
 */
export function toIntegrationError(thrown: unknown, facts: IntegrationErrorOptions = {}): IntegrationError {
  if (isIntegrationError(thrown)) return thrown.with(withoutUndefined(facts));
  const code = safeString(thrown, 'code') ?? safeString(safeGet(thrown, 'cause'), 'code');
  const meaning = code === undefined ? undefined : byCode[code];
  if (meaning !== undefined) {
    return new IntegrationError(meaning.category, meaning.sentence, {
      code,
      ...(meaning.retryable === undefined ? {} : { retryable: meaning.retryable }),
      ...facts,
      ...(meaning.neverSent === true ? { outcome: 'none' as const } : {}),
      cause: thrown,
    });
  }
  const name = safeString(thrown, 'name');
  if (name === 'AbortError') return new IntegrationError('cancelled', 'Cancelled.', { ...facts, cause: thrown });
  if (name === 'TimeoutError') {
    return new IntegrationError('timeout_error', 'It did not answer in time. Try again.', { ...facts, cause: thrown });
  }
  return new IntegrationError(
    'internal_error',
    'Something went wrong inside Project Wiz. Nothing more was tried; the journal has the details.',
    {
      code,
      ...facts,
      cause: thrown,
    },
  );
}

function safeGet(value: unknown, key: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  } catch {
    return undefined;
  }
}

function safeString(value: unknown, key: string): string | undefined {
  const found = safeGet(value, key);
  return typeof found === 'string' ? found : undefined;
}

function withoutUndefined(facts: IntegrationErrorOptions): IntegrationErrorOptions {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
