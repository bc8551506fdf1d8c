import {
  constants,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeDataFolder } from './makeFolder.ts';
import { StartProblem } from './startProblem.ts';

/** A certificate that nobody vouches for: members know it by its fingerprint, which their invite carries. */
export interface OwnCertificate {
  readonly cert: string;
  readonly key: string;
  /** No session is resumed: the certificate, which is all that members know the relay by, is shown at each connection. */
  readonly secureOptions: number;
  /** SHA-256 of the certificate, base64url. */
  readonly fingerprint: string;
}

/** Years that it is good for: it is never checked against a clock but by its fingerprint, and a new one would turn everybody away. */
const years = 50;

/** The relay's own certificate in its data folder, made once. Throws StartProblem. */
export function ownCertificate(folder: string, now: number): OwnCertificate {
  makeDataFolder(folder);
  const file = path.join(folder, 'own-certificate.pem');
  let pem: string;
  try {
    pem = read(file) ?? make(file, now);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartProblem(
      'folder',
      `The certificate ${file} cannot be read or made (${code}); look at the folder's owner, rights and free space.`,
    );
  }
  try {
    return parse(pem);
  } catch {
    throw new StartProblem(
      'tls',
      `The certificate ${file} is damaged: put a copy back, or remove it for a new one, which needs new invites for everybody.`,
    );
  }
}

function parse(pem: string): OwnCertificate {
  const [key, cert] = [
    /-----BEGIN PRIVATE KEY-----[\s\S]*?-----END PRIVATE KEY-----\n/,
    /-----BEGIN CERTIFICATE-----[\s\S]*/,
  ].map((part) => part.exec(pem)?.[0] ?? '') as [string, string];
  createPrivateKey(key);
  const fingerprint = createHash('sha256').update(new X509Certificate(cert).raw).digest('base64url');
  return { cert, key, secureOptions: constants.SSL_OP_NO_TICKET, fingerprint };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function make(file: string, now: number): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
  const name = sequence(set(sequence(oid('550403'), text('Who Knows relay'))));
  const body = sequence(
    tag(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(time(now - 86_400_000), time(now + years * 365 * 86_400_000)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, ecdsaWithSha256, tag(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  const pem = `${privateKey.export({ type: 'pkcs8', format: 'pem' })}-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  return pem;
}

// As much of DER (X.690) as one certificate (RFC 5280) takes. Libraries for it weigh more than the relay.
function tag(type: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([type, ...size]), content]);
}
const sequence = (...parts: readonly Uint8Array[]): Buffer => tag(0x30, ...parts);
const set = (...parts: readonly Uint8Array[]): Buffer => tag(0x31, ...parts);
const integer = (bytes: Uint8Array): Buffer => tag(0x02, bytes);
const oid = (hex: string): Buffer => tag(0x06, Buffer.from(hex, 'hex'));
const text = (words: string): Buffer => tag(0x0c, Buffer.from(words));
/** A moment, ms: UTCTime until 2049, GeneralizedTime after it. */
function time(ms: number): Buffer {
  const written = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
  return written < '2050' ? tag(0x17, Buffer.from(written.slice(2))) : tag(0x18, Buffer.from(written));
}
