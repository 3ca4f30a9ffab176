import type { Clock, Db } from '../platform/index.ts';
import type { Trouble } from './outcome.ts';
import { addSpent, type Spent, spentOn } from './store/spent.ts';

/** What may be asked of one outlet within a day (UTC), with all its channels, pages and hosts. */
export type Limits = { requests: number; bytes: number };

/** What is asked for where nobody set anything else. */
export const generous: Limits = { requests: 10_000, bytes: 2_000_000_000 };

/** Counts what each outlet is asked for, and says when it is enough for the day. */
export type Budget = {
  /** Why an outlet may not be asked any more today; undefined while it may. */
  check(outletId: number): Promise<Trouble | undefined>;
  spend(outletId: number, requests: number, bytes: number): void;
  /** Writes down what was spent since the last time, for other processes and for the rest of the day. */
  settle(): Promise<void>;
};

type Account = { requests: number; bytes: number; open: Omit<Spent, 'outletId'> };

/**
 * Budgets kept in memory and settled in the database. Several processes see of each other what is settled; what a
 * process had not settled when it was killed is forgotten: a budget is a courtesy, not a ledger.
 */
export function openBudget({ db, clock, limits }: { db: Db; clock: Clock; limits: Limits }): Budget {
  let day = '';
  let accounts = new Map<number, Account>();

  const turn = (): void => {
    const today = clock().toISOString().slice(0, 10);
    if (today !== day) [day, accounts] = [today, new Map()];
  };

  const accountOf = (outletId: number): Account => {
    const account = accounts.get(outletId) ?? { requests: 0, bytes: 0, open: { requests: 0, bytes: 0 } };
    accounts.set(outletId, account);
    return account;
  };

  return {
    async check(outletId) {
      turn();
      if (!accounts.has(outletId)) {
        const [spent] = await spentOn(db, day, [outletId]);
        const account = accountOf(outletId);
        account.requests += spent?.requests ?? 0;
        account.bytes += spent?.bytes ?? 0;
      }
      return overdrawn(accountOf(outletId), limits, clock());
    },
    spend(outletId, requests, bytes) {
      turn();
      const account = accountOf(outletId);
      for (const sum of [account, account.open]) {
        sum.requests += requests;
        sum.bytes += bytes;
      }
    },
    async settle() {
      const open = [...accounts].flatMap(([outletId, account]) => {
        if (account.open.requests === 0) return [];
        const spent = { outletId, ...account.open };
        account.open = { requests: 0, bytes: 0 };
        return [spent];
      });
      if (open.length === 0) return;
      for (const { outletId, requests, bytes } of await addSpent(db, day, open)) {
        const account = accountOf(outletId);
        account.requests = requests + account.open.requests;
        account.bytes = bytes + account.open.bytes;
      }
    },
  };
}

function overdrawn({ requests, bytes }: Account, limits: Limits, now: Date): Trouble | undefined {
  const what =
    requests >= limits.requests
      ? `${requests} requests of ${limits.requests}`
      : bytes >= limits.bytes
        ? `${Math.round(bytes / 1e6)} MB of ${Math.round(limits.bytes / 1e6)}`
        : undefined;
  if (what === undefined) return undefined;
  const tomorrow = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  return {
    outcome: 'budget',
    status: null,
    detail: `the budget of this outlet for today is used up: ${what}; it is asked again tomorrow (UTC)`,
    host: false,
    retryAfter: Math.ceil((tomorrow - now.getTime()) / 1000),
  };
}
