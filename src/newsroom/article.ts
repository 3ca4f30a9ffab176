import type { Permission } from '../identity/index.ts';

/** The kinds of information that Decree 72/2015/NĐ-CP tells apart. */
export const kinds = ['official', 'promotional', 'clarification', 'inbound'] as const;
export type Kind = (typeof kinds)[number];

/** Where a text stands for the public: never published, waiting for a second pair of eyes, public, or taken back. */
export const states = ['draft', 'review', 'published', 'withdrawn'] as const;
export type State = (typeof states)[number];

/** What a person may do to a text. */
const actions = ['edit', 'submit', 'recall', 'return', 'approve', 'publish', 'correct', 'withdraw', 'restore'] as const;
export type Action = (typeof actions)[number];

/** The few facts about a text that decide what may happen to it. */
export type Standing = {
  state: State;
  /** Submitted for review and not yet answered; for a public text this is a newer draft that waits. */
  waiting: boolean;
  /** The working revision is not the public one. */
  changed: boolean;
  /** A machine wrote the translation and no person has approved it. */
  unapproved: boolean;
};

/** The permission that an action asks for; the words of a translation are a translator's, those of a source text an author's. */
export function permissionFor(action: Action, isTranslation: boolean): Permission {
  switch (action) {
    case 'edit':
      return isTranslation ? 'article.translate' : 'article.write';
    case 'submit':
    case 'recall':
      return 'article.submit';
    case 'correct':
      return 'article.correct';
    case 'withdraw':
      return 'article.withdraw';
    default:
      return 'article.publish';
  }
}

/** What may happen to a text as it stands, in the order a page offers it. */
export function possible(text: Standing): Action[] {
  const isPublic = text.state === 'published';
  const unseen = text.state === 'draft' || text.state === 'review';
  const allowed: Record<Action, boolean> = {
    edit: true,
    submit: !text.waiting && (unseen || (text.changed && text.state !== 'withdrawn')),
    recall: text.waiting,
    return: text.waiting,
    approve: text.unapproved,
    publish: unseen,
    correct: isPublic && text.changed,
    withdraw: isPublic,
    restore: text.state === 'withdrawn',
  };
  return actions.filter((action) => allowed[action]);
}

/** The text cannot do what was asked of it as it stands; `state` says why. */
export class NotPossible extends Error {
  override name = 'NotPossible';
  readonly action: Action;
  readonly state: State;
  constructor(action: Action, state: State) {
    super(`newsroom: a text that is ${state} cannot be asked to ${action}; reload the page to see where it stands`);
    this.action = action;
    this.state = state;
  }
}

/** Throws NotPossible unless the action may happen to the text as it stands. */
export function requirePossible(action: Action, text: Standing): void {
  if (!possible(text).includes(action)) throw new NotPossible(action, text.state);
}

/** Where something cited came from: an item of the story, or an address that the author gave. */
export type Source = { itemId?: number; outlet: string; title: string; url: string; lang?: string };
