export { GraphqlClient } from './graphql/graphql-client.ts';
export type { GraphqlAnswer, GraphqlClientOptions, GraphqlQuery } from './graphql/graphql-client.ts';
export { implement } from './implement.ts';
export type { ApiNotice } from './http/api-notice.ts';
export { checkAddresses, checkNumber } from './http/check-addresses.ts';
export { isNumber } from './http/host-kind.ts';
export { HttpClient } from './http/http-client.ts';
export type { Explanation, FailedAnswer, HttpClientOptions } from './http/http-client-options.ts';
export type { HttpAnswer, HttpRequest } from './http/http-request.ts';
export { parseLink } from './http/link-header.ts';
export { nodeTransport } from './http/node-transport.ts';
export type { NodeTransportOptions } from './http/node-transport.ts';
export { segment } from './http/path-segment.ts';
export { sdkError } from './http/sdk-error.ts';
export type { SdkErrorOptions } from './http/sdk-error.ts';
export { sdkFetch } from './http/sdk-fetch.ts';
export type { SdkFetch, SdkFetchOptions } from './http/sdk-fetch.ts';
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
