import type { Voice } from './coverage.ts';
import type { Day, EventFacts } from './event.ts';

/** `open` nobody has it yet · `taken` somebody works on it · `done`, `declined` by those who were asked · `recalled` by those who asked. */
export const assignmentStates = ['open', 'taken', 'done', 'declined', 'recalled'] as const;
export type AssignmentState = (typeof assignmentStates)[number];

/** A hole that an organisation is asked to fill, with the freedom to decline. */
export type Assignment = {
  id: number;
  eventId: number;
  names: EventFacts['names'];
  firstDay: Day;
  lang: string;
  /** The class of outlet that is silent; null when anybody's text will do. */
  class: Voice | null;
  organisationId: string;
  dueDay: Day | null;
  ask: string;
  state: AssignmentState;
  answer: string;
  askedBy: string;
  askedAt: Date;
  changedBy: string;
  changedAt: Date;
};

const steps: Readonly<
  Record<AssignmentState, { asked: readonly AssignmentState[]; asking: readonly AssignmentState[] }>
> = {
  open: { asked: ['taken', 'done', 'declined'], asking: ['recalled'] },
  taken: { asked: ['done', 'declined', 'open'], asking: ['recalled'] },
  done: { asked: ['taken'], asking: [] },
  declined: { asked: ['taken'], asking: [] },
  recalled: { asked: [], asking: ['open'] },
};

/** What may become of an assignment, by those who were asked and by those who asked. */
export function nextStates(state: AssignmentState, who: { asked: boolean; asking: boolean }): AssignmentState[] {
  const { asked, asking } = steps[state];
  return [...(who.asked ? asked : []), ...(who.asking ? asking : [])];
}
