// Every section of the specification, in its order.
import { pageHead } from './0-page.mjs';
import { context, summary } from './1-summary.mjs';
import { externalSystem } from './3-system.mjs';
import { service } from './4-service.mjs';
import { ipcAndWindow } from './4-window.mjs';
import { dataFlow } from './5-data.mjs';
import { errors } from './6-errors.mjs';
import { configuration } from './7-configuration.mjs';
import { testing } from './8-testing.mjs';
import { monitoring } from './9-monitoring.mjs';
import { checklist } from './10-checklist.mjs';
import { references, usage } from './11-references.mjs';

/** @type {readonly import('./item.mjs').Section[]} */
export const sections = [
  pageHead,
  summary,
  context,
  externalSystem,
  service,
  ipcAndWindow,
  dataFlow,
  errors,
  configuration,
  testing,
  monitoring,
  checklist,
  references,
  usage,
];
