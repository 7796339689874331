// Runs one operation through the engine, in plain Node:
// node tools/call.mjs <integration> <operation> [--stand-in] [--input=JSON] [--config=JSON]
// With --stand-in, what stands in for the system is started for it, and what it saw is printed to stderr, each line with the call's
// reference, which the answer has as `correlationId`. Without, a secret "token" is read from WIZ_SECRET_TOKEN; nothing is kept. Prints
// the answer as JSON, of a stream a line of JSON for each piece and then the answer. Exit code 1 with the reason on failure, 2 when it
// was asked for in a way that cannot be done.
import { onPinnedNode } from './run/on-pinned-node.mjs';

await onPinnedNode(() => import('./call/run-call.mjs'));
