export type { AppInfo, DiagnosticsPreview, FolderRequest, PickedFolder, SavedDiagnostics, WindowEvent, WindowLog } from './app-types.ts';
export type { WizBridge } from './bridge.ts';
export type { WizErrorData, WizErrorShape } from './error-data.ts';
export { contractOf, contracts } from './registry.ts';
export type { Contracts, IntegrationId } from './registry.ts';
export type { AppRouter, ProcedureOf, RecordOf } from './router-type.ts';
export { systemInputs } from './system-inputs.ts';
