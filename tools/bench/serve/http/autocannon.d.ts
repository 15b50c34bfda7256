/** The part of autocannon 9 that the load uses; the package brings no types. */
declare module 'autocannon' {
  type Options = {
    url: string;
    method: string;
    headers: Record<string, string>;
    requests: { body: string }[];
    connections: number;
    duration: number;
    overallRate?: number;
  };
  type Result = {
    '2xx': number;
    non2xx: number;
    errors: number;
    duration: number;
    latency: { p50: number; p99: number; p99_9: number };
  };
  export default function autocannon(options: Options): Promise<Result>;
}
