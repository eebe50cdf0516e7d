import { z } from 'zod';
import { NotAllowed, Unknown } from '../../world/refusals.ts';
import type { Control } from '../context.ts';
import type { Ms } from '../../world/types.ts';
import { addDuration } from '../duration.ts';
import { flag, time } from '../fields.ts';
import { checked, ControlError, get, post, refuse, type ControlRoute } from '../route.ts';

const stepMs = 120_000;
const process = z.string().min(1);

export function clockRoutes(control: Control): ControlRoute[] {
  const { simulator, processes, settling } = control;
  const { clock, world } = simulator;
  const state = () => ({ now: iso(clock.now()), rev: clock.rev(), running: clock.running() });
  const known = (is: boolean): void => {
    if (!is) throw new Unknown('this process is not connected to the clock');
  };
  const moveTo = async (target: Ms | null): Promise<void> => {
    if (target === null) throw new NotAllowed('advance takes an ISO 8601 duration such as "P14D" or "PT6H"');
    if (target < clock.now()) {
      // Before the first store and the first process nothing has happened yet that could be undone.
      if (world.shops.size > 0 || processes.list().length > 0) throw new NotAllowed('the clock never goes back');
      clock.start(target);
      return;
    }
    const result = await settling.advanceTo(target, stepMs);
    if (!result.done) failIfAny(result.unfinished);
  };
  return [
    get('clock', z.object({}), () => ({ ...state(), processes: processes.list() })),
    post(
      'clock',
      z.strictObject({ advance: z.string().optional(), set: time.optional(), running: flag.optional() }),
      async ({ advance, set, running }) => {
        if (advance !== undefined && set !== undefined) throw new NotAllowed('either advance or set, not both');
        if (advance === undefined && set === undefined && running === undefined) {
          throw new NotAllowed('say one of advance, set and running');
        }
        // Stopped before it is moved, so that it stands at exactly the time that was asked for; started after that.
        if (running === false) failIfAny(await settling.setRunning(false));
        if (advance !== undefined) await moveTo(addDuration(clock.now(), advance));
        if (set !== undefined) await moveTo(set);
        if (running === true) failIfAny(await settling.setRunning(true));
        return state();
      },
    ),
    post('settle', z.strictObject({ timeoutSeconds: z.number().positive().max(3600).default(60) }), async (body) => {
      const result = await settling.settle(body.timeoutSeconds * 1000);
      if (!result.done)
        failIfAny(result.unfinished.length > 0 ? result.unfinished : ['the app keeps finding work to do']);
      else {
        const { heldDeliveries, futureDeliveries, deadLetters } = result.settled;
        return { now: iso(clock.now()), heldDeliveries, futureDeliveries, deadLetters };
      }
    }),
    {
      method: 'get',
      path: 'clock/stream',
      handle: (request, response) => {
        try {
          const query = checked(z.object({ process, role: z.string().default('all') }), request.query);
          response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' });
          response.flushHeaders();
          processes.connect(query.process, query.role, response);
        } catch (error) {
          refuse(response, error);
        }
        return Promise.resolve();
      },
    },
    post('clock/ack', z.looseObject({ process, rev: z.number().int() }), (body) => {
      known(processes.ack(body.process, body.rev));
    }),
    post(
      'clock/report',
      z.looseObject({
        process,
        ask: z.number().int(),
        didWork: z.boolean(),
        nextDue: time.nullable().default(null),
        deadLetters: z.number().int().nonnegative().default(0),
        unfinished: z.array(z.string()).default([]),
      }),
      ({ process: name, ask, didWork, nextDue, deadLetters, unfinished }) => {
        known(processes.report(name, ask, { didWork, nextDue, deadLetters, unfinished }));
      },
    ),
    post('clock/status', z.looseObject({ process, ask: z.number().int(), unfinished: z.array(z.string()) }), (body) => {
      known(processes.status(body.process, body.ask, body.unfinished));
    }),
  ];
}

const iso = (ms: number): string => new Date(ms).toISOString();

function failIfAny(unfinished: string[]): void {
  if (unfinished.length > 0) throw new ControlError(504, `not finished: ${unfinished.join('; ')}`, { unfinished });
}
