import { randomUUID } from 'node:crypto';

const pattern = /^\.wiz-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** A name for a file that is being written, which no one else uses. */
export function temporaryName(): string {
  return `.wiz-${randomUUID()}.tmp`;
}

/** Whether a name is one of `temporaryName`'s. Such files are neither listed nor searched: they are no one's yet. */
export function isTemporary(name: string): boolean {
  return pattern.test(name);
}
