import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';

// Node can read X.509 certificates but not issue them. The DER needed for that is written here, so that no test needs a program that
// may not be installed, and the repository holds no private key.

export interface Issued {
  readonly certificate: X509Certificate;
  /** PEM */
  readonly certificatePem: string;
  readonly privateKey: KeyObject;
}

export interface IssueOptions {
  readonly subject: string;
  /** Who signs; the certificate signs itself where absent. */
  readonly issuer?: Issued;
  /** `ec` takes a millisecond; `rsa` is what the identity platform takes from applications. */
  readonly keyType?: 'ec' | 'rsa';
  readonly isAuthority?: boolean;
  /** IPv4 addresses that a server with this certificate may have. */
  readonly addresses?: readonly string[];
  readonly validFrom?: Date;
  readonly validTo?: Date;
}

const HOUR = 3_600_000;

export function issueCertificate(options: IssueOptions): Issued {
  const { subject, issuer, keyType = 'ec', isAuthority = false, addresses = [] } = options;
  const { validFrom = new Date(Date.now() - HOUR), validTo = new Date(Date.now() + 24 * HOUR) } = options;
  const pair =
    keyType === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = issuer?.privateKey ?? pair.privateKey;
  const algorithm =
    signer.asymmetricKeyType === 'rsa'
      ? sequence(oid('1.2.840.113549.1.1.11'), tagged(0x05))
      : sequence(oid('1.2.840.10045.4.3.2'));
  const extensions = [
    extension('2.5.29.19', isAuthority ? sequence(boolean(true)) : sequence(), true),
    ...(addresses.length === 0
      ? []
      : [
          extension(
            '2.5.29.17',
            sequence(...addresses.map((address) => tagged(0x87, Buffer.from(address.split('.').map(Number))))),
          ),
        ]),
  ];
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(positive(randomBytes(8))),
    algorithm,
    issuer === undefined ? name(subject) : name(commonNameOf(issuer.certificate)),
    sequence(time(validFrom), time(validTo)),
    name(subject),
    pair.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, signer);
  const der = sequence(body, algorithm, tagged(0x03, Buffer.from([0]), signature));
  const certificate = new X509Certificate(der);
  return { certificate, certificatePem: certificate.toString(), privateKey: pair.privateKey };
}

/** The file an administrator has: the certificate and its private key, the key encrypted where a passphrase is given. */
export function pemFile({ certificatePem, privateKey }: Issued, passphrase?: string): string {
  const key =
    passphrase === undefined
      ? privateKey.export({ type: 'pkcs8', format: 'pem' })
      : privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase });
  return certificatePem + String(key);
}

/** As it stands in the header of an assertion: base64url. */
export function thumbprintSha256(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('base64url');
}

function commonNameOf({ subject }: X509Certificate): string {
  return subject.replace(/^CN=/, '');
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts);
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

/** The first bit of an integer is its sign, and its first byte is not a superfluous zero. */
function positive(bytes: Buffer): Buffer {
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes;
}

function boolean(value: boolean): Buffer {
  return tagged(0x01, Buffer.from([value ? 0xff : 0]));
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const base128 = (number: number): number[] => {
    const digits = [number & 0x7f];
    for (let left = number >>> 7; left > 0; left >>>= 7) {
      digits.unshift((left & 0x7f) | 0x80);
    }
    return digits;
  };
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function name(commonName: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('2.5.4.3'), tagged(0x0c, Buffer.from(commonName)))));
}

/** Two digits for the year until 2049, four from then on. */
function time(date: Date): Buffer {
  const digits = date.toISOString().slice(0, 19).replace(/\D/g, '');
  return date.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : tagged(0x18, Buffer.from(`${digits}Z`));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), tagged(0x04, value));
}
