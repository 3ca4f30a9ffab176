// Written by `npm run messages` from locales/en/messages.json.
export type Messages = {
  'app.demonstration': undefined;
  'app.name': undefined;
  'places.formerly': { name: string | number; former: string | number };
  'places.municipality': undefined;
  'places.now': { former: string | number; name: string | number };
  'places.province': undefined;
};
