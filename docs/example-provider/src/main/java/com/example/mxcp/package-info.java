/** Signs people in at Lighthouse, an invented service that speaks plain OAuth 2.0. */
package com.example.mxcp;
