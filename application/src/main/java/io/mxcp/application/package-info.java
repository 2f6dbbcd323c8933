/**
 * The flows, each a class named after it with one public method that reads like the section it implements.
 *
 * <p>{@link io.mxcp.application.AuthorizationServer} is the front door for embedders. Knows the domain and the JDK, nothing else.
 */
package io.mxcp.application;
