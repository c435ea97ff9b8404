/** The practice cloud's door on loopback: hands each request to its service, applies faults, keeps the journal, never crashes. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { systemClock } from '../../main/core/base/clock.ts';
import type { Fault, Faults } from '../world/faults.ts';
import type { Journal } from '../world/journal.ts';
import { CloudError, parseQuery, type Answer, type Call, type Operation } from './exchange.ts';
import { openBody, type Pace, type RequestBody } from './request-body.ts';

export interface ServerParts {
  readonly journal: Journal;
  readonly faults: Faults;
  now(): number;
  /** Finds the service a request is for. */
  operationOf(call: Call): Operation | Promise<Operation>;
}

export interface PracticeServer {
  /** On loopback; 0 means any free port. Resolves to the port taken. */
  listen(port: number): Promise<number>;
  /** Cuts every connection and waits until nothing is being worked on. */
  close(): Promise<void>;
}

export function newHttpServer(parts: ServerParts): PracticeServer {
  const pace: Pace = { bytesPerSecond: parts.faults.switches.bytesPerSecond, freeAt: 0 };
  const running = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const turn = serve(parts, request, response, pace)
      .catch(() => {
        // the journal itself failed (a full disk): all that can be done is to close the connection
        response.destroy();
      })
      .finally(() => running.delete(turn));
    running.add(turn);
  });
  server.requestTimeout = 0; // a part may take hours on a slow network
  server.keepAliveTimeout = 60_000;
  return {
    async listen(port) {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await Promise.all(running);
    },
  };
}

interface Handled {
  status: number;
  code?: string;
  fault?: Fault;
  detail?: string;
}

async function serve(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  pace: Pace,
): Promise<void> {
  const when = new Date(parts.now()).toISOString();
  // a cloud whose clock differs says so in every answer
  response.setHeader('date', new Date(parts.now()).toUTCString());
  const body = openBody(request, pace, systemClock);
  const handled: Handled = { status: 0 };
  let operation: Operation | undefined;
  try {
    const call = readCall(request, body);
    if (isForLearners(call)) {
      await send(response, {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(parts.journal.entries()),
      });
      return;
    }
    operation = await parts.operationOf(call);
    const fault = parts.faults.next(operation.target);
    if (fault !== undefined) handled.fault = fault;
    const { latencyMs } = parts.faults.switches;
    await handle(operation, fault, body, request, response, handled, latencyMs);
  } catch (error) {
    handled.detail ??= error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (response.headersSent || request.destroyed) response.destroy();
    else if (error instanceof CloudError)
      await send(response, { status: (handled.status = error.status), headers: {}, body: error.code });
    else await send(response, { status: (handled.status = 500), headers: {}, body: 'InternalError' });
  }
  const { status, ...rest } = handled;
  parts.journal.add({
    when,
    ...(operation?.target ?? {
      service: 'unknown',
      action: `${request.method ?? ''} ${request.url?.slice(0, 200) ?? ''}`,
    }),
    requestId: operation?.requestId ?? '',
    status,
    ...rest,
    receivedBytes: body.receivedBytes(),
  });
}

function readCall(request: IncomingMessage, body: RequestBody): Call {
  const url = request.url ?? '/';
  const at = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return {
    method: request.method ?? '',
    path: at < 0 ? url : url.slice(0, at),
    query: parseQuery(at < 0 ? '' : url.slice(at + 1)),
    headers,
    body,
  };
}

/** Unsigned and addressed to this machine by its own name, so that no web page and no bucket called `practice` is confused with it. */
const isForLearners = ({ method, path, headers }: Call): boolean =>
  method === 'GET' &&
  path === '/practice/requests' &&
  headers['authorization'] === undefined &&
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers['host'] ?? '');

type FaultOf<K> = Fault extends infer F ? (F extends Fault ? (K extends keyof F ? F : never) : never) : never;
const strikes = <K extends string>(fault: Fault | undefined, kind: K): fault is FaultOf<K> =>
  fault !== undefined && kind in fault;

async function handle(
  operation: Operation,
  fault: Fault | undefined,
  body: RequestBody,
  request: IncomingMessage,
  response: ServerResponse,
  handled: Handled,
  latencyMs: number,
): Promise<void> {
  if (strikes(fault, 'delayMs')) await systemClock.wait(fault.delayMs);
  if (strikes(fault, 'damageBody')) body.damage();
  if (strikes(fault, 'resetAfterBytes')) {
    await body.drain(fault.resetAfterBytes);
    request.socket.resetAndDestroy();
    return;
  }
  if (strikes(fault, 'stall')) {
    await Promise.race([body.drain(Infinity).catch(() => undefined), once(request.socket, 'close')]);
    if (!request.socket.destroyed) await once(request.socket, 'close');
    return;
  }
  const answer = strikes(fault, 'html')
    ? {
        status: fault.html,
        headers: { 'content-type': 'text/html' },
        body: '<html><body><h1>Bad Gateway</h1></body></html>',
      }
    : await answerOf(operation, strikes(fault, 'status') ? fault : undefined, handled);
  if (strikes(fault, 'loseAnswer')) {
    request.socket.resetAndDestroy();
    return;
  }
  if (latencyMs > 0) await systemClock.wait(latencyMs);
  handled.status = answer.status;
  if (strikes(fault, 'truncateAnswer')) await sendHalf(response, answer);
  else await send(response, strikes(fault, 'wrongCrc64') ? withWrongCrc64(answer) : answer);
}

async function answerOf(
  operation: Operation,
  asked: Extract<Fault, { status: number }> | undefined,
  handled: Handled,
): Promise<Answer> {
  try {
    if (asked !== undefined)
      throw new CloudError(asked.status, asked.code, asked.message ?? 'A fault rule of the practice cloud struck.');
    return await operation.run();
  } catch (error) {
    const known = error instanceof CloudError;
    if (!known) handled.detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const refusal = known
      ? error
      : new CloudError(500, 'InternalError', 'We encountered an internal error. Please try again.');
    handled.code = refusal.code;
    const answer = operation.refuse(refusal);
    return asked?.headers === undefined ? answer : { ...answer, headers: { ...answer.headers, ...asked.headers } };
  }
}

const withWrongCrc64 = (answer: Answer): Answer => {
  const name = 'x-oss-hash-crc64ecma';
  const value = answer.headers[name];
  return value === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, [name]: String(BigInt(value) ^ 1n) } };
};

async function send(response: ServerResponse, answer: Answer): Promise<void> {
  if (typeof answer.body === 'string') {
    const length =
      answer.headers['content-length'] ?? (answer.status === 204 ? undefined : String(Buffer.byteLength(answer.body)));
    response.writeHead(answer.status, {
      ...answer.headers,
      ...(length === undefined ? {} : { 'content-length': length }),
    });
    response.end(answer.body);
  } else {
    response.writeHead(answer.status, answer.headers);
    await pipeline(answer.body, response);
    return;
  }
  if (!response.writableFinished && !response.destroyed)
    await Promise.race([once(response, 'finish'), once(response, 'close')]);
}

/** All headers and half of the body; where there is no body, half of a status line. */
async function sendHalf(response: ServerResponse, answer: Answer): Promise<void> {
  const chunks: Uint8Array[] = [];
  if (typeof answer.body === 'string') chunks.push(Buffer.from(answer.body));
  else for await (const chunk of answer.body) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  const socket = response.socket;
  if (whole.length === 0) {
    socket?.end('HTTP/1.1 2');
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(whole.length) });
  response.write(whole.subarray(0, whole.length >> 1), () => socket?.end());
  // the client may have disconnected already, and then there is no `close` event to come
  if (!response.destroyed) await once(response, 'close');
}
