import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';

/**
 * Headers that keep a page from doing anything but what it says: no inline script or style, no frame, no plug-in. A page
 * that states a policy of its own (a page of somebody else's, shown in a frame) keeps that.
 */
export const securityHeaders = (https: boolean): MiddlewareHandler => {
  const usual = usualHeaders(https);
  return async (c, next) => {
    let own: string | null = null;
    const answer = await usual(c, async () => {
      await next();
      own = c.res.headers.get(policy);
    });
    if (own !== null) c.res.headers.set(policy, own);
    return answer;
  };
};

const policy = 'Content-Security-Policy';

const usualHeaders = (https: boolean): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'https:', 'data:'],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      ...(https ? { upgradeInsecureRequests: [] } : {}),
    },
    strictTransportSecurity: https ? 'max-age=31536000; includeSubDomains' : false,
    referrerPolicy: 'strict-origin-when-cross-origin',
    // Of old browsers only; every header is paid for with every answer.
    xXssProtection: false,
    xFrameOptions: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-site',
    originAgentCluster: false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], browsingTopics: [] },
  });

/** Refuses forms that another site sends in a person's name (Origin and Sec-Fetch-Site), with 403. */
export const sameOrigin = (publicUrl: string): MiddlewareHandler => {
  const allowed = new URL(publicUrl).origin;
  return csrf({ origin: (origin, c) => origin === allowed || origin === new URL(c.req.url).origin });
};

/** Refuses bodies above a bound in bytes with 413, while they arrive. */
export const boundedBody = (maxBytes: number): MiddlewareHandler =>
  bodyLimit({
    maxSize: maxBytes,
    onError: (c) => {
      const detail = `The request is larger than ${Math.round(maxBytes / 1000)} kB; send less at once.`;
      if (!c.req.path.startsWith('/api/')) return c.text(detail, 413);
      const told = { type: 'about:blank', title: 'The request is too large', status: 413, detail };
      return c.body(JSON.stringify(told), 413, { 'content-type': 'application/problem+json' });
    },
  });
