import type { ConnectionView } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import type { ReportAbout } from '../../report/report-about.ts';
import type { RelatedFinder } from '../../results/related.ts';
import { createContext, use } from 'react';

interface OpenConnection {
  readonly connection: ConnectionView;
  readonly contract: AnyContract;
  readonly related: RelatedFinder;
  /** Opens the dialog that changes its configuration. */
  readonly edit: () => void;
  /** Opens the dialog that asks for its secrets again. */
  readonly reconnect: () => void;
  /** Opens the dialog that reports to the owner, about a run where one is given. */
  readonly report: (about: ReportAbout) => void;
}

export const ConnectionContext = createContext<OpenConnection | null>(null);

/** @throws TypeError outside a connection's screen */
export function useConnection(): OpenConnection {
  const open = use(ConnectionContext);
  if (open === null) throw new TypeError('useConnection needs the ConnectionContext.');
  return open;
}
