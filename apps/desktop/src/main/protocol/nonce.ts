/** Stands in the built page where the nonce of the content security policy goes, a new one each time it is loaded. */
export const noncePlaceholder = '__WIZ_CSP_NONCE__';
