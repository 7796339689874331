import type { SerializedError } from '@wiz/core';
import type { Verified } from '@wiz/engine/types';
import { keepOffer, type KeepOffer } from './keep-offer.ts';

/** A configuration that was seen to work, with the secrets that its form still holds. */
export interface Proof {
  readonly config: unknown;
  readonly verified: Verified;
}

/** Where proving and saving a configuration is. A change of the form makes an older proof worthless. */
export type Trial =
  | { readonly at: 'open' }
  | { readonly at: 'trying' }
  | { readonly at: 'proved'; readonly proof: Proof }
  /** It works, and a person has to say how its secrets may be kept. */
  | { readonly at: 'undecided'; readonly proof: Proof; readonly offer: KeepOffer }
  /** `offer` stays in sight while its answer is carried out. */
  | { readonly at: 'saving'; readonly proof: Proof; readonly offer: KeepOffer | undefined }
  | { readonly at: 'refused'; readonly error: SerializedError };

/** What is proved so far. */
export function proofOf(trial: Trial): Proof | undefined {
  return 'proof' in trial ? trial.proof : undefined;
}

/** What is to be decided about the secrets, if anything. */
export function offerOf(trial: Trial): KeepOffer | undefined {
  return 'offer' in trial ? trial.offer : undefined;
}

/** Whether something is under way that must not be started twice. */
export function isBusy(trial: Trial): boolean {
  return trial.at === 'trying' || trial.at === 'saving';
}

/** After main refused: a keychain that protects too little leaves the proof and asks, everything else is a reason. */
export function afterRefusal(trial: Trial, error: SerializedError): Trial {
  const proof = proofOf(trial);
  const offer = keepOffer(error);
  return proof === undefined || offer === undefined ? { at: 'refused', error } : { at: 'undecided', proof, offer };
}

/** After the person decided not to decide: as before the question. */
export function withoutOffer(trial: Trial): Trial {
  return trial.at === 'undecided' ? { at: 'proved', proof: trial.proof } : trial;
}
