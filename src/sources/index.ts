export { addressKey, type Channel, type NewChannel, readAddress } from './channel.ts';
export { type ImportReport, importSources } from './exchange/import.ts';
export { ImportError } from './exchange/row.ts';
export { type Failure, type Health, healthOf, healthOfAll, isFailure, type Outcome } from './health.ts';
export {
  classes,
  type NewOutlet,
  type Outlet,
  type OutletClass,
  outletName,
  type Rights,
  rightsOn,
} from './outlet.ts';
export { addChannel, addOutletWithChannel } from './register.ts';
export { sources } from './sources.ts';
export { channelById, channelsOf } from './store/channels.ts';
export { allOutlets, outletById, outletsByIds } from './store/outlets.ts';
export { countDue, dueChannels, dueHosts, itemsPerDay, postponeHost, settleVisit } from './store/schedule.ts';
export { readOutletFacts } from './survey.ts';
export { OutletPage } from './views/outlet.tsx';
export { OutcomeWords, outletPath } from './views/parts.tsx';
