import { emit, type Trx } from '../platform/index.ts';

/** An event is new, called something else, on other days or called off: what hangs on it has to be found anew. */
export const agendaChanged = (trx: Trx, eventId: number): Promise<void> => emit(trx, 'agenda.changed', { eventId });
