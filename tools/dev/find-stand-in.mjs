/** @typedef {import('@wiz/integration-kit/testing').StartDevStandIn} StartDevStandIn */

/**
 * What starts the stand-in of an integration.
 * @param {string} id
 * @returns {Promise<StartDevStandIn | undefined>} undefined for an integration without one
 */
export async function findStandIn(id) {
  const exported = await import(`@wiz/integration-${id}/testing`);
  return exported.devStandIn;
}
