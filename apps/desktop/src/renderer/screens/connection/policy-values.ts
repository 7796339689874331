import { contractPerMinute, policyLimits, PolicyOverrides } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { formFields } from '../../form/form-field.ts';
import type { FieldProblems, FormValues } from '../../form/form-values.ts';
import { countOf, formatCount } from '../../text/format.ts';

export type PolicyKey = keyof PolicyOverrides;

/** One limit as a person sets it. */
export interface PolicyField {
  readonly key: PolicyKey;
  readonly label: string;
  /** Its range, and what it does. */
  readonly help: string;
  /** What an empty input means. */
  readonly placeholder: string;
  /** How much of the saved number is one in the input: milliseconds are shown as seconds. */
  readonly unit: number;
  readonly min: number;
  readonly max: number;
}

export type CheckedPolicy =
  { readonly ok: true; readonly policy: PolicyOverrides } | { readonly ok: false; readonly problems: FieldProblems };

interface Words {
  readonly label: string;
  readonly unit: number;
  readonly what: string;
}

const words: Readonly<Record<PolicyKey, Words>> = {
  timeoutMs: { label: 'Time for one attempt', unit: 1000, what: 'seconds. Some operations have a time of their own.' },
  perMinute: { label: 'Requests a minute', unit: 1, what: 'requests. What comes sooner waits for its turn.' },
  retries: { label: 'Further attempts', unit: 1, what: 'after the first, of what can be repeated safely.' },
  breakerFailures: { label: 'Failures until it pauses', unit: 1, what: 'in a row. Then it rests for a while before it is tried again.' },
};

/** What the engine takes where the person says nothing. */
function standard(key: PolicyKey, contract: AnyContract): string {
  if (key === 'timeoutMs') return countOf(policyLimits.timeoutMs.standard / words.timeoutMs.unit, 'second', 'seconds');
  const count = key === 'perMinute' ? contractPerMinute(contract) : policyLimits[key].standard;
  return count === null ? 'no limit' : formatCount(count);
}

/** The limits that can be set for a connection of this contract, with their ranges from the schema and their defaults. */
export function policyFields(contract: AnyContract): readonly PolicyField[] {
  return formFields(PolicyOverrides).flatMap((field) => {
    if (field.as !== 'number' || !isPolicyKey(field.key)) return [];
    const { label, unit, what } = words[field.key];
    const [min, max] = [(field.min ?? 0) / unit, (field.max ?? Number.MAX_SAFE_INTEGER) / unit];
    const help = `${formatCount(min)} to ${formatCount(max)} ${what}`;
    return [{ key: field.key, label, help, placeholder: `Default: ${standard(field.key, contract)}`, unit, min, max }];
  });
}

/** What the inputs hold for a saved policy; empty where the default holds. */
export function policyValues(fields: readonly PolicyField[], policy: PolicyOverrides): FormValues {
  return Object.fromEntries(fields.map(({ key, unit }) => [key, policy[key] === undefined ? '' : policy[key] / unit]));
}

/** The policy that the inputs stand for, checked with the schema that main checks it with again. Empty takes the default. */
export function checkPolicy(fields: readonly PolicyField[], values: FormValues): CheckedPolicy {
  const given = fields.flatMap(({ key, unit }) => {
    const value = values[key];
    if (value === undefined || value === '') return [];
    // Half a thousandth of a second is no whole number of milliseconds, and nobody means it.
    return [[key, unit === 1 ? Number(value) : Math.round(Number(value) * unit)] as const];
  });
  const parsed = PolicyOverrides.safeParse(Object.fromEntries(given));
  if (parsed.success) return { ok: true, policy: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  return {
    ok: false,
    problems: Object.fromEntries(fields.filter(({ key }) => wrong.has(key)).map((field) => [field.key, rangeOf(field)])),
  };
}

function rangeOf({ unit, min, max }: PolicyField): string {
  return `Use a ${unit === 1 ? 'whole number' : 'number'} from ${formatCount(min)} to ${formatCount(max)}.`;
}

function isPolicyKey(key: string): key is PolicyKey {
  return Object.hasOwn(words, key);
}
