// Written by `npm run messages` from locales/en/messages.json.
export type Messages = {
  'app.demonstration': undefined;
  'app.name': undefined;
};
