/** Answers → the figures that sum them up. */
import { SATISFIED, type SurveyFigures, scores } from './api-types.ts';

export function satisfaction(
  perScore: SurveyFigures['perScore'],
): Pick<SurveyFigures, 'answers' | 'perScore' | 'average' | 'satisfied'> {
  const answers = perScore.reduce((sum, count) => sum + count, 0);
  if (answers === 0) return { answers, perScore, average: null, satisfied: null };
  const total = scores.reduce((sum, score) => sum + score * (perScore[score - 1] ?? 0), 0);
  const happy = scores.reduce((sum, score) => sum + (score >= SATISFIED ? (perScore[score - 1] ?? 0) : 0), 0);
  return {
    answers,
    perScore,
    average: Math.round((10 * total) / answers) / 10,
    satisfied: Math.round((100 * happy) / answers),
  };
}
