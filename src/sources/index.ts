export { type AddressFault, type Channel, type ChannelKind, domainOf, readAddress, unregistered } from './channel.ts';
export { exportContacts, exportSources } from './exchange/export.ts';
export { importSources } from './exchange/import.ts';
export { filterOf } from './filter.ts';
export { type Errors, readOutlet, type Typed, typedIn } from './form.ts';
export { type Failure, healthOf, isFailure, type Outcome, standings } from './health.ts';
export { needsOf } from './needs.ts';
export { classes, type NewOutlet, type Outlet, type OutletClass, outletName, type Rights, rightsOn } from './outlet.ts';
export type { Pulse } from './pulse.ts';
export { addChannel, addOutletWithChannel, ownersOf, registerOutlet } from './register.ts';
export type { Signs } from './signs.ts';
export { sources } from './sources.ts';
export {
  adoptAddress,
  channelById,
  channelsOf,
  makeDue,
  setChannelReading,
  setChannelSettings,
  setOutletsState,
} from './store/channels.ts';
export { allOutlets, outletsByIds } from './store/outlets.ts';
export { countDue, dueChannels, dueHosts, markPages, postponeHost, settleVisit } from './store/schedule.ts';
export { readOutletFacts, type Surveyed, type SurveyFilter, survey } from './survey.ts';
export { OutletPage } from './views/outlet.tsx';
export { OutcomeWords, outletPath } from './views/parts.tsx';
