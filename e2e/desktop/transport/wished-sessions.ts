import { isIP } from 'node:net';
import { X509Certificate } from 'node:crypto';
import { session, type Session } from 'electron';
import type { ElectronWish } from './electron-wish.ts';

/** Electron's sessions, each made as a law wishes. */
export interface WishedSessions {
  fromPartition(partition: string, options: { cache: boolean }): Session;
  /** Resolves once all that was made is as it should be. */
  ready(): Promise<void>;
}

export function wishedSessions({ addresses, trust, proxy }: ElectronWish): WishedSessions {
  const settings: Promise<void>[] = [];
  return {
    fromPartition: (partition, options) => {
      const made = session.fromPartition(partition, options);
      if (proxy !== undefined) settings.push(made.setProxy(proxy));
      if (addresses !== undefined)
        Object.assign(made, { resolveHost: () => Promise.resolve({ endpoints: addresses.map((address) => ({ address })) }) });
      if (trust !== undefined) trustAuthority(made, new X509Certificate(trust));
      return made;
    },
    ready: async () => {
      await Promise.all(settings);
    },
  };
}

/**
 * Chromium takes authorities from the system only, and no test may add one there. So it is told its verdict here, by the
 * numbers of its own errors; what it does with them is its own.
 *
 * @see https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h
 */
function trustAuthority(made: Session, authority: X509Certificate): void {
  made.setCertificateVerifyProc(({ certificate, hostname }, answer) => {
    answer(verdict(new X509Certificate(certificate.data), hostname, authority));
  });
}

function verdict(shown: X509Certificate, hostname: string, authority: X509Certificate): number {
  const now = Date.now();
  if (!shown.verify(authority.publicKey)) return -202; // ERR_CERT_AUTHORITY_INVALID
  if (Date.parse(shown.validFrom) > now || Date.parse(shown.validTo) < now) return -201; // ERR_CERT_DATE_INVALID
  const isNamed = isIP(hostname) === 0 ? shown.checkHost(hostname) : shown.checkIP(hostname);
  return isNamed === undefined ? -200 : 0; // ERR_CERT_COMMON_NAME_INVALID
}
