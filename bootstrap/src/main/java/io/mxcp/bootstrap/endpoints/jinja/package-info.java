/**
 * Decides what a template of a prompt is: Jinja2 as {@code com.hubspot.jinjava} reads it, cut down to the tags, filters, tests and
 * functions that Jinja2 itself has, without any that reach files, other templates or Java.
 *
 * <p>Whoever operates the server writes templates; whoever calls it gives arguments. So an argument is never read as a template, and
 * no argument makes rendering take more than its {@link io.mxcp.bootstrap.endpoints.jinja.Budget}. What the library would skip in
 * silence (an unknown filter, {@code for … if}) is a mistake here, told at start.
 */
package io.mxcp.bootstrap.endpoints.jinja;
