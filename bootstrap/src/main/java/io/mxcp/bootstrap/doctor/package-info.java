/** Decides how to tell an operator, before anybody signs in, whether signing in will work, and what to do if it will not. */
package io.mxcp.bootstrap.doctor;
