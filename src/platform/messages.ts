import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

/** The TypeScript type of one argument of a message. */
export type ArgumentType = 'string' | 'number' | 'number | Date' | 'string | number';

/**
 * The arguments of an ICU message with their types, in the order they first appear.
 * Throws a SyntaxError that names the place when the text is not a message (Unicode TR35, MessageFormat 1).
 */
export function messageArguments(text: string): Map<string, ArgumentType> {
  const found = new Map<string, ArgumentType>();
  collect(parse(text), found);
  return found;
}

/** The plural categories that each plural argument of a message spells out, `other` included. */
export function pluralCategories(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.plural) found.set(element.value, new Set(Object.keys(element.options)));
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) visit(option.value);
    }
  };
  visit(parse(text));
  return found;
}

function collect(elements: MessageFormatElement[], found: Map<string, ArgumentType>): void {
  for (const element of elements) {
    if (element.type === TYPE.argument) found.set(element.value, found.get(element.value) ?? 'string | number');
    else if (element.type === TYPE.number || element.type === TYPE.plural) found.set(element.value, 'number');
    else if (element.type === TYPE.date || element.type === TYPE.time) found.set(element.value, 'number | Date');
    else if (element.type === TYPE.select) found.set(element.value, 'string');
    if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const option of Object.values(element.options)) collect(option.value, found);
  }
}
