package io.mxcp.http.mcp;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.mxcp.application.endpoint.Requester;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** One request of a client: who asks for what, how it is spoken, and where the answer goes. */
record Exchange(
        Requester requester,
        JsonPrimitive id,
        Revision revision,
        JsonObject params,
        HttpServletRequest request,
        HttpServletResponse response) {}
