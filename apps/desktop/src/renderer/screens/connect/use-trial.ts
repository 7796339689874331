import { useMutation } from '@tanstack/react-query';
import type { ErrorCategory, SerializedError } from '@wiz/core';
import type { ConnectionId, Verified } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useMemo, useState } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import { formFields, type FormField } from '../../form/form-field.ts';
import { checkValues, initialValues, type FieldProblems, type FormValues } from '../../form/form-values.ts';

/** Where proving a configuration is. A change of the form makes an older proof worthless. */
export type Trial =
  | { readonly at: 'open' }
  | { readonly at: 'trying' }
  | { readonly at: 'proved'; readonly config: unknown; readonly verified: Verified }
  | { readonly at: 'refused'; readonly error: SerializedError };

interface Proof {
  readonly config: unknown;
  readonly verified: Verified;
}

interface TrialForm {
  readonly fields: readonly FormField[];
  readonly values: FormValues;
  readonly problems: FieldProblems;
  readonly trial: Trial;
  readonly change: (values: FormValues) => void;
  /** @returns the proof, or undefined when the reason is shown instead */
  readonly prove: () => Promise<Proof | undefined>;
  /** Shows why saving was refused after all. */
  readonly refuse: (error: SerializedError) => void;
}

/** A configuration form and its proof against the real system. `id` tries a change of an existing connection. */
export function useTrial(contract: AnyContract, given: Readonly<Record<string, unknown>> = {}, id?: ConnectionId): TrialForm {
  const trpc = useTRPC();
  const fields = useMemo(() => formFields(contract.config), [contract]);
  const [values, setValues] = useState<FormValues>(() => initialValues(fields, given));
  const [problems, setProblems] = useState<FieldProblems>({});
  const [trial, setTrial] = useState<Trial>({ at: 'open' });
  const verify = useMutation(trpc.connections.verify.mutationOptions());

  const change = (next: FormValues) => {
    setValues(next);
    setProblems({});
    setTrial({ at: 'open' });
  };
  const prove = async (): Promise<Proof | undefined> => {
    if (trial.at === 'proved') return trial;
    const checked = checkValues(contract.config, fields, values);
    setProblems(checked.ok ? {} : checked.problems);
    if (!checked.ok) return undefined;
    setTrial({ at: 'trying' });
    try {
      const verified = await verify.mutateAsync({ integration: contract.id, config: checked.input, ...(id === undefined ? {} : { id }) });
      setTrial({ at: 'proved', config: checked.input, verified });
      return { config: checked.input, verified };
    } catch (failure) {
      refuse(integrationErrorOf(failure));
      return undefined;
    }
  };
  const refuse = (error: SerializedError) => {
    setProblems(reasonsInForm(error, fields));
    setTrial({ at: 'refused', error });
  };
  return { fields, values, problems, trial, change, prove, refuse };
}

/** What the address or the place itself is to blame for. */
const aboutThePlace: ReadonlySet<ErrorCategory> = new Set([
  'not_found',
  'permission_error',
  'validation_error',
  'configuration_error',
  'conflict',
]);

/**
 * Reasons at the fields that they are about. Main names a field with its place in the configuration, `root` or `config.root`;
 * where there is only one field, whatever is wrong with the place is wrong with it.
 */
function reasonsInForm(error: SerializedError, fields: readonly FormField[]): FieldProblems {
  const [only, ...others] = fields;
  const named = Object.entries(error.fields ?? {}).flatMap(([path, problem]) => {
    const field = fields.find(({ key }) => path === key || path.endsWith(`.${key}`));
    return field === undefined ? [] : [[field.key, problem] as const];
  });
  if (named.length > 0) return Object.fromEntries(named);
  return only !== undefined && others.length === 0 && aboutThePlace.has(error.category) ? { [only.key]: error.message } : {};
}
