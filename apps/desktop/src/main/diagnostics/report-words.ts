import type { ErrorCategory } from '@wiz/core';

/** What may be told of a run in an address: no input, no message, no name of an account. */
export interface ReportFacts {
  /** As people call the system. */
  readonly name: string;
  readonly integration: string;
  readonly contractVersion: string;
  readonly operation?: string | undefined;
  readonly category?: ErrorCategory | undefined;
  readonly correlationId?: string | undefined;
  /** Of Project Wiz, with the operating system. */
  readonly application: string;
}

/** What the owner's form or e-mail begins with. */
export interface ReportWords {
  readonly title: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
}

const opening = 'What happened, and what did you expect?\n\n\n\n';
const closing = '\n\nPlease attach the diagnostics file: Project Wiz has saved it on your computer and shows where.';

/** Title, facts and text of a report. A fact that is no plain word is left out, whoever made it. */
export function reportWords({
  name,
  integration,
  contractVersion,
  operation,
  category,
  correlationId,
  application,
}: ReportFacts): ReportWords {
  const all = [
    ['Integration', `${integration} ${contractVersion}`],
    ['Operation', operation],
    ['Category', category],
    ['Reference', correlationId],
    ['Project Wiz', application],
  ] as const;
  const facts = all.flatMap(([fact, value]) => (value === undefined ? [] : [{ name: fact, value: plain(value) }]));
  const what = operation === undefined ? 'a problem with a connection' : `${plain(operation)} failed`;
  return {
    title: `${name}: ${what}${category === undefined ? '' : ` (${plain(category)})`}`,
    facts,
    body: `${opening}${facts.map((fact) => `${fact.name}: ${fact.value}`).join('\n')}${closing}`,
  };
}

/** Letters, digits and what joins them: nothing that a form or an e-mail could take for more than a word. */
function plain(value: string): string {
  return /^[\w .:-]{1,100}$/.test(value) ? value : '(left out)';
}
