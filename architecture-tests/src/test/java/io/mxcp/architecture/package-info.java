/** What the design says of the code, as rules that are run over it, and over code that breaks each of them. */
package io.mxcp.architecture;
