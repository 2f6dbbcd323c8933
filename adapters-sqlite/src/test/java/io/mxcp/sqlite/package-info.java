/** Decides nothing of its own: the SQLite stores keep the contracts of their ports, and survive what befalls files. */
package io.mxcp.sqlite;
