/** What a person does here. One person has one role, in one organisation. */
export const roles = ['owner', 'editor', 'translator', 'contributor', 'analyst'] as const;
export type Role = (typeof roles)[number];

/** What an organisation is. There is one national desk, and it reaches everything. */
export const organisationKinds = ['national-desk', 'ministry', 'province', 'press', 'mission', 'creator'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** An organisation whose people work here. */
export type Organisation = { id: string; name: string; kind: OrganisationKind };

/** A person who may sign in. */
export type Person = { id: string; name: string; email: string; role: Role; organisation: Organisation };

/**
 * On whose things a permission works for people outside the national desk:
 * `everything`; only their `own` organisation's; nothing at all, since it is `national`.
 */
type Reach = 'everything' | 'own' | 'national';

/** Who may do what: permission, on whose things, in which roles. */
export const permissions = {
  'source.read': ['everything', roles],
  'source.write': ['national', ['owner', 'editor']],
  'source.import': ['national', ['owner', 'editor']],
  'event.read': ['everything', roles],
  'event.write': ['national', ['owner', 'editor']],
  'assignment.ask': ['national', ['owner', 'editor']],
  'assignment.answer': ['own', ['owner', 'editor', 'translator', 'contributor']],
  'story.read': ['everything', roles],
  'story.weave': ['national', ['owner', 'editor']],
  'article.read': ['own', roles],
  'article.write': ['own', ['owner', 'editor', 'contributor']],
  'article.translate': ['own', ['owner', 'editor', 'translator']],
  'article.submit': ['own', ['owner', 'editor', 'translator', 'contributor']],
  'article.publish': ['national', ['owner', 'editor']],
  'article.withdraw': ['national', ['owner', 'editor']],
  'article.correct': ['national', ['owner', 'editor']],
  'people.manage': ['own', ['owner']],
  'organisation.manage': ['national', ['owner']],
  'audit.read': ['national', ['owner']],
  'system.read': ['national', ['owner', 'analyst']],
  'account.own': ['everything', roles],
} as const satisfies Record<string, readonly [Reach, readonly Role[]]>;

/** The name of something a person may be allowed to do. */
export type Permission = keyof typeof permissions;

/** Whether a text names a permission, for names that come from data. */
export const isPermission = (text: string): text is Permission => Object.hasOwn(permissions, text);

/**
 * Whether a person may do something, on the things of `organisationId` when it is given.
 * Without it the answer is whether they may do it at all: enough for opening a page, never for touching one thing.
 */
export function can(person: Person, permission: Permission, organisationId?: string): boolean {
  const [reach, allowed]: readonly [Reach, readonly Role[]] = permissions[permission];
  if (!allowed.includes(person.role)) return false;
  if (person.organisation.kind === 'national-desk' || reach === 'everything') return true;
  return reach === 'own' && (organisationId ?? person.organisation.id) === person.organisation.id;
}
