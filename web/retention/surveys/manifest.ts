import { onceADay } from '../../platform/jobs/once-a-day.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { type AnswerParts, answerRoute } from './answer-route.ts';
import { forgetComments } from './forget-comments.ts';
import { privacy } from './privacy.ts';

export const surveys = (parts: AnswerParts): Manifest => ({
  name: 'retention/surveys',
  schedules: [{ name: 'forget', nextRun: onceADay, anyTimeOfDay: true, run: forgetComments, forAll: true }],
  adminRoutes,
  proxyRoutes: [answerRoute(parts)],
  privacy,
});
