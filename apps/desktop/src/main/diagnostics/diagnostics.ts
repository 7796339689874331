import type { Clock } from '@wiz/core';
import type { AppFacade } from '@wiz/ipc-contract/main';
import type { AppLogger } from '../log/file-logger.ts';
import { collectBundle, type BundleSources } from './collect-bundle.ts';
import { describeBundle } from './describe-bundle.ts';
import { bundleName, saveBundle } from './save-bundle.ts';
import { windowLog } from './window-log.ts';

export interface DiagnosticsOptions {
  readonly sources: BundleSources;
  /** Asks the person for a place. @returns absolute; undefined when they changed their mind */
  readonly askWhere: (name: string) => Promise<string | undefined>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: AppLogger & { flush(): Promise<void> };
}

/** What the window can ask of log and diagnostics. */
export function diagnostics({
  sources,
  askWhere,
  clock,
  logger,
}: DiagnosticsOptions): Pick<AppFacade, 'log' | 'previewDiagnostics' | 'saveDiagnostics'> {
  const collect: typeof collectBundle = async (from, id) => {
    // What the window has just shown must be in the files that are read.
    await logger.flush();
    return collectBundle(from, id);
  };
  return {
    log: windowLog(clock, logger),
    previewDiagnostics: async (id) => describeBundle(await collect(sources, id)),
    saveDiagnostics: async (id) => {
      const bundle = await collect(sources, id);
      const file = await askWhere(bundleName(bundle));
      if (file === undefined) return { path: null };
      const bytes = await saveBundle(bundle, file);
      logger.info('diagnostics_saved', { connection: id, bytes });
      return { path: file };
    },
  };
}
