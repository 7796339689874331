import type { SecretView } from '@wiz/engine/types';

/** What stands in an empty input whose secret is saved: “Set, ends in …abcd — leave empty to keep”. */
export function keepHint({ hint }: SecretView): string {
  return `Set${hint === null ? '' : `, ends in …${hint}`} — leave empty to keep`;
}
