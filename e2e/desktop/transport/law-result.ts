/** What came of one law. */
export interface LawResult {
  readonly group: string;
  readonly title: string;
  /** `not-applicable`: nothing was tried, because the network stack cannot be brought into that situation. */
  readonly outcome: 'passed' | 'failed' | 'not-applicable';
  /** Why it failed, or what could not be brought about. */
  readonly reason: string;
  readonly tookMs: number;
}

/** How a law is named, also where groups have laws of the same title. */
export function nameOf({ group, title }: Pick<LawResult, 'group' | 'title'>): string {
  return `${group} › ${title}`;
}
