import { expect, test } from 'vitest';
import { countryKeys, placeKey, sortNames, wholeNames } from './naming.ts';

test('a long name that was compared by its pairs is one name again, told once', () => {
  expect(wholeNames(['Hội An', 'Thị Hoài', 'Trần Thị', 'Hoài Phương'])).toEqual(['Hội An', 'Trần Thị Hoài Phương']);
  expect(wholeNames(['UNESCO', 'Hội', 'Hội An', 'Hội An'])).toEqual(['UNESCO', 'Hội An']);
});

test('names are people, places or neither', () => {
  const places = new Set([...countryKeys(['vi', 'en']), placeKey('Hà Nội'), placeKey('Thành phố Hồ Chí Minh')]);
  expect(
    sortNames(['Trần Thị Hoài Phương', 'Hanoi', 'Pháp', 'France', 'UNESCO', 'Le Van Nam', 'Sông Hoài'], places),
  ).toEqual({
    people: ['Trần Thị Hoài Phương', 'Le Van Nam'],
    places: ['Hanoi', 'Pháp', 'France'],
    names: ['UNESCO', 'Sông Hoài'],
  });
});
