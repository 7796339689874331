import { createHash } from 'node:crypto';

/**
 * What stands for a content: equal exactly when the content is equal. Times and sizes would miss a change within
 * one tick of the disk's clock, or by a program that sets the time back.
 */
export function contentVersion(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url');
}
