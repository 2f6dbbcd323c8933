// Loaded before a script (--import): connections to a public name go to a port of this machine, as a name server and a
// firewall would lead them. MXCP_TEST_HOST is the name, MXCP_TEST_TLS_PORT what its port 443 is here.

import net from 'node:net';

const {MXCP_TEST_HOST: name, MXCP_TEST_TLS_PORT: port} = process.env;
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...parameters) {
  const options = Array.isArray(parameters[0]) ? parameters[0][0] : parameters[0];
  if (options?.host === name) {
    options.host = '127.0.0.1';
    options.port = Number(options.port) === 443 ? Number(port) : options.port;
  }
  return connect.apply(this, parameters);
};
