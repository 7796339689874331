import type { SecretSourceView } from '@wiz/engine/types';
import type { AnyContract, AnySecretSource } from '@wiz/integration-kit/contract';

/** A program on this computer whose login may be used in place of a typed secret. */
export interface SecretOffer {
  readonly source: AnySecretSource;
  readonly view: SecretSourceView;
}

/** What main found installed, with what the contract says of it. */
export function secretOffers({ secretSources = [] }: AnyContract, found: readonly SecretSourceView[]): readonly SecretOffer[] {
  return found.flatMap((view) => {
    const source = secretSources.find(({ id }) => id === view.id);
    return source === undefined ? [] : [{ source, view }];
  });
}

/** What will be started, as it would be typed in a terminal. */
export function commandOf({ view: { file, args } }: SecretOffer): string {
  return [file, ...args].map((part) => (/\s/.test(part) ? `"${part}"` : part)).join(' ');
}
