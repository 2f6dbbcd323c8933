// What a server behind a TLS proxy says of itself, to honest callers and to those who lie about the way they came; and
// whether the proxy passes on at once what a slow tool sends.
//
// Parameters: server (public URL of /mcp), port (the server's own, where the proxy finds it), host (the public name), token
// (an access token), slowTool.

import {request} from 'node:http';
import {request as secureRequest} from 'node:https';
import {main} from './process.mjs';

const METADATA = '/.well-known/oauth-authorization-server';
const LIES = {
  'X-Forwarded-Proto': 'http',
  'X-Forwarded-Scheme': 'http',
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Port': '1',
  'X-Forwarded-For': '203.0.113.9',
  'Forwarded': 'host=evil.example;proto=http',
};

await main(async ({server, port, host, token, slowTool}) => {
  const origin = new URL(server).origin;
  const direct = {host: '127.0.0.1', port, path: METADATA};
  return {
    metadata: await get(secureRequest, origin + METADATA),
    resource: await get(secureRequest, `${origin}/.well-known/oauth-protected-resource/mcp`),
    challenge: (await send(secureRequest, server, {method: 'POST'}, '{}')).challenge,
    liesThroughProxy: await get(secureRequest, origin + METADATA, {headers: LIES}),
    // Linux has all of 127.0.0.0/8: another address of it is a peer that nobody trusts
    liesOfStranger: await get(request, {...direct, localAddress: '127.0.0.2', headers: {Host: host, ...LIES}}),
    foreignHost: (await send(request, {...direct, localAddress: '127.0.0.2', headers: {Host: 'evil.example'}})).status,
    lead: slowTool ? lead(await callSlowly(server, token, slowTool)) : 0,
  };
});

/** How long before its last piece the first piece of an answer came. */
function lead({status, text, arrivals}) {
  if (status !== 200 || !text.includes('"structuredContent"')) {
    throw new Error(`${status} ${text}`);
  }
  return arrivals[arrivals.length - 1] - arrivals[0];
}

async function get(how, where, options = {}) {
  const answer = await send(how, where, options);
  if (answer.status !== 200) {
    throw new Error(`${JSON.stringify(where)}: ${answer.status} ${answer.text}`);
  }
  return answer.text;
}

function callSlowly(server, token, name) {
  const version = '2026-07-28';
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: {
      name,
      arguments: {},
      _meta: {
        'io.modelcontextprotocol/protocolVersion': version,
        'io.modelcontextprotocol/clientInfo': {name: 'patient-client', version: '1'},
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  });
  const headers = {
    'Accept': 'application/json, text/event-stream',
    'Content-Type': 'application/json',
    'MCP-Protocol-Version': version,
    'Mcp-Method': 'tools/call',
    'Mcp-Name': name,
    'Authorization': `Bearer ${token}`,
  };
  return send(secureRequest, server, {method: 'POST', headers}, body);
}

/** The answer, and after how many milliseconds each piece of it came. */
function send(how, where, options = {}, body = undefined) {
  const start = Date.now();
  return new Promise((resolve, reject) => {
    const answered = (response) => {
      let text = '';
      const arrivals = [];
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        text += piece;
        arrivals.push(Date.now() - start);
      });
      response.on('error', reject);
      response.on('end', () => resolve({
        status: response.statusCode, challenge: response.headers['www-authenticate'], text, arrivals,
      }));
    };
    const sent = typeof where === 'string' ? how(where, options, answered) : how({...where, ...options}, answered);
    sent.on('error', reject);
    sent.end(body);
  });
}
