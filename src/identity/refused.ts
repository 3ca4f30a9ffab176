import type { Label } from '../platform/index.ts';

/** A wish that the rules of this module do not allow; `label` is the message that says why and what to do. */
export class Refused extends Error {
  override name = 'Refused';
  readonly label: Label;
  constructor(label: Label) {
    super(label);
    this.label = label;
  }
}
