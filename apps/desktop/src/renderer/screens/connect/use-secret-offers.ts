import { skipToken, useQuery } from '@tanstack/react-query';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { useMemo } from 'react';
import { useTRPC } from '../../app/trpc.ts';
import type { FormField } from '../../form/form-field.ts';
import { checkValues, type FormValues } from '../../form/form-values.ts';
import { useSettled } from '../../form/use-settled.ts';
import { secretOffers, type SecretOffer } from './secret-offer.ts';

/** So long nothing is typed before main is asked, in milliseconds. */
const settleMs = 300;

const none: readonly SecretOffer[] = [];

/** The programs whose login may be used for the settings that the form holds; none while these are being typed. */
export function useSecretOffers(contract: AnyContract, fields: readonly FormField[], values: FormValues): readonly SecretOffer[] {
  const trpc = useTRPC();
  const settled = useSettled(values, settleMs);
  const checked = useMemo(() => checkValues(contract.config, fields, settled), [contract, fields, settled]);
  const asked = checked.ok && contract.secretSources !== undefined ? { integration: contract.id, config: checked.input } : skipToken;
  // A program may have been installed since the form was last open.
  const { data } = useQuery(trpc.connections.secretSources.queryOptions(asked, { staleTime: 0, gcTime: 0 }));
  const offers = useMemo(() => (data === undefined ? none : secretOffers(contract, data)), [contract, data]);
  return settled === values ? offers : none;
}
