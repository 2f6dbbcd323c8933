// What every script here shares: parameters as one JSON argument, pauses that the caller ends, one result line.

import {createServer} from 'node:http';
import {createInterface} from 'node:readline';

const lines = createInterface({input: process.stdin})[Symbol.asyncIterator]();

/** The one JSON argument. */
export function parameters() {
  return JSON.parse(process.argv[2]);
}

/** Prints `{"paused": name}` and waits for a line, if the caller asked to stop there. */
export async function pauseAt(name, pauses) {
  if (pauses?.includes(name)) {
    print({paused: name});
    const answer = await lines.next();
    if (answer.done) {
      throw new Error(`nobody ended the pause at '${name}'`);
    }
  }
}

/** Runs `script`, prints what it returns as the result; a failure goes to the error stream, exit code 1. */
export async function main(script) {
  try {
    print({result: await script(parameters())});
    process.exit(0);
  } catch (failure) {
    process.stderr.write(`${describe(failure)}\n`);
    process.exit(1);
  }
}

/** The client's own loopback address (RFC 8252 §7.3): its URI, and the URL that it was called with. */
export async function listen() {
  let called;
  const landing = new Promise((resolve) => (called = resolve));
  const server = createServer((request, response) => {
    const url = new URL(request.url, uri);
    if (url.pathname !== '/callback') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8'});
    response.end('<!doctype html><title>Done</title><p>You may close this window.');
    called(url);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const uri = `http://127.0.0.1:${server.address().port}/callback`;
  return {
    uri,
    landing,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `fetch` that notes method, URL and status of every call, without headers or bodies. */
export function tracing(trace) {
  return async (input, init) => {
    const method = init?.method ?? 'GET';
    const url = new URL(input.url ?? input);
    const entry = {method, url: `${url.origin}${url.pathname}`, status: 0};
    trace.push(entry);
    const response = await fetch(input, init);
    entry.status = response.status;
    return response;
  };
}

function print(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function describe(failure) {
  const cause = failure?.cause ? `\ncaused by ${describe(failure.cause)}` : '';
  return `${failure?.stack ?? failure}${cause}`;
}
