export { implement } from './implement.ts';
export type {
  ConnectedIntegration,
  HandlerContext,
  Handlers,
  HostPorts,
  Identity,
  Implementation,
  Integration,
  Preview,
  Progress,
  VerifyContext,
} from './implement.ts';
