/**
 * The demo: the ordinary server over a small bundled data set, and a sign-in provider of its own on which one picks one of three
 * invented people. On this machine only: it asks nobody for a password.
 */
package io.mxcp.bootstrap.demo;
