// For tests: reads the workspace's graph once and answers each message, a list of changed files, with the plan for it.
import path from 'node:path';
import process from 'node:process';
import { readGraph } from '../graph.mjs';
import { planFor } from '../plan.mjs';

process.chdir(path.resolve(import.meta.dirname, '..', '..', '..'));
const graph = await readGraph();
process.on('message', async (/** @type {readonly string[]} */ files) => process.send?.(await planFor(graph, files)));
process.send?.('ready');
