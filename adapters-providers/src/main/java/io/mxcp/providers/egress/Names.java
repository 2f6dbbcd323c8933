package io.mxcp.providers.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where the addresses of a name come from: the system, outside tests. */
@FunctionalInterface
interface Names {
    /** All of them, at least one; they may be others at the next call. */
    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
