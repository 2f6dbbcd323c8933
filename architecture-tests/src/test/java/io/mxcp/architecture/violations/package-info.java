/** Code that breaks every rule of the design, on purpose: each rule must be seen to fail over it. */
package io.mxcp.architecture.violations;
