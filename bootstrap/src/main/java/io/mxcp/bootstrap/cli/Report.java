package io.mxcp.bootstrap.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.mxcp.bootstrap.config.yaml.Problem;
import io.mxcp.bootstrap.config.yaml.Problems;
import java.io.PrintWriter;
import java.util.List;

/** Shows problems and results, to people or as JSON. */
final class Report {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private Report() {}

    /** One line a problem, then one that counts the errors, if there are any. */
    static void print(Problems problems, PrintWriter writer) {
        problems.warnings().forEach(warning -> writer.println("warning: " + warning));
        problems.errors().forEach(error -> writer.println("error: " + error));
        problems.summary().ifPresent(writer::println);
    }

    static JsonObject json(Problems problems) {
        JsonObject report = new JsonObject();
        report.addProperty("valid", !problems.hasErrors());
        report.add("errors", json(problems.errors()));
        report.add("warnings", json(problems.warnings()));
        return report;
    }

    static String text(Object json) {
        return GSON.toJson(json);
    }

    private static JsonArray json(List<Problem> problems) {
        JsonArray array = new JsonArray();
        for (Problem problem : problems) {
            JsonObject object = new JsonObject();
            object.addProperty("file", problem.file());
            object.addProperty("line", problem.line());
            object.addProperty("column", problem.column());
            object.addProperty("path", problem.path());
            object.addProperty("message", problem.message());
            array.add(object);
        }
        return array;
    }
}
