import { languageName, type Reader } from '../../ui/index.ts';
import type { Finding } from '../signs.ts';

type Speaker = Pick<Reader, 't' | 'service'>;

/** What was found, in a sentence. */
export function findingWords({ t, service }: Speaker, finding: Finding): string {
  const { kind } = finding;
  switch (kind) {
    case 'silent':
      return finding.usual === null
        ? t('sources.finding.silent', { days: finding.days })
        : t('sources.finding.silent-usual', { days: finding.days, usual: finding.usual });
    case 'language':
      return t('sources.finding.language', {
        found: languageName(finding.found, service.lang),
        set: languageName(finding.set, service.lang),
        count: finding.count,
        of: finding.of,
      });
    case 'dates-missing':
    case 'dates-odd':
    case 'dates-alike':
    case 'no-article':
      return t(`sources.finding.${kind}`, { count: finding.count, of: finding.of });
    case 'moved':
      return t('sources.finding.moved', { url: finding.url });
    default:
      return t(`sources.finding.${kind}`);
  }
}

/** What was found on a channel, each with what to do about it. */
export const Findings = ({ reader, findings }: { reader: Speaker; findings: readonly Finding[] }) =>
  findings.length === 0 ? null : (
    <ul class="findings">
      {findings.map((finding) => (
        <li>
          {findingWords(reader, finding)} <span class="quiet">{reader.t(`sources.need.${finding.kind}.do`)}</span>
        </li>
      ))}
    </ul>
  );
