/**
 * @typedef {'info' | 'low' | 'moderate' | 'high' | 'critical'} Level
 * @typedef {{ name: string, title: string, url: string, severity: Level, range: string }} Advisory
 * @typedef {{ name: string, severity: Level, via: readonly (string | Advisory)[], nodes: readonly string[],
 *   fixAvailable: boolean | { name: string, version: string } }} Flawed a package with a flaw, or one that needs such a package
 * @typedef {{ auditReportVersion?: number, vulnerabilities?: Record<string, Flawed>, message?: string, statusCode?: number }} Report
 *   as `npm audit --json` writes it; an error has `message`, and `statusCode` where a registry answered
 */

/**
 * What an audit has found. `skipped`: nobody could be asked, so nothing is known.
 * @typedef {{ outcome: 'passed' | 'failed' | 'skipped', lines: readonly string[] }} Verdict
 */

/** @type {readonly Level[]} worst first */
const grave = ['critical', 'high'];

/** What a registry without audits answers: it does not know the address, or not this way of asking. */
const noEndpoint = [404, 405, 501];

/**
 * Judges what `npm audit --json` has written: flaws of level high or worse fail it, lesser ones are only counted.
 * An audit that could not be made for any other reason than a registry without audits fails too: nobody has looked.
 * @param {string} output
 * @returns {Verdict}
 */
export function auditVerdict(output) {
  const report = reportIn(output);
  if (report === undefined) return failed(`npm audit wrote what cannot be read: ${output.trim().slice(0, 400) || 'nothing'}`);
  const { auditReportVersion, vulnerabilities, message = 'no reason given', statusCode } = report;
  if (statusCode !== undefined && noEndpoint.includes(statusCode)) {
    return { outcome: 'skipped', lines: [`Audit of what is shipped: skipped, for the registry offers none (${message}).`] };
  }
  if (vulnerabilities === undefined) return failed(`nobody could be asked: ${message}`);
  if (auditReportVersion !== 2) return failed(`npm audit wrote a report of version ${String(auditReportVersion)}; 2 is known here.`);

  const packages = Object.values(vulnerabilities);
  const advisories = packages.flatMap((flawed) => flawed.via.flatMap((via) => (typeof via === 'string' ? [] : [{ flawed, ...via }])));
  const lesser = advisories.filter(({ severity }) => !grave.includes(severity)).length;
  const counted = lesser === 0 ? '' : ` Known flaws of a lower level: ${String(lesser)}.`;
  if (!packages.some(({ severity }) => grave.includes(severity))) {
    return { outcome: 'passed', lines: [`Audit of what is shipped: no known flaw of level high or worse.${counted}`] };
  }
  const found = grave.flatMap((level) => advisories.filter(({ severity }) => severity === level));
  // A package may be called flawed by others alone; then those that say so are all there is to name.
  const named = found.length > 0 ? found.flatMap(linesOf) : packages.map(({ name, severity }) => `  ${severity}  ${name}`);
  return failed(`known flaws of level high or worse:`, ...named, ...(counted === '' ? [] : [counted.trim()]));
}

/**
 * @param {Advisory & { flawed: Flawed }} found
 * @returns {readonly string[]}
 */
function linesOf({ severity, name, range, title, url, flawed: { nodes, fixAvailable } }) {
  const fix =
    fixAvailable === false
      ? 'no fixed version yet'
      : fixAvailable === true
        ? 'npm audit fix mends it'
        : `mended by ${fixAvailable.name} ${fixAvailable.version}`;
  return [`  ${severity}  ${name} ${range}: ${title}`, `    ${url}`, `    in ${nodes.join(', ')}; ${fix}`];
}

/**
 * @param {string} first
 * @param {readonly string[]} rest
 * @returns {Verdict}
 */
function failed(first, ...rest) {
  return { outcome: 'failed', lines: [`Audit of what is shipped: failed, ${first}`, ...rest] };
}

/**
 * @param {string} output
 * @returns {Report | undefined}
 */
function reportIn(output) {
  try {
    const parsed = /** @type {unknown} */ (JSON.parse(output));
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
