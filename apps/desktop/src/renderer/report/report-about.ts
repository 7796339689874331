import type { ReportRequest } from '@wiz/ipc-contract';

/** The run that a report is about, by one of its names. */
export type ReportAbout = Pick<ReportRequest, 'run' | 'reference'>;
