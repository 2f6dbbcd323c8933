/**
 * Decides what is special to Salesforce: which instance a person's data are on, who a person is, and how it says that an
 * access token is dead.
 *
 * <p>The subject is the organisation's ID and the person's in it. The instance comes with every token answer and is where
 * the person is asked for, so a sandbox needs no more than {@code auth_url} and {@code token_url}. Access tokens come
 * without a lifetime, and in a signed answer, whose signature must hold. The person is read from user info alone; an ID token in
 * an answer is not relied on.
 */
package io.mxcp.providers.salesforce;
