/** Shows every part of the interface in every state at http://127.0.0.1:4410/_gallery: `npm run gallery`. */
import { join } from 'node:path';
import { Hono } from 'hono';
import { assets } from '../src/platform/http/assets.ts';
import { pageCache } from '../src/platform/http/cache.ts';
import { securityHeaders } from '../src/platform/http/security.ts';
import { listen } from '../src/platform/http/server.ts';
import { type Env, packageRoot, readLanguages } from '../src/platform/index.ts';
import { gallery } from '../src/ui/gallery.tsx';

const app = new Hono<Env>();
app.use(securityHeaders(false));
app.get('/assets/*', assets);
gallery(app, readLanguages(join(packageRoot, 'locales'), 'vi'));
const { url } = await listen(app, { host: '127.0.0.1', port: 4410, cache: pageCache(1_000_000), trustedProxies: 0 });
console.log(`${url}/_gallery`);
