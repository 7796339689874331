import type { SerializedError } from '@wiz/core';
import type { ConnectionView, SecretView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTRPCClient } from '../../app/trpc.ts';
import { formFields, type FormField } from '../../form/form-field.ts';
import { checkValues, initialValues, type FormValues } from '../../form/form-values.ts';
import { createSecretInputs, type SecretInputs } from '../../form/secret-inputs.ts';
import type { KeepSecrets } from './keep-offer.ts';
import { missingSecrets } from './missing-secrets.ts';
import { noReasons, reasonsInForm, type FormReasons } from './reasons-in-form.ts';
import type { SecretOffer } from './secret-offer.ts';
import { afterRefusal, offerOf, proofOf, withoutOffer, type Proof, type Trial } from './trial.ts';
import { useSecretOffers } from './use-secret-offers.ts';

/** What a proved form has to be saved with. */
export interface ProvedDraft {
  readonly config: unknown;
  /** Only what was typed. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The program whose login is used, by its id in the contract. */
  readonly secretsFrom?: string;
  /** Saved secrets that are to be forgotten. */
  readonly clearSecrets?: readonly string[];
  readonly keepSecrets?: KeepSecrets;
}

export interface TrialOptions<Saved> {
  readonly contract: AnyContract;
  /** The connection that is changed; absent for a new one. */
  readonly connection?: ConnectionView;
  /** What is saved does not open any more: every secret has to be filled in again. @default false */
  readonly refill?: boolean;
  readonly save: (draft: ProvedDraft) => Promise<Saved>;
  /** Not called any more once the form is gone. */
  readonly onSaved: (saved: Saved) => void;
}

export interface TrialForm {
  readonly fields: readonly FormField[];
  readonly values: FormValues;
  readonly secretFields: readonly FormField[];
  readonly inputs: SecretInputs;
  /** The secrets that an empty input keeps. */
  readonly saved: Readonly<Record<string, SecretView>>;
  /** The saved secrets that are to be forgotten, by name. */
  readonly cleared: readonly string[];
  /** Programs whose login may be used in place of a typed secret. */
  readonly offers: readonly SecretOffer[];
  /** The one that is used. */
  readonly source: SecretOffer | undefined;
  readonly reasons: FormReasons;
  readonly trial: Trial;
  readonly change: (values: FormValues) => void;
  /** To be called when a secret was typed. */
  readonly typed: () => void;
  /** Forgets a saved secret when the form is saved, or keeps it after all. */
  readonly clear: (name: string, cleared: boolean) => void;
  /** Uses a program's login from now on, and proves it. The person has agreed. */
  readonly agree: (offer: SecretOffer) => void;
  /** Lets the secret be typed after all. */
  readonly disagree: () => void;
  readonly check: () => void;
  /** Proves what is not proved yet, then saves it. `keep` is what the person decided about a keychain that protects too little. */
  readonly submit: (keep?: KeepSecrets) => void;
  /** Takes the question about the keychain back. */
  readonly dismiss: () => void;
}

const nothingSaved: Readonly<Record<string, SecretView>> = {};

/** The form of a connection, its secrets included, and its proof against the real system. Nothing is saved before it was seen to work. */
export function useTrial<Saved>({ contract, connection, refill = false, save, onSaved }: TrialOptions<Saved>): TrialForm {
  const client = useTRPCClient();
  const fields = useMemo(() => formFields(contract.config), [contract]);
  const secretFields = useMemo(() => formFields(contract.secrets), [contract]);
  const [inputs] = useState(createSecretInputs);
  const [values, setValues] = useState<FormValues>(() => initialValues(fields, connection?.config));
  const [reasons, setReasons] = useState(noReasons);
  const [trial, setTrial] = useState<Trial>({ at: 'open' });
  const [cleared, setCleared] = useState<readonly string[]>([]);
  const [source, setSource] = useState<SecretOffer>();
  const offers = useSecretOffers(contract, fields, values);
  const saved = connection === undefined || refill ? nothingSaved : connection.secrets;
  /** Which state of the form an answer is about: one of an older state, or of a form that is gone, is worth nothing. */
  const version = useRef(0);
  /** The proof that is under way; it ends with what it is about, and with it a program that was asked for its login. */
  const proving = useRef<AbortController>(undefined);
  const outdate = () => {
    version.current += 1;
    proving.current?.abort();
  };
  useEffect(() => outdate, []);

  const typed = () => {
    outdate();
    setReasons(noReasons);
    setTrial((now) => (now.at === 'open' ? now : { at: 'open' }));
  };
  const refuse = (error: SerializedError) => {
    setReasons(reasonsInForm(error, fields, secretFields));
    setTrial((now) => afterRefusal(now, error));
  };
  const prove = async (from: SecretOffer | undefined, known: Proof | undefined): Promise<Proof | undefined> => {
    if (known !== undefined) return known;
    const checked = checkValues(contract.config, fields, values);
    const missing = missingSecrets(secretFields, inputs.read(), saved, from?.source.secret);
    setReasons({ settings: checked.ok ? {} : checked.problems, secrets: missing });
    if (!checked.ok || Object.keys(missing).length > 0) return undefined;
    const asked = version.current;
    setTrial({ at: 'trying' });
    const abort = new AbortController();
    proving.current = abort;
    try {
      const draft = { integration: contract.id, config: checked.input, ...secretsOf(inputs, from, cleared) };
      // Past the query cache, which would keep what was typed for as long as the form is there.
      const trial = connection === undefined ? draft : { ...draft, id: connection.id };
      const verified = await client.connections.verify.mutate(trial, { signal: abort.signal });
      if (version.current !== asked) return undefined;
      const proof = { config: checked.input, verified };
      setTrial({ at: 'proved', proof });
      return proof;
    } catch (failure) {
      if (version.current === asked) refuse(integrationErrorOf(failure));
      return undefined;
    }
  };
  const submit = async (keep?: KeepSecrets) => {
    const proof = await prove(source, proofOf(trial));
    if (proof === undefined) return;
    const asked = version.current;
    setReasons(noReasons);
    setTrial((now) => ({ at: 'saving', proof, offer: offerOf(now) }));
    try {
      const done = await save({
        config: proof.config,
        ...secretsOf(inputs, source, cleared),
        ...(keep === undefined ? {} : { keepSecrets: keep }),
      });
      inputs.clear();
      if (version.current === asked) onSaved(done);
    } catch (failure) {
      if (version.current === asked) refuse(integrationErrorOf(failure));
    }
  };
  return {
    fields,
    values,
    secretFields,
    inputs,
    saved,
    cleared,
    offers,
    source,
    reasons,
    trial,
    typed,
    change: (next) => {
      setValues(next);
      // The person agreed to a login for the former settings.
      setSource(undefined);
      typed();
    },
    clear: (name, isCleared) => {
      setCleared((now) => (isCleared ? [...now, name] : now.filter((other) => other !== name)));
      typed();
    },
    agree: (offer) => {
      typed();
      setSource(offer);
      void prove(offer, undefined);
    },
    disagree: () => {
      setSource(undefined);
      typed();
    },
    check: () => void prove(source, proofOf(trial)),
    submit: (keep) => void submit(keep),
    dismiss: () => setTrial(withoutOffer),
  };
}

/** What is to be done about the secrets. A secret that a program gives is not typed as well. */
function secretsOf(
  inputs: SecretInputs,
  from: SecretOffer | undefined,
  clearSecrets: readonly string[],
): Pick<ProvedDraft, 'secrets' | 'secretsFrom' | 'clearSecrets'> {
  const { [from?.source.secret ?? '']: _, ...typed } = inputs.read();
  return {
    ...(Object.keys(typed).length === 0 ? {} : { secrets: typed }),
    ...(from === undefined ? {} : { secretsFrom: from.source.id }),
    ...(clearSecrets.length === 0 ? {} : { clearSecrets }),
  };
}
