import { z } from 'zod';

/** Zero or more, as a program writes it or as a form does; nothing that JavaScript would merely take for a number. */
export const wholeNumber = z.union([
  z.number().int().min(0),
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number),
]);
