import type { HttpTransport } from '@wiz/integration-kit/main';
import type { TransportWish } from '@wiz/integration-kit/testing';
import type { ProxyConfig } from 'electron';

/** What a law may ask of the application's transport besides. */
export interface ElectronWish extends TransportWish {
  /** The proxy settings of this computer. */
  readonly proxy?: ProxyConfig;
}

export type MakeElectronTransport = (wish: ElectronWish) => HttpTransport | undefined;
