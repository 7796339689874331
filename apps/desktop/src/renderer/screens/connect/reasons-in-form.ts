import type { ErrorCategory, SerializedError } from '@wiz/core';
import type { FormField } from '../../form/form-field.ts';
import type { FieldProblems } from '../../form/form-values.ts';

/** Why a form was refused, at the fields that the reasons are about. Empty where no field is to blame. */
export interface FormReasons {
  readonly settings: FieldProblems;
  readonly secrets: FieldProblems;
}

export const noReasons: FormReasons = { settings: {}, secrets: {} };

/** What the address or the place itself is to blame for, where the place alone makes the connection. */
const aboutThePlace: ReadonlySet<ErrorCategory> = new Set([
  'not_found',
  'permission_error',
  'validation_error',
  'configuration_error',
  'conflict',
]);
/** What of it is left to the place where there are secrets as well. */
const aboutTheAddress: ReadonlySet<ErrorCategory> = new Set(['not_found', 'configuration_error']);
const aboutTheSecret: ReadonlySet<ErrorCategory> = new Set(['authentication_error', 'permission_error']);

/**
 * Main names a field with its place, `root`, `config.root`, `token` or `secrets.token`. Where it names none, a refused sign-in
 * is the only secret's, and what is wrong with the place is the only setting's.
 */
export function reasonsInForm(error: SerializedError, settings: readonly FormField[], secrets: readonly FormField[]): FormReasons {
  const named = namedReasons(error, settings, secrets);
  if (Object.keys(named.settings).length + Object.keys(named.secrets).length > 0) return named;
  const secret = onlyOf(secrets);
  if (secret !== undefined && aboutTheSecret.has(error.category)) return { settings: {}, secrets: { [secret.key]: error.message } };
  const setting = onlyOf(settings);
  const blamed = secrets.length === 0 ? aboutThePlace : aboutTheAddress;
  return setting !== undefined && blamed.has(error.category) ? { settings: { [setting.key]: error.message }, secrets: {} } : noReasons;
}

function namedReasons({ fields = {} }: SerializedError, settings: readonly FormField[], secrets: readonly FormField[]): FormReasons {
  const found: { settings: Record<string, string>; secrets: Record<string, string> } = { settings: {}, secrets: {} };
  for (const [path, reason] of Object.entries(fields)) {
    const setting = path.startsWith('secrets.') ? undefined : settings.find(({ key }) => names(path, key));
    const secret = path.startsWith('config.') ? undefined : secrets.find(({ key }) => names(path, key));
    if (setting !== undefined) found.settings[setting.key] ??= reason;
    else if (secret !== undefined) found.secrets[secret.key] ??= reason;
  }
  return found;
}

function names(path: string, key: string): boolean {
  return path === key || path.endsWith(`.${key}`);
}

function onlyOf(fields: readonly FormField[]): FormField | undefined {
  return fields.length === 1 ? fields[0] : undefined;
}
