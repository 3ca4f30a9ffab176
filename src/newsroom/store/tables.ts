import type { ColumnType, GeneratedAlways } from 'kysely';
import type { Kind, Source, State } from '../article.ts';
import type { Document } from '../document.ts';

/** JSON goes in as text, since the driver would make a PostgreSQL array of a list; it comes out parsed. */
type Json<T> = ColumnType<T, string, never>;

type ArticleTable = {
  id: GeneratedAlways<number>;
  kind: Kind;
  source_lang: string;
  story_id: number | null;
  organisation_id: string;
  created_by: string;
  created_at: Date;
};

type TextTable = {
  id: GeneratedAlways<number>;
  article_id: number;
  lang: string;
  slug: ColumnType<string, string | undefined, string>;
  machine: ColumnType<boolean, boolean | undefined, boolean>;
  approved_by: string | null;
  approved_name: string | null;
  approved_at: Date | null;
  working_id: number;
  public_id: number | null;
  followed_id: number | null;
  submitted_by: string | null;
  submitted_at: Date | null;
  returned_note: ColumnType<string, string | undefined, string>;
  published_at: Date | null;
  corrected_at: Date | null;
  withdrawn_at: Date | null;
  touched_at: Date;
  state: GeneratedAlways<State>;
};

/** Beside which revision of the source a translation was written, and how many of its blocks stand beside each block there. */
export type Beside = { revisionId: number; blocks: number[] };

type RevisionTable = {
  id: GeneratedAlways<number>;
  text_id: number;
  number: number;
  based_on: number | null;
  aside: ColumnType<boolean, boolean | undefined, never>;
  title: string;
  lead: string;
  body: Json<Document>;
  sources: Json<Source[]>;
  beside: ColumnType<Beside | null, string | null, never>;
  digest: string;
  note: ColumnType<string, string | undefined, never>;
  author_id: string;
  author_name: string;
  created_at: Date;
};

export type Deed = 'publish' | 'correct' | 'withdraw' | 'restore';

type ReleaseTable = {
  id: GeneratedAlways<number>;
  text_id: number;
  revision_id: number;
  deed: Deed;
  note: ColumnType<string, string | undefined, never>;
  by_id: string;
  by_name: string;
  at: Date;
};

export type Tables = {
  'newsroom.article': ArticleTable;
  'newsroom.text': TextTable;
  'newsroom.revision': RevisionTable;
  'newsroom.release': ReleaseTable;
};
