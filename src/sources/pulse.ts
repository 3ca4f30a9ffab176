/** When a channel publishes, as its items tell; the older, the less they count. Written and read by who fetches. */
export type Pulse = {
  /** When it was felt last, in milliseconds since 1970. */
  at: number;
  /** For how many days the channel has been watched, and how many items were seen in them. */
  seen: number;
  items: number;
  /** The items by the hour of the day, and by the day of the week from Sunday (UTC). */
  hours: readonly number[];
  days: readonly number[];
  /** The hours (UTC) in which it wants to be left alone. */
  skip?: readonly number[];
};
