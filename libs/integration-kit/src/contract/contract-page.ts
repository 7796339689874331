/** What a contract says for its page in the documentation; the rest of the page comes from its schemas. Each list has at least one sentence. */
export interface ContractPage {
  /** Of the contract, as in semantic versioning: `1.4.2`. `tools/contracts` says which step a change needs. */
  readonly version: string;
  readonly status: 'experimental' | 'stable' | 'deprecated';
  /** When this integration does its job: sentences that can be checked. */
  readonly success: readonly string[];
  readonly inScope: readonly string[];
  readonly outOfScope: readonly string[];
  /** What the external system imposes: quotas, sizes, rights. */
  readonly constraints: readonly string[];
  /** What it was written against. */
  readonly vendor: { readonly version: string; readonly docs: string };
  /** What a person does before the first connection, step by step. */
  readonly setUp: readonly string[];
  readonly limitations: readonly string[];
}
