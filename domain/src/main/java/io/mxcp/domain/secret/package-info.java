/**
 * Decides how a secret is made, shown (never), compared, hashed and sealed.
 *
 * <p>Everything that a thief could use is a {@link io.mxcp.domain.secret.Secret} while it is in memory, a
 * {@link io.mxcp.domain.secret.SecretHash} where only equality matters later, and
 * {@link io.mxcp.domain.secret.Sealed} where it has to be read again.
 */
package io.mxcp.domain.secret;
