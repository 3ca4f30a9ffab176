export { accessOf, type DeskEnv, guard, open } from './access.ts';
export { identity } from './identity.ts';
export { firstOwnerLink, newLink } from './links.ts';
export { DeskPage, done } from './page.tsx';
export {
  can,
  type OrganisationKind,
  type Permission,
  type Person,
  permissions,
  type Role,
  roles,
} from './permissions.ts';
export { record } from './store/audit.ts';
export { listOrganisations } from './store/organisations.ts';
export { findPerson } from './store/people.ts';
