/** The pages, with a stranger's text in every place. */
package io.mxcp.http.page;
