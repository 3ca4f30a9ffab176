/** Gives the present moment. Passed to whatever needs the time, so that a test or a replay can choose it. */
export type Clock = () => Date;

/** The time of this machine. */
export const systemClock: Clock = () => new Date();
