import type { StandInView } from '@wiz/ipc-contract';
import { flushSync } from 'react-dom';
import { initialValues } from '../../form/form-values.ts';
import type { TrialForm } from './use-trial.ts';

/**
 * Fills a form in with what stands in for the system, its credentials included.
 *
 * @param kept settings that stay unless the stand-in has its own
 */
export function fillStandIn(
  form: Pick<TrialForm, 'fields' | 'inputs' | 'change'>,
  { config, secrets }: StandInView,
  kept: Readonly<Record<string, unknown>> = {},
): void {
  // A login in use stands where the secret is typed; with the settings it goes, and its input is there to be filled.
  flushSync(() => form.change(initialValues(form.fields, { ...kept, ...config })));
  for (const [name, secret] of Object.entries(secrets)) form.inputs.fill(name, secret);
}
