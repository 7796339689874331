import { roughSize } from '@wiz/core';

/** What a handler gave although something is missing in it. It travels so to everybody who waits for the same call. */
export class PartialOutput {
  readonly output: unknown;
  readonly warnings: readonly string[];

  constructor(output: unknown, warnings: readonly string[]) {
    this.output = output;
    this.warnings = warnings;
  }
}

/** How much a cache has to keep for it: a partial one is never kept, so that nobody takes it for whole later. */
export function sizeToKeep(value: unknown): number {
  return value instanceof PartialOutput ? Infinity : roughSize(value);
}
