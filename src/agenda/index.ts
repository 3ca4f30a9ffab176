export { agenda, type Matchers, openMatchers } from './agenda.ts';
export { isVoice } from './coverage.ts';
export { type AgendaEvent, dayIn, eventName } from './event.ts';
export { eventById, eventsByIds } from './store/events.ts';
export {
  hangingOn,
  hangOn,
  judgeLink,
  type Link,
  linksOfSubject,
  type Published,
  type Subject,
  subjectsOf,
  unhang,
} from './store/links.ts';
export { eventPath } from './views/words.tsx';
