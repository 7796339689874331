export { asOrdinaryUser } from './as-ordinary-user.ts';
export type { FolderFront } from './folder-front.ts';
export type { Front } from './front.ts';
export { startHttpProxy } from './http-proxy.ts';
export type { HttpProxy, HttpProxyOptions, ProxiedRequest } from './http-proxy.ts';
export { wholeConnection } from './law.ts';
export type { ConnectionLaw, Law, OperationLaw } from './law.ts';
export { laws } from './laws.ts';
export { cellText, countCells, reportText } from './report.ts';
export type { Cell, CellState, Report } from './report.ts';
export { runLaws } from './run-laws.ts';
export type { RunLawsOptions } from './run-laws.ts';
export type {
  ConnectionDetails,
  Exemption,
  FolderStandIn,
  HttpStandIn,
  Over,
  RunningStandIn,
  StandInDescription,
  TcpStandIn,
} from './stand-in.ts';
export type { TcpFault } from './tcp-fault.ts';
export { startTcpProxy } from './tcp-proxy.ts';
export type { TcpProxy } from './tcp-proxy.ts';
