import type { ContractPage } from '../contract/index.ts';

/** The page of a contract that exists in a test only. */
export const samplePage: ContractPage = {
  version: '1.0.0',
  status: 'experimental',
  success: ['It answers.'],
  inScope: ['Tests.'],
  outOfScope: ['Everything else.'],
  constraints: ['None.'],
  vendor: { version: '1', docs: 'https://example.com' },
  setUp: ['Nothing.'],
  limitations: ['It exists in tests only.'],
};
