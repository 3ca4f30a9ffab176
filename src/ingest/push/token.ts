/** The token of an Authorization header (RFC 6750 §2.1); undefined when it carries none. */
export const bearerOf = (header: string | undefined): string | undefined =>
  /^Bearer +([\w.~+/-]{20,200}=*) *$/i.exec(header ?? '')?.[1];
