import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

/** What a server shows for itself: its certificate, and the key to it, both in PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

export interface Validity {
  /** @default yesterday */
  readonly from?: Date;
  /** @default tomorrow */
  readonly until?: Date;
}

/** An authority that certifies whatever a test needs. */
export interface TestAuthority {
  /** Its own certificate in PEM, for who is to trust it. */
  readonly certificate: string;
  /** @param host a name, or a number of the old kind */
  certify(host: string, validity?: Validity): TlsIdentity;
}

/** A new one with a new key each time: no key of it lies anywhere, and nothing of it ever expires on the shelf. */
export function testAuthority(): TestAuthority {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // Its own name too, for one of the same name would count as the same with a broken seal.
  const name = `Test authority ${randomBytes(4).toString('hex')}`;
  return {
    certificate: certificate({ subject: name, publicKey: pair.publicKey, extensions: [mayCertify] }, name, pair.privateKey),
    certify: (host, validity) => {
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const subject = { subject: host, publicKey: own.publicKey, extensions: [namesOf(host)], ...validity };
      return { cert: certificate(subject, name, pair.privateKey), key: pemOf(own.privateKey) };
    },
  };
}

/** Certified by nobody but itself. */
export function selfSigned(host: string): TlsIdentity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { cert: certificate({ subject: host, publicKey, extensions: [namesOf(host)] }, host, privateKey), key: pemOf(privateKey) };
}

interface Subject extends Validity {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

const dayMs = 24 * 60 * 60 * 1000;

/** Node can read certificates but not make them. @see RFC 5280 §4.1, whose fields these are in their order */
function certificate({ subject, publicKey, extensions, from, until }: Subject, issuer: string, signer: KeyObject): string {
  const now = Date.now();
  const toSign = sequence(
    version3,
    // The number that its issuer keeps it under. A small first byte makes it a positive one.
    tagged(0x02, Buffer.from([1]), randomBytes(8)),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(time(from ?? new Date(now - dayMs)), time(until ?? new Date(now + dayMs))),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions)),
  );
  const whole = sequence(toSign, ecdsaWithSha256, bits(sign('sha256', toSign, signer)));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** DER: what it is, how long it is, and what it holds. */
function tagged(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
}

function sequence(...content: readonly Buffer[]): Buffer {
  return tagged(0x30, ...content);
}

function bits(content: Buffer): Buffer {
  return tagged(0x03, Buffer.from([0]), content);
}

function time(moment: Date): Buffer {
  return tagged(0x17, Buffer.from(`${moment.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
}

/** A name of one part, the common name. */
function nameOf(text: string): Buffer {
  return sequence(tagged(0x31, sequence(commonName, tagged(0x0c, Buffer.from(text)))));
}

const version3 = Buffer.from('a003020102', 'hex');
const commonName = Buffer.from('0603550403', 'hex');
const ecdsaWithSha256 = sequence(Buffer.from('06082a8648ce3d040302', 'hex'));
/** basicConstraints, critical: an authority. */
const mayCertify = sequence(Buffer.from('0603551d130101ff040530030101ff', 'hex'));

/** subjectAltName: the only place that is looked at for whom a certificate is. */
function namesOf(host: string): Buffer {
  const name = isIP(host) === 0 ? tagged(0x82, Buffer.from(host)) : tagged(0x87, Buffer.from(host.split('.').map(Number)));
  return sequence(Buffer.from('0603551d11', 'hex'), tagged(0x04, sequence(name)));
}
