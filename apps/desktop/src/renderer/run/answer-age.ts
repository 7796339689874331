import type { Answer } from '@wiz/engine/types';

/**
 * What is said of an answer that is not of this moment; undefined for one that is.
 *
 * @param changed something was changed since that it does not show
 * @param moment when it was true, as people read it
 */
export function answerAge(
  { cached, stale }: Pick<Answer<unknown>, 'cached' | 'stale'>,
  changed: boolean,
  moment: string,
): string | undefined {
  if (changed) return `Changed since: this is as of ${moment}.`;
  if (stale) return `Not fresh: this is as of ${moment}.`;
  return cached ? `Kept answer, as of ${moment}.` : undefined;
}
