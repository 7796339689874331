import { IntegrationError } from '@wiz/core';
import type { Engine } from '@wiz/engine';
import type { ConnectionView, RunDetail } from '@wiz/engine/types';
import type { AnyContract } from '@wiz/integration-kit/contract';
import type { ReportPreview, ReportRequest } from '@wiz/ipc-contract';
import type { AppFacade } from '@wiz/ipc-contract/main';
import type { AppLogger } from '../log/file-logger.ts';
import { collectBundle, type Bundle, type BundleSources } from './collect-bundle.ts';
import { describeBundle } from './describe-bundle.ts';
import { reportAddress, reportPlace } from './report-address.ts';
import { reportWords, type ReportWords } from './report-words.ts';
import { bundleName, bundleText, saveBundle } from './save-bundle.ts';

export interface ReportsOptions {
  readonly sources: BundleSources;
  /** Asks the person for a place. @returns absolute; undefined when they changed their mind */
  readonly askWhere: (name: string) => Promise<string | undefined>;
  /** Opens an address outside of the application, within the rules for that. */
  readonly openExternal: (url: string) => Promise<void>;
  readonly logger: AppLogger & { flush(): Promise<void> };
}

/** Characters of a file that are shown in the window at most; its end is of the same kind as its beginning. */
const mostShown = 200_000;
/** Runs that are looked through for a correlation id, newest first: it is asked for soon after it failed. */
const mostLookedAt = 50;

interface About {
  readonly contract: AnyContract;
  readonly words: ReportWords;
  readonly to: ReportPreview['to'];
}

/** Telling an integration's owner of what goes wrong. The window names a connection and a run; what is told is looked up here. */
export function reports({
  sources,
  askWhere,
  openExternal,
  logger,
}: ReportsOptions): Pick<AppFacade, 'previewReport' | 'readReport' | 'makeReport'> {
  const collect = async (id: ReportRequest['id']): Promise<Bundle> => {
    // What the window has just shown must be in the files that are read.
    await logger.flush();
    return collectBundle(sources, id);
  };
  const look = async (request: ReportRequest): Promise<About> => {
    const { id, reference } = request;
    const engine = await sources.engine();
    const connection = engine.connections.get(id);
    const contract = sources.contractOf(connection.integration);
    if (contract === undefined) throw new IntegrationError('not_found', 'This integration is not part of Project Wiz any more.');
    const failed = await runOf(engine, request);
    if (failed !== undefined && failed.connection !== id)
      throw new IntegrationError('not_found', 'This run is not one of this connection.');
    const words = await wordsFor(sources, contract, connection, failed, reference);
    const { reports: owners } = contract;
    return { contract, words, to: owners === undefined ? null : { ...reportPlace(owners), address: reportAddress(owners, words) } };
  };
  return {
    previewReport: async (request) => {
      const [{ contract, words, to }, bundle] = await Promise.all([look(request), collect(request.id)]);
      const { title, facts } = words;
      return { integration: contract.name, owner: contract.owner, to, title, facts, bundle: describeBundle(bundle) };
    },
    readReport: async (id) => {
      const text = bundleText(await collect(id));
      return { text: text.slice(0, mostShown), cut: Math.max(0, text.length - mostShown) };
    },
    makeReport: async (request) => {
      const { to } = await look(request);
      const bundle = await collect(request.id);
      const file = await askWhere(bundleName(bundle));
      if (file === undefined) return { path: null, opened: false };
      const bytes = await saveBundle(bundle, file);
      // The file is there whatever becomes of the address, and the window shows both.
      const opened =
        to !== null &&
        (await openExternal(to.address).then(
          () => true,
          () => false,
        ));
      logger.info('report_made', { connection: request.id, run: request.run, bytes, opened });
      return { path: file, opened };
    },
  };
}

/** The run that is meant; undefined where none is, or where what failed never became one. */
async function runOf({ runs }: Pick<Engine, 'runs'>, { id, run, reference }: ReportRequest): Promise<RunDetail | undefined> {
  if (run !== undefined) return runs.get(run);
  if (reference === undefined) return undefined;
  const { items } = await runs.list({ connection: id, limit: mostLookedAt });
  for (const item of items) {
    // One that is cut out of the journal meanwhile is not there any more.
    const detail = await runs.get(item.id).catch(() => undefined);
    if (detail?.correlationId === reference) return detail;
  }
  return undefined;
}

async function wordsFor(
  { application }: BundleSources,
  { name, page, operations }: AnyContract,
  { integration }: ConnectionView,
  run: RunDetail | undefined,
  reference: string | undefined,
): Promise<ReportWords> {
  const { version, platform } = await application();
  return reportWords({
    ...{ name, integration, contractVersion: page.version },
    // A name of the contract, not whatever stands in the journal.
    operation: run !== undefined && Object.hasOwn(operations, run.operation) ? run.operation : undefined,
    category: run?.category ?? undefined,
    correlationId: run?.correlationId ?? reference,
    application: `${String(version)} ${String(platform)}`,
  });
}
