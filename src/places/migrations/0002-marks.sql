-- Names that a map must show without a square of their own: islands that belong to a place.
create table places.mark (
  position int primary key,
  code text not null,
  valid_from date not null,
  names jsonb not null,
  tile_column int not null,
  tile_row int not null,
  foreign key (code, valid_from) references places.place (code, valid_from) on delete cascade
);
