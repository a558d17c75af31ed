import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Headers that make a browser careful with what the connector answers: no scripts, no frames, no foreign content, no
 * address of ours passed on. The pages that a person sees consist of markup and one style sheet within them.
 */
export const securityHeaders = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'unsafe-inline'"],
        formAction: ["'self'", 'https:', 'http://127.0.0.1:*', 'http://localhost:*'],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
