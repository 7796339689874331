import { IntegrationError, serializeError } from '@wiz/core';
import { describe, expect, it } from 'vitest';
import { keepOffer } from './keep-offer.ts';
import { afterRefusal, isBusy, offerOf, proofOf, withoutOffer, type Proof, type Trial } from './trial.ts';

const proof: Proof = { config: {}, verified: { account: 'ada', label: 'ada' } };
const saving: Trial = { at: 'saving', proof, offer: undefined };

function storageError(code?: string) {
  return serializeError(new IntegrationError('storage_error', 'The keychain …', code === undefined ? {} : { code }));
}

describe('what a refusal asks for', () => {
  it('is one of two choices where the keychain is weak, the safer one first', () => {
    expect(keepOffer(storageError('keychain_weak'))).toEqual({ sentence: 'The keychain …', choices: ['session', 'weak'] });
  });

  it('is this session only, or nothing, where there is no keychain', () => {
    expect(keepOffer(storageError('keychain_missing'))?.choices).toEqual(['session']);
  });

  it.each([undefined, 'keychain', 'keychain_locked'])('is nothing for the code %s', (code) => {
    expect(keepOffer(storageError(code))).toBeUndefined();
  });
});

describe('a trial', () => {
  it('keeps its proof while the person decides about the keychain, and goes back to it when they do not', () => {
    const undecided = afterRefusal(saving, storageError('keychain_weak'));
    expect(undecided.at).toBe('undecided');
    expect(proofOf(undecided)).toBe(proof);
    expect(withoutOffer(undecided)).toEqual({ at: 'proved', proof });
    expect(offerOf(withoutOffer(undecided))).toBeUndefined();
  });

  it('is refused for any other reason, and for a keychain before anything was proved', () => {
    expect(afterRefusal(saving, storageError())).toMatchObject({ at: 'refused' });
    expect(afterRefusal({ at: 'trying' }, storageError('keychain_weak'))).toMatchObject({ at: 'refused' });
  });

  it('is busy while it is tried and saved, and shows the question until its answer is carried out', () => {
    const offer = keepOffer(storageError('keychain_weak'));
    expect(isBusy(saving)).toBe(true);
    expect(isBusy({ at: 'trying' })).toBe(true);
    expect(isBusy({ at: 'proved', proof })).toBe(false);
    expect(offerOf({ at: 'saving', proof, offer })).toBe(offer);
  });

  it('leaves alone what asks nothing', () => {
    expect(withoutOffer(saving)).toBe(saving);
  });
});
