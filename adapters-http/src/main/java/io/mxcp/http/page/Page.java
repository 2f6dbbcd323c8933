package io.mxcp.http.page;

/** What both pages have around their content. */
final class Page {
    private static final String TEMPLATE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%s</title>
            <style>%s</style>
            </head>
            <body>
            <main>
            %s</main>
            </body>
            </html>
            """;

    private Page() {}

    /**
     * A whole page.
     *
     * @param title plain text
     * @param content HTML, with all that is a stranger's escaped
     */
    static String of(String title, String content) {
        return TEMPLATE.formatted(Html.escape(title), Style.SHEET, content);
    }
}
