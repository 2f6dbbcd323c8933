package io.mxcp.http.mcp;

/** A method whose answer is made for one caller, and may take a while. */
@FunctionalInterface
interface Method {
    /**
     * Answers, on this thread or later on another.
     *
     * @throws RpcException if what is asked for is not there, the arguments cannot be used, or there is no room
     */
    void answer(Exchange exchange) throws RpcException;
}
