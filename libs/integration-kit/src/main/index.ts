export { implement } from './implement.ts';
export { checkAddresses, checkNumber } from './http/check-addresses.ts';
export { isNumber } from './http/host-kind.ts';
export { HttpClient } from './http/http-client.ts';
export type { Explanation, FailedAnswer, HttpClientOptions } from './http/http-client-options.ts';
export type { HttpAnswer, HttpRequest } from './http/http-request.ts';
export { parseLink } from './http/link-header.ts';
export { nodeTransport } from './http/node-transport.ts';
export type { NodeTransportOptions } from './http/node-transport.ts';
export { segment } from './http/path-segment.ts';
export type { HttpTransport, TransportRequest, TransportResponse } from './http/transport.ts';
export type {
  CallScope,
  ConnectedIntegration,
  HandlerContext,
  Handlers,
  HostPorts,
  Identity,
  Implementation,
  Integration,
  Preview,
  Progress,
  RateControl,
  Setup,
  VerifyContext,
} from './implement.ts';
