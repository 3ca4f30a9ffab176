/** Writes docs/operating/settings.md from the table of settings: `npm run settings`. */
import { writeFileSync } from 'node:fs';
import { settingsPage } from '../src/platform/config.ts';

writeFileSync(new URL('../docs/operating/settings.md', import.meta.url), settingsPage());
