import type { FormField } from '../../form/form-field.ts';

/** What the help beside a connection's form is about: “How to get a personal access token”. */
export function setUpTitle(secrets: readonly FormField[]): string {
  const [only, ...others] = secrets;
  if (only === undefined) return 'Before you connect';
  if (others.length > 0) return 'How to get the credentials';
  const { label } = only;
  // “API key” keeps its capitals, “Personal access token” does not.
  const name = /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
  return `How to get ${/^[aeio]/i.test(name) ? 'an' : 'a'} ${name}`;
}
