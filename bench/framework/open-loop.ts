/** Requests at a steady rate: each goes out at its time, whether or not those before it were answered, and is measured from that time on. */
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface OpenLoop {
  url: string;
  perSecond: number;
  seconds: number;
  /** The path of the request of that number, asked for when it goes out. */
  pathOf(number: number): string;
  /** Whether that was the answer. */
  isRight(number: number, status: number, body: string): boolean;
}

/** Ms of each answer. Throws when one was wrong. */
export async function openLoop({ url, perSecond, seconds, pathOf, isRight }: OpenLoop): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const started = performance.now();
  const asked: Promise<number>[] = [];
  try {
    for (let number = 0; number < perSecond * seconds; number += 1) {
      const due = started + (number * 1_000) / perSecond;
      const early = due - performance.now();
      if (early > 0) await pause(early);
      asked.push(
        ask(agent, `${url}${pathOf(number)}`).then(({ status, body }) => {
          const taken = performance.now() - due;
          if (!isRight(number, status, body)) throw new Error(`a wrong answer, ${status}: ${body.slice(0, 300)}`);
          return taken;
        }),
      );
    }
    return await Promise.all(asked);
  } finally {
    agent.destroy();
  }
}

function ask(agent: Agent, url: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body })).on('error', reject);
    });
    sent.on('error', reject).end();
  });
}
