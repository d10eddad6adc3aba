/** A token of the usual shape with these claims, and a signature that nobody checks. */
export function jsonWebToken(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.SECRETSIGNATURE`;
}
