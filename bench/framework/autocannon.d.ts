/** Of the package, which brings no types, what is used. */
declare module 'autocannon' {
  interface Request {
    method?: string;
    path?: string;
    body?: Buffer;
    headers?: Record<string, string>;
  }
  interface Context {
    id: string;
  }
  interface Options {
    url: string;
    connections: number;
    /** Seconds. */
    duration?: number;
    /** Requests. */
    amount?: number;
    requests: (Request & {
      setupRequest(request: Request, context: Context): Request;
      onResponse(status: number, body: string, context: Context): void;
    })[];
  }
  interface Result {
    requests: { average: number };
    /** Ms. */
    latency: { p50: number; p97_5: number; p99: number };
    non2xx: number;
    errors: number;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
