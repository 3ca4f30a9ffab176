/**
 * Keeps the interface messages in order.
 *
 *   npm run messages                 sorts locales/<lang>/messages.json and writes the types in src/platform/messages.gen.ts
 *   npm run messages -- add < FILE   adds {"key": {"en": "…", "vi": "…"}, …} to every language first
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageArguments } from '../src/platform/messages.ts';

const root = new URL('../locales/', import.meta.url);
const lock = new URL('.lock', root);
const languages = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  .map((entry) => entry.name);

const file = (language: string) => new URL(`${language}/messages.json`, root);
const read = (language: string): Record<string, string> => JSON.parse(readFileSync(file(language), 'utf8'));

function write(target: URL, text: string): void {
  const next = new URL(`${target.href}.next`);
  writeFileSync(next, text);
  renameSync(next, target);
}

function types(messages: Record<string, string>): string {
  const lines = Object.entries(messages).map(([key, text]) => {
    const given = [...messageArguments(text)].map(([name, type]) => `${name}: ${type}`).join('; ');
    return `  '${key}': ${given === '' ? 'undefined' : `{ ${given} }`};`;
  });
  return `// Written by \`npm run messages\` from locales/en/messages.json.\nexport type Messages = {\n${lines.join('\n')}\n};\n`;
}

for (let tries = 0; ; tries++) {
  try {
    mkdirSync(lock);
    break;
  } catch (cause) {
    if (tries > 100)
      throw new Error('messages: another run holds locales/.lock; remove that folder if none is running', { cause });
    await sleep(50);
  }
}
try {
  const added: Record<string, Record<string, string>> = process.argv[2] === 'add'
    ? JSON.parse(readFileSync(0, 'utf8'))
    : {};
  for (const language of languages) {
    const messages = read(language);
    for (const [key, texts] of Object.entries(added))
      if (texts[language] !== undefined) messages[key] = texts[language];
    const sorted = Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1)));
    write(file(language), `${JSON.stringify(sorted, null, 2)}\n`);
    if (language === 'en') write(new URL('../src/platform/messages.gen.ts', root), types(sorted));
  }
} finally {
  rmdirSync(lock);
}
