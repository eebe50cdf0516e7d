/** What the API of the satisfaction question answers. Times are ISO 8601 in UTC, days are those of the store's time zone. */

/** One tap: 1 (very unhappy) to 5 (very happy). */
export const scores = [1, 2, 3, 4, 5] as const;
export type Score = (typeof scores)[number];
/** Up to here an answer is a task for the merchant. */
export const UNHAPPY: Score = 2;
/** From here on it counts as satisfied: the share of these is the CSAT. */
export const SATISFIED: Score = 4;
/** Characters of a comment. */
export const LONGEST_COMMENT = 1_000;

/** open: an unhappy answer that nobody has looked after yet. done: one that somebody has. */
export type SurveyTask = 'open' | 'done';
/** What the list shows: tasks, answers with a comment, or everything. */
export type SurveyFilter = SurveyTask | 'comments' | 'all';

/** `GET /api/surveys?state=&after=`: by when they were given, newest first, 50 a page. `state` is a `SurveyFilter`; by default `open`. */
export interface SurveyPage {
  answers: SurveyRow[];
  /** For `after`; null = no more. */
  next: string | null;
  /** Of all answers, whenever they were given. */
  counts: Record<SurveyFilter, number>;
}

/** `GET /api/surveys/counts`: for pages that need nobody's name. */
export type SurveyCounts = Pick<SurveyPage, 'counts'>;

export interface SurveyRow {
  /** `name` such as `#1001`; empty while the order is not known. */
  order: { id: string; name: string };
  /** Null for guests, and once erased. */
  customer: { id: string; name: string | null } | null;
  score: Score;
  /** Null without one, and once it is not kept any more. */
  comment: string | null;
  /** When it was first given, and last changed. */
  answeredAt: string;
  changedAt: string;
  /** Null: no task, since the customer is not unhappy. */
  task: SurveyTask | null;
  doneAt: string | null;
  /** Shopify's id of the staff member. */
  doneBy: string | null;
}

/** `GET /api/surveys/figures?from=&to=`: of the answers first given on these days, both included; by default the last 90. */
export interface SurveyFigures {
  from: string;
  to: string;
  answers: number;
  /** How often each score was given, from 1 to 5. */
  perScore: [number, number, number, number, number];
  /** With one decimal; null without answers. */
  average: number | null;
  /** CSAT: of a hundred answers so many of 4 or 5, rounded; null without answers. */
  satisfied: number | null;
}

/** `POST /api/surveys/ORDER/done`: of a task; `false` opens it again. Answers with the row. Saying the same again changes nothing. */
export interface DoneSurvey {
  done: boolean;
}
