package io.mxcp.http.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How the pages look: one style sheet, in the page, which the content security policy knows by its hash. */
final class Style {
    static final String SHEET = """
            :root {
              color-scheme: light dark;
              --ground: #f4f5f7; --card: #ffffff; --text: #1c2430; --soft: #566072; --line: #dfe3e9;
              --accent: #1f5fbf; --on-accent: #ffffff; --warn-ground: #fff6e0; --warn-line: #d99a1c; --warn-text: #5b3f00;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --ground: #12161c; --card: #1b212a; --text: #e8ebf0; --soft: #a3adbb; --line: #323b48;
                --accent: #8ab4f8; --on-accent: #10203a; --warn-ground: #33290f; --warn-line: #c99a3a; --warn-text: #f6dfa9;
              }
            }
            * { box-sizing: border-box; }
            body {
              margin: 0; min-height: 100vh; padding: 1.5rem 1rem; background: var(--ground); color: var(--text);
              font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
              display: flex; align-items: center; justify-content: center;
            }
            main {
              width: 100%; max-width: 34rem; padding: 2rem; background: var(--card); border: 1px solid var(--line);
              border-radius: 0.75rem;
            }
            .host { margin: 0 0 0.25rem; color: var(--soft); font-size: 0.9375rem; overflow-wrap: anywhere; }
            h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
            dl { margin: 0 0 1.25rem; }
            dt { margin-top: 1rem; color: var(--soft); font-size: 0.875rem; }
            dd { margin: 0.125rem 0 0; overflow-wrap: anywhere; }
            ul { margin: 0.125rem 0 0; padding-left: 1.25rem; }
            strong { font-weight: 600; }
            code {
              font: 0.9375em/1.4 ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace;
              overflow-wrap: anywhere;
            }
            small { display: block; color: var(--soft); font-size: 0.875rem; }
            .mark {
              display: inline-block; padding: 0 0.5rem; border: 1px solid var(--line); border-radius: 1rem; color: var(--soft);
              font-size: 0.8125rem; white-space: nowrap;
            }
            .warning {
              margin: 0 0 1.25rem; padding: 0.75rem 1rem; background: var(--warn-ground); color: var(--warn-text);
              border-left: 0.25rem solid var(--warn-line); border-radius: 0.25rem;
            }
            form {
              display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1rem 0 -1rem; padding: 1rem 0;
              position: sticky; bottom: 0; background: var(--card); border-top: 1px solid var(--line);
            }
            button {
              flex: 1 1 9rem; min-height: 2.75rem; padding: 0.5rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem;
              background: transparent; color: inherit; font: inherit; font-weight: 600; cursor: pointer;
            }
            button.allow { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
            button:hover { border-color: var(--text); }
            button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
            footer { margin-top: 1.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
            @media (max-width: 30rem) { main { padding: 1.25rem; } h1 { font-size: 1.3125rem; } }
            """;

    /** As the content security policy names it (CSP Level 3 §2.3.1). */
    static final String HASH = hash();

    private Style() {}

    private static String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(SHEET.getBytes(UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
