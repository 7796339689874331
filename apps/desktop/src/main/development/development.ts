import { IntegrationError } from '@wiz/core';
import type { Engine } from '@wiz/engine';
import type { RunId } from '@wiz/engine/types';
import type { RunOrigin } from '@wiz/ipc-contract';
import type { DevelopmentFacade } from '@wiz/ipc-contract/main';
import { isContractSource } from './editor-address.ts';
import { readHandedOver } from './handed-over.ts';
import { standInLog } from './stand-in-log.ts';

export interface DevelopmentOptions {
  /** The file that `npm run dev` hands over; absolute. */
  readonly file: string;
  readonly engine: () => Promise<{ readonly runs: Pick<Engine['runs'], 'get'> }>;
  /** Shows a line of a file in the editor. */
  readonly show: (file: string, line: number) => Promise<void>;
}

/** What the window can ask for while the application is developed, and at no other time. */
export function development({ file, engine, show }: DevelopmentOptions): DevelopmentFacade {
  const sourceOf = async (integration: string, operation: string): Promise<RunOrigin['source']> => {
    const { sources } = await readHandedOver(file);
    const source = sources[`${integration}.${operation}`];
    return source !== undefined && isContractSource(source.file) ? source : null;
  };
  const find = async (run: RunId) => (await engine()).runs.get(run);
  return {
    standIn: async (integration) => {
      const { standIns } = await readHandedOver(file);
      const standIn = Object.hasOwn(standIns, integration) ? standIns[integration] : undefined;
      return standIn === undefined ? null : { label: standIn.label, config: standIn.config, secrets: standIn.secrets };
    },
    originOf: async (id) => {
      const { integration, operation, correlationId } = await find(id);
      const { standIns } = await readHandedOver(file);
      const standIn = Object.hasOwn(standIns, integration) ? standIns[integration] : undefined;
      const log = standIn === undefined ? null : await standInLog(standIn.log, correlationId);
      return { source: await sourceOf(integration, operation), log };
    },
    openSource: async (id) => {
      const { integration, operation } = await find(id);
      const source = await sourceOf(integration, operation);
      if (source === null) throw new IntegrationError('not_found', `“${operation}” was not found in the contract of ${integration}.`);
      await show(source.file, source.line);
    },
  };
}
